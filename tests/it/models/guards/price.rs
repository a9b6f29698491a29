//! What a call used has its price, by its model's terms.

use std::sync::Arc;

use ai_tale::backends::models::guards::{guard_painter, guard_storyteller};
use ai_tale::backends::models::{
    Answer, ModelError, Painter, Price, RawPicture, Storyteller, Terms, TextChunk, TextStream,
};
use ai_tale::domain::{PictureSpec, Usage};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use bytes::Bytes;
use futures_util::{StreamExt, stream};

use super::{guards, spec};
use crate::store::samples;

const USED: Usage = Usage { input_tokens: 1_000, output_tokens: 333, pictures: 2, milliseconds: 0, cost_micros: 0 };
/// 1.25 and 10 a million tokens, 0.04 a picture.
const PRICE: Price = Price {
    micros_per_million_input: 1_250_000,
    micros_per_million_output: 10_000_000,
    micros_per_picture: 40_000,
    ..Price::FREE
};
/// 0.00125 + 0.00333 + 0.08.
const COST: u64 = 84_580;

struct Remote(Price);

#[async_trait]
impl Painter for Remote {
    fn name(&self) -> &'static str {
        "remote"
    }

    fn terms(&self) -> Terms {
        Terms { is_remote: true, price: self.0, ..Terms::BUILTIN }
    }

    async fn paint(&self, _: &PictureSpec) -> Result<Answer<RawPicture>, ModelError> {
        Ok(Answer { value: RawPicture { bytes: Bytes::new(), drawn: None }, usage: USED })
    }
}

#[async_trait]
impl Storyteller for Remote {
    fn name(&self) -> &'static str {
        "remote"
    }

    fn terms(&self) -> Terms {
        Terms { is_remote: true, price: self.0, ..Terms::BUILTIN }
    }

    async fn tell(&self, _: StoryCall) -> Result<TextStream, ModelError> {
        Ok(stream::iter([Ok(TextChunk::Text("word".into())), Ok(TextChunk::Usage(USED))]).boxed())
    }
}

#[tokio::test(start_paused = true)]
async fn a_picture_costs_what_its_terms_say() {
    for (price, cost) in [(PRICE, COST), (Price::FREE, 0)] {
        let painter = guard_painter(Arc::new(Remote(price)), &guards(0));
        assert_eq!(painter.paint(&spec()).await.unwrap().usage, Usage { cost_micros: cost, ..USED });
        assert_eq!(painter.terms(), Terms { is_remote: true, price, ..Terms::BUILTIN });
    }
}

#[tokio::test(start_paused = true)]
async fn a_text_costs_what_its_terms_say() {
    let storyteller = guard_storyteller(Arc::new(Remote(PRICE)), &guards(0));
    let text = storyteller.tell(StoryCall::Begin { request: samples::request("a fox") }).await.unwrap();
    let chunks: Vec<_> = text.map(Result::unwrap).collect().await;
    assert_eq!(chunks, [TextChunk::Text("word".into()), TextChunk::Usage(Usage { cost_micros: COST, ..USED })]);
}
