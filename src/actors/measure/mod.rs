//! What is counted on its way to the bus: [`meter`] (requests, calls to models, errors) takes measurements,
//! [`publish()`](publish::publish) sends them; [`model_call`] says what a call to a model is, and [`story_calls`]
//! counts those of one story (by `spending`).

pub mod meter;
pub mod model_call;
pub mod publish;
mod spending;
pub mod story_calls;
