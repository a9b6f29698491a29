//! What came of stories, by their logs; asserted by name.

use ai_tale::domain::{Event, Record};

/// The log of each story, in the order in which they were wished for.
pub struct Told {
    logs: Vec<Vec<Record>>,
}

impl Told {
    /// Of stories that have ended.
    pub const fn new(logs: Vec<Vec<Record>>) -> Self {
        Self { logs }
    }

    /// The log of the only story.
    pub fn log(&self) -> &[Record] {
        assert_eq!(self.logs.len(), 1, "the scenario has one story");
        &self.logs[0]
    }

    /// Every story is complete, with so many scenes.
    #[track_caller]
    pub fn assert_complete(&self, scenes: u32) {
        for end in self.ends() {
            assert!(
                matches!(end, Event::StoryCompleted { scenes: told, .. } if *told == scenes),
                "it ended by {end:?}"
            );
        }
    }

    /// Every story has failed, for this reason.
    #[track_caller]
    pub fn assert_failed(&self, reason: &str) {
        for end in self.ends() {
            assert!(matches!(end, Event::StoryFailed { code, .. } if code == reason), "it ended by {end:?}");
        }
    }

    /// These scenes of the only story have quiet pages, and no others.
    #[track_caller]
    pub fn assert_quiet(&self, scenes: &[u32]) {
        let quiet = self.log().iter().filter_map(|record| match &record.event {
            Event::IllustrationCreated(illustration) if illustration.fallback => Some(illustration.scene),
            _ => None,
        });
        let mut quiet: Vec<u32> = quiet.collect();
        quiet.sort_unstable();
        assert_eq!(quiet, scenes, "the scenes with quiet pages");
    }

    /// No event says these words.
    #[track_caller]
    pub fn assert_never_says(&self, words: &str) {
        assert!(!format!("{:?}", self.logs).contains(words), "{words} was logged");
    }

    fn ends(&self) -> impl Iterator<Item = &Event> {
        self.logs.iter().map(|log| &log.last().expect("a story that has ended has a log").event)
    }
}
