//! What one sees while a story is told at a terminal: a live line for each scene.

use std::collections::BTreeMap;
use std::time::Duration;

use indicatif::{MultiProgress, ProgressBar, ProgressStyle};

use super::console;
use crate::domain::{Event, Illustration, Record};

/// Lines of progress, on standard error; plain lines where that is no terminal.
pub(super) struct Progress {
    lines: MultiProgress,
    head: ProgressBar,
    scenes: BTreeMap<u32, ProgressBar>,
    is_terminal: bool,
}

impl Progress {
    pub(super) fn new() -> Self {
        let lines = MultiProgress::new();
        let head = lines.add(spinner());
        head.set_message("thinking of a story");
        let is_terminal = !lines.is_hidden();
        Self { lines, head, scenes: BTreeMap::new(), is_terminal }
    }

    /// Shows what was just logged.
    pub(super) fn show(&mut self, record: &Record) {
        match &record.event {
            Event::StoryOutlined(outline) => {
                self.finish_head(format!("“{}”, {}", outline.title, counted(outline.scenes)));
            }
            Event::SceneCreated(scene) => {
                let line = self.lines.add(spinner());
                line.set_message(format!("scene {}: {} words, painting", scene.scene, scene.words));
                self.scenes.insert(scene.scene, line);
            }
            Event::IllustrationCreated(picture) => {
                let how = match picture {
                    Illustration { fallback: true, .. } => "a quiet page",
                    Illustration { revision: 1, .. } => "painted",
                    _ => "painted again",
                };
                self.finish(picture.scene, format!("scene {}: {how}", picture.scene));
            }
            Event::StoryCompleted { scenes, duration_ms } => {
                let took = Duration::from_millis(*duration_ms);
                console::note(&format!("told {} in {:.1} s", counted(*scenes), took.as_secs_f64()));
            }
            Event::StoryCreated { .. } | Event::StoryStarted | Event::StoryFailed { .. } | Event::StoryCancelled => {}
        }
    }

    fn finish_head(&self, text: String) {
        if !self.is_terminal {
            console::note(&text);
        }
        self.head.set_style(done());
        self.head.finish_with_message(text);
    }

    fn finish(&mut self, scene: u32, text: String) {
        if !self.is_terminal {
            console::note(&text);
        }
        if let Some(line) = self.scenes.get(&scene) {
            line.set_style(done());
            line.finish_with_message(text);
        }
    }
}

fn counted(scenes: u32) -> String {
    if scenes == 1 { "1 scene".to_owned() } else { format!("{scenes} scenes") }
}

fn spinner() -> ProgressBar {
    let line = ProgressBar::new_spinner();
    line.enable_steady_tick(Duration::from_millis(120));
    line
}

fn done() -> ProgressStyle {
    ProgressStyle::with_template("✔ {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner())
}
