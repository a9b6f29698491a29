//! What is counted on its way to the bus: [`meter`] (requests, calls to models, errors) takes measurements, [`tally`]
//! adds up what is told once a minute [`publish`] sends it all; [`model_call`]
//! says what a call to a model is, and [`story_calls`] counts those of one story (by `spending`), as far as the
//! [`purse`] allows them; what judging wishes cost that became no story is [`wish_spend`].

pub mod meter;
pub mod model_call;
pub mod publish;
pub mod purse;
mod spending;
pub mod story_calls;
pub mod tally;
pub mod wish_spend;
