//! What is counted on its way to the bus: [`meter`] (requests, errors), [`model_call`] (calls to models).

pub mod meter;
pub mod model_call;
