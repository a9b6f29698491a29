//! What one eats and drinks: [`dishes`] that are cooked, [`treats`] that are sweet, and what stands on a [`table`].

pub(super) mod dishes;
pub(super) mod table;
pub(super) mod treats;
