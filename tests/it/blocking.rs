//! Work that blocks: its answer comes back, and of its panic no word; what computes takes its turn at the processors.

use std::sync::atomic::Ordering::SeqCst;
use std::sync::atomic::{AtomicBool, AtomicUsize};
use std::sync::{Arc, Mutex, mpsc};
use std::thread::{available_parallelism, yield_now};

use ai_tale::backends::blocking::{self, Processors};
use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::time::timeout;

use crate::kit::PATIENCE;

#[tokio::test]
async fn a_panic_s_words_stay_out_of_errors() {
    assert_eq!(blocking::run(|| 7).await.unwrap(), 7);
    let lost = blocking::run(|| panic!("a fox who is afraid of the dark")).await;
    assert_eq!(lost.unwrap_err().to_string(), "blocking work was lost");
}

#[tokio::test]
async fn computing_takes_no_more_than_the_processors() {
    let processors = available_parallelism().unwrap().get();
    let (now, most) = (Arc::<AtomicUsize>::default(), Arc::<AtomicUsize>::default());
    let computing = Processors::default();
    let work = (0..processors * 8).map(|number| {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        computing.compute(move || {
            let others = now.fetch_add(1, SeqCst);
            most.fetch_max(others + 1, SeqCst);
            // long enough for all the others to begin, were they let
            let mut looks = 0..100_000;
            while most.load(SeqCst) <= processors && looks.next().is_some() {
                yield_now();
            }
            now.fetch_sub(1, SeqCst);
            assert!(number % 4 > 0, "a panic gives its processor back");
        })
    });
    let lost = join_all(work).await.into_iter().filter(Result::is_err).count();
    assert_eq!(lost, processors * 2);
    assert!((1..=processors).contains(&most.load(SeqCst)), "{most:?} at once");
}

#[tokio::test]
async fn waiting_for_a_processor_takes_no_thread() {
    let (computing, (open, closed)) = (Processors::default(), mpsc::channel::<()>());
    let closed = Arc::new(Mutex::new(closed));
    // as many as the machine can run, and more than the runtime has threads
    let crowd = (0..1_000).map(|_| {
        let (computing, closed) = (computing.clone(), Arc::clone(&closed));
        tokio::spawn(async move { computing.compute(move || closed.lock().unwrap().recv().is_err()).await })
    });
    let crowd: Vec<_> = crowd.collect();
    tokio::task::yield_now().await;
    assert_eq!(timeout(PATIENCE, blocking::run(|| 7)).await.expect("a thread is free").unwrap(), 7);

    let was_begun = Arc::<AtomicBool>::default();
    let begun = Arc::clone(&was_begun);
    let given_up = computing.compute(move || begun.store(true, SeqCst)).now_or_never();
    drop((given_up, open));
    for task in crowd {
        assert!(task.await.unwrap().unwrap());
    }
    computing.compute(|| ()).await.unwrap();
    assert!(!was_begun.load(SeqCst), "nobody waited for it any more");
}
