//! One page's words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The checked words of one page, and the colours of its page while the picture is being painted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scene {
    /// Counted from 1.
    pub scene: u32,
    /// What the page says.
    pub text: String,
    /// How many words that is.
    pub words: u32,
    /// Two colours, `#rrggbb`: the top and the bottom of the empty page.
    pub palette: [String; 2],
}
