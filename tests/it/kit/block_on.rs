//! Waiting without a runtime.

use std::pin::pin;
use std::sync::Arc;
use std::task::{Context, Poll, Wake};
use std::thread::{self, Thread};

/// Waits on this thread: nothing else of the runtime goes on meanwhile, and no clock.
pub fn block_on<A>(asked: impl Future<Output = A>) -> A {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    // a budget that is used up would have this loop spin for ever
    let mut asked = pin!(tokio::task::unconstrained(asked));
    let waker = Arc::new(Unpark(thread::current())).into();
    loop {
        if let Poll::Ready(answer) = asked.as_mut().poll(&mut Context::from_waker(&waker)) {
            return answer;
        }
        thread::park();
    }
}
