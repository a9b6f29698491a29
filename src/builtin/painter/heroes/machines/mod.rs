//! Machines with a face: what drives on [`road`]s, what digs and pulls ([`works`]), and what flies or floats
//! ([`away`]). A [`front`] is what a driver looks out of.

mod away;
mod front;
mod road;
mod works;

pub(super) use away::{boat, helicopter, plane, rocket, sailboat, submarine, ufo};
pub(super) use road::{
    ambulance, bicycle, bus, car, fire_engine, motorbike, police_car, rubbish_truck, tow_truck, train, truck,
};
pub(super) use works::{bulldozer, crane, digger, dumper, mixer, tractor};
