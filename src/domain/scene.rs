//! One page's words.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The checked words of one page, and the colours of its page while the picture is being painted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scene {
    /// The scene's number, counted from 1.
    #[schema(example = 1)]
    pub scene: u32,
    /// The words that stand on the page.
    #[schema(example = "Mira the fox held her lantern high.")]
    pub text: String,
    /// How many words they are.
    #[schema(example = 7)]
    pub words: u32,
    /// Two colours, `#rrggbb`: of the top and of the bottom of the page while its picture is being painted.
    #[schema(example = json!(["#20304f", "#e8b15a"]))]
    pub palette: [String; 2],
}
