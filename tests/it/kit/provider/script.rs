//! What an endpoint answers: the next calls, and all others.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use super::{Call, Reply};

type Answer = Arc<dyn Fn(&Call) -> Reply + Send + Sync>;

/// The answers of one endpoint.
pub struct Script {
    next: Mutex<VecDeque<Answer>>,
    always: Mutex<Answer>,
}

impl Script {
    pub fn new(always: impl Fn(&Call) -> Reply + Send + Sync + 'static) -> Self {
        Self { next: Mutex::default(), always: Mutex::new(Arc::new(always)) }
    }

    /// One more call that is answered so, before the rest is as [`Script::always`] says.
    pub fn next(&self, answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) {
        self.next.lock().unwrap().push_back(Arc::new(answer));
    }

    /// Every call that no [`Script::next`] is left for.
    pub fn always(&self, answer: impl Fn(&Call) -> Reply + Send + Sync + 'static) {
        *self.always.lock().unwrap() = Arc::new(answer);
    }

    /// What this call is answered.
    pub fn answer(&self, call: &Call) -> Reply {
        let next = self.next.lock().unwrap().pop_front();
        let answer = next.unwrap_or_else(|| Arc::clone(&self.always.lock().unwrap()));
        answer(call)
    }
}
