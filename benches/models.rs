//! Models behind HTTP: what the way to them adds, as ratios measured in one run.
//!
//! `first_scene`: from the wish to the first illustrated scene, over the provider's own times and the store's commits
//! on that way. `token`: the processor's time for a token from the socket to the words of a scene, over a bare loop
//! that only parses the stream. `knee`: the throughput of a pool of painters that finds its size, at a provider that
//! slows down beyond its knee and then refuses, over that of the best size that is fixed.
//!
//! The provider is the tests' own, in a process of its own, so that its work is not counted. `cargo bench --bench
//! models -- token` measures that alone.

#[expect(dead_code, reason = "what a stream says is asked by the other bench alone")]
#[path = "first_scene/clock.rs"]
mod clock;
#[path = "first_scene/doors.rs"]
mod doors;
#[path = "models/first_scene.rs"]
mod first_scene;
#[path = "models/knee.rs"]
mod knee;
#[path = "models/node.rs"]
mod node;
#[expect(dead_code, clippy::unwrap_used, reason = "the tests' provider; here it answers well")]
#[path = "../tests/it/kit/provider/mod.rs"]
mod provider;
#[path = "models/serving.rs"]
mod serving;
#[path = "models/token.rs"]
mod token;

fn main() {
    let chosen: Vec<String> = std::env::args().skip(1).filter(|argument| !argument.starts_with("--")).collect();
    if let [serve, settings @ ..] = &chosen[..]
        && serve == serving::SERVE
    {
        return serving::serve(settings);
    }
    ai_tale::backends::tls::install_provider();
    let parts: [(&str, fn()); 3] =
        [("token", token::measure), ("first_scene", first_scene::measure), ("knee", knee::measure)];
    for (name, measure) in parts {
        if chosen.is_empty() || chosen.iter().any(|part| part == name) {
            measure();
        }
    }
}
