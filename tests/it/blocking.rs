//! Work that blocks: its answer comes back, and of its panic no word.

use ai_tale::backends::blocking;

#[tokio::test]
async fn what_a_panic_said_stays_out_of_the_error() {
    assert_eq!(blocking::run(|| 7).await.unwrap(), 7);
    let lost = blocking::run(|| panic!("a fox who is afraid of the dark")).await;
    assert_eq!(lost.unwrap_err().to_string(), "blocking work was lost");
}
