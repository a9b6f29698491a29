//! Who waits to be told on this node, and who is next. Suspects (stories whose run died with a start counted) wait in a
//! queue of their own, for each other alone.

use std::collections::{HashMap, VecDeque};

use ractor::ActorRef;

use super::message::Pending;
use crate::actors::run::{Purpose, RunArguments, RunMessage};
use crate::domain::StoryId;

/// Where a story is on this node.
pub(super) enum Standing {
    /// In one of the lines.
    Waiting,
    /// On its way to the store.
    Claiming(Purpose),
    /// Claimed, and found to be a suspect: it waits for the others among them.
    Suspect(Box<RunArguments>),
    /// It has a run.
    Running(Running),
    /// It rests before it is claimed again.
    Cooling,
}

/// A story with a run.
pub(super) struct Running {
    pub(super) run: ActorRef<RunMessage>,
    pub(super) purpose: Purpose,
    /// Its reader does not want it any more.
    pub(super) is_unwanted: bool,
}

/// What is to be done next.
pub(super) enum Next {
    Claim(Pending),
    /// Run a suspect that was claimed before.
    Run(StoryId, Box<RunArguments>),
}

/// Every story that this node has to do with, and the order in which they are told.
#[derive(Default)]
pub(super) struct RunQueue {
    standings: HashMap<StoryId, Standing>,
    tally: Tally,
    /// In the order in which they came. One that no longer waits meanwhile is passed over.
    fresh: VecDeque<Pending>,
    orphans: VecDeque<Pending>,
    suspects: VecDeque<StoryId>,
    /// The suspect whose turn it is, until its log grows or its run ends.
    suspect: Option<StoryId>,
}

/// How many stories are where: kept as they move, because every message asks for it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// Told, or claimed for it.
    pub(super) told: usize,
    /// Running, whatever for.
    pub(super) running: usize,
    /// Waiting here, claimed or not.
    pub(super) waiting: usize,
    /// On their way to the store, or claimed already.
    pub(super) busy: usize,
}

impl Tally {
    fn count(&mut self, standing: &Standing, change: impl Fn(&mut usize)) {
        if let Standing::Claiming(Purpose::Tell) | Standing::Running(Running { purpose: Purpose::Tell, .. }) = standing
        {
            change(&mut self.told);
        }
        if matches!(standing, Standing::Running(_)) {
            change(&mut self.running);
        }
        if matches!(standing, Standing::Waiting | Standing::Suspect(_)) {
            change(&mut self.waiting);
        }
        if matches!(standing, Standing::Claiming(_) | Standing::Suspect(_) | Standing::Running(_)) {
            change(&mut self.busy);
        }
    }
}

impl RunQueue {
    /// A story waits to be claimed, unless it is known already.
    pub(super) fn enter(&mut self, pending: Pending) {
        if self.standings.contains_key(&pending.story) {
            return;
        }
        self.put(pending.story, Standing::Waiting);
        let queue = if pending.was_orphaned { &mut self.orphans } else { &mut self.fresh };
        queue.push_back(pending);
    }

    /// The story that should be told next: a suspect when none of them has its turn, else who came first.
    pub(super) fn next(&mut self) -> Option<Next> {
        if self.suspect.is_none() {
            while let Some(story) = self.suspects.pop_front() {
                if matches!(self.standings.get(&story), Some(Standing::Suspect(_)))
                    && let Some(Standing::Suspect(arguments)) = self.take(story)
                {
                    self.suspect = Some(story);
                    return Some(Next::Run(story, arguments));
                }
            }
            if let Some(orphan) = first_waiting(&mut self.orphans, &self.standings) {
                self.suspect = Some(orphan.story);
                return Some(Next::Claim(orphan));
            }
        }
        first_waiting(&mut self.fresh, &self.standings).map(Next::Claim)
    }

    /// A claimed story turned out to be a suspect. Gives it back when it is its turn.
    pub(super) fn suspect(&mut self, story: StoryId, arguments: Box<RunArguments>) -> Option<Box<RunArguments>> {
        if self.suspect.is_none_or(|other| other == story) {
            self.suspect = Some(story);
            return Some(arguments);
        }
        self.put(story, Standing::Suspect(arguments));
        self.suspects.push_back(story);
        None
    }

    /// A story is no suspect any more, or has left.
    pub(super) fn clear(&mut self, story: StoryId) {
        if self.suspect == Some(story) {
            self.suspect = None;
        }
    }

    pub(super) fn put(&mut self, story: StoryId, standing: Standing) {
        self.tally.count(&standing, |count| *count += 1);
        if let Some(left) = self.standings.insert(story, standing) {
            self.tally.count(&left, |count| *count -= 1);
        }
    }

    pub(super) fn take(&mut self, story: StoryId) -> Option<Standing> {
        let left = self.standings.remove(&story)?;
        self.tally.count(&left, |count| *count -= 1);
        Some(left)
    }

    pub(super) fn standing(&mut self, story: StoryId) -> Option<&mut Standing> {
        self.standings.get_mut(&story)
    }

    pub(super) fn runs(&mut self) -> impl Iterator<Item = &mut Running> {
        self.standings.values_mut().filter_map(|standing| match standing {
            Standing::Running(running) => Some(running),
            _ => None,
        })
    }

    /// How many stories are where.
    pub(super) fn tally(&self) -> Tally {
        self.tally
    }

    /// Forgets who waits to be claimed; returns the suspects that are claimed already.
    pub(super) fn close(&mut self) -> Vec<(StoryId, Box<RunArguments>)> {
        self.fresh.clear();
        self.orphans.clear();
        self.suspects.clear();
        let left: Vec<_> = self
            .standings
            .extract_if(|_, standing| matches!(standing, Standing::Waiting | Standing::Suspect(_)))
            .collect();
        let mut claimed = Vec::new();
        for (story, standing) in left {
            self.tally.count(&standing, |count| *count -= 1);
            if let Standing::Suspect(arguments) = standing {
                claimed.push((story, arguments));
            }
        }
        claimed
    }
}

fn first_waiting(queue: &mut VecDeque<Pending>, standings: &HashMap<StoryId, Standing>) -> Option<Pending> {
    loop {
        let pending = queue.pop_front()?;
        if matches!(standings.get(&pending.story), Some(Standing::Waiting)) {
            return Some(pending);
        }
    }
}
