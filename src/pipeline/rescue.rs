//! The rescue ladder of a picture: what is tried after so many failures, until a quiet page stands in.
//! One bad picture never costs the book.

/// What the next attempt does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rung {
    /// This painter of the route, the brief as it is.
    AsIs(usize),
    /// This painter of the route, a gentler brief with less in it.
    Softened(usize),
    /// The built-in painter draws the place alone: `fallback: true`.
    Quiet,
}

/// The ladder for a route of `painters`: the first one as is, once more, and softened; then each other one, softened;
/// at last the quiet page. `attempt` counts from 0.
#[must_use]
pub fn rung(attempt: u32, painters: usize) -> Rung {
    match attempt as usize {
        0 | 1 => Rung::AsIs(0),
        2 => Rung::Softened(0),
        later if later - 2 < painters => Rung::Softened(later - 2),
        _ => Rung::Quiet,
    }
}

/// The first attempt that is a quiet page.
#[must_use]
pub fn quiet_attempt(painters: usize) -> u32 {
    u32::try_from(painters + 2).unwrap_or(u32::MAX)
}

/// The attempt after a failed one. What was refused is never asked again as it is.
#[must_use]
pub const fn after_failure(attempt: u32, refused: bool) -> u32 {
    if refused && attempt < 2 { 2 } else { attempt + 1 }
}
