//! Work that blocks: its answer comes back, and of its panic no word.

use ai_tale::backends::blocking;

#[tokio::test]
async fn a_panic_s_words_stay_out_of_errors() {
    assert_eq!(blocking::run(|| 7).await.unwrap(), 7);
    let lost = blocking::run(|| panic!("a fox who is afraid of the dark")).await;
    assert_eq!(lost.unwrap_err().to_string(), "blocking work was lost");
}
