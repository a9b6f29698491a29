//! Bodies in chunks (RFC 9112, section 7.1), as a client reads them.

/// What chunks make up, each as long as it says, and whether the last one, which is empty, came; a body that was cut
/// has the part of its last chunk that came.
pub fn unchunked(mut body: &str) -> (String, bool) {
    let mut whole = String::new();
    while let Some((size, rest)) = body.split_once("\r\n") {
        let size = usize::from_str_radix(size, 16).expect("a chunk says how long it is");
        let Some((piece, rest)) = rest.split_at_checked(size) else {
            return (whole + rest, false);
        };
        whole.push_str(piece);
        if size == 0 {
            assert_eq!(rest, "\r\n", "nothing comes after the last chunk");
            return (whole, true);
        }
        // cut between a chunk and its end
        let Some(rest) = rest.strip_prefix("\r\n") else {
            assert!("\r\n".starts_with(rest), "a chunk is as long as it says: {rest}");
            return (whole, false);
        };
        body = rest;
    }
    (whole, false)
}
