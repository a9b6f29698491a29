//! Work that blocks: its answer comes back, and of its panic no word; what computes takes its turn at the processors.

use std::sync::Arc;
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::SeqCst;
use std::thread::{available_parallelism, yield_now};

use ai_tale::backends::blocking;
use futures_util::future::join_all;

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
    let work = (0..processors * 8).map(|number| {
        let (now, most) = (Arc::clone(&now), Arc::clone(&most));
        blocking::compute(move || {
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
