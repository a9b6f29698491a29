//! Readiness: however many ask, the parts are asked once.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::http::{Part, Readiness};
use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::sync::Semaphore;

/// A part that counts how often it was asked, and answers when it is let.
fn counted(asked: &Arc<AtomicUsize>, answers: &Arc<Semaphore>) -> Readiness {
    let part = Part::new("store", &(Arc::clone(asked), Arc::clone(answers)), |(asked, answers)| async move {
        asked.fetch_add(1, Ordering::SeqCst);
        answers.acquire().await.unwrap().forget();
        Ok::<_, Infallible>(())
    });
    Readiness::new(vec![part])
}

#[tokio::test(start_paused = true)]
async fn all_who_ask_share_one_probe() {
    let (asked, answers) = (Arc::<AtomicUsize>::default(), Arc::new(Semaphore::new(0)));
    let readiness = counted(&asked, &answers);
    for _ in 0..20 {
        assert!(readiness.states().now_or_never().is_none(), "it hangs up before there is an answer");
    }
    tokio::task::yield_now().await;
    let waiting = join_all((0..30).map(|_| readiness.states()));
    answers.add_permits(1);
    for states in waiting.await {
        assert_eq!(states.unwrap()["store"], "ok");
    }
    tokio::time::advance(Duration::from_millis(999)).await;
    assert_eq!(readiness.states().await.unwrap()["store"], "ok");
    assert_eq!(asked.load(Ordering::SeqCst), 1);
    tokio::time::advance(Duration::from_millis(1)).await;
    assert_eq!(readiness.states().await.unwrap()["store"], "timed_out", "nothing is told for ever");
    assert_eq!(asked.load(Ordering::SeqCst), 2);
}
