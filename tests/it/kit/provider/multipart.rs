//! The fields and files of a form, as image edits are asked for.

use serde_json::{Map, Value};

/// A file in a form.
#[derive(Clone, Debug)]
pub struct Upload {
    /// The field that it came in: `image[]`.
    pub field: String,
    /// As its sender has it.
    pub media_type: String,
    pub bytes: Vec<u8>,
}

/// The form with this boundary: its fields, and its files. `None` where it is none.
pub fn parse(content_type: &str, body: &[u8]) -> Option<(Value, Vec<Upload>)> {
    let boundary = content_type.split("boundary=").nth(1)?.trim_matches('"');
    let fence = format!("\r\n--{boundary}").into_bytes();
    // the first fence stands at the very start
    let whole = [b"\r\n".as_slice(), body].concat();
    let (mut fields, mut files) = (Map::new(), Vec::new());
    for part in split(&whole, &fence).into_iter().skip(1) {
        if part.starts_with(b"--") {
            return Some((Value::Object(fields), files));
        }
        let part = part.strip_prefix(b"\r\n")?;
        let end = find(part, b"\r\n\r\n")?;
        let (head, content) = (String::from_utf8_lossy(&part[..end]).into_owned(), &part[end + 4..]);
        let field = quoted(&head, "name=")?;
        if quoted(&head, "filename=").is_some() {
            let media_type = head.to_ascii_lowercase().split("content-type:").nth(1).map(str::trim).map(str::to_owned);
            files.push(Upload { field, media_type: media_type.unwrap_or_default(), bytes: content.to_vec() });
        } else {
            fields.insert(field, String::from_utf8_lossy(content).into_owned().into());
        }
    }
    None
}

/// What stands in quotes behind a key that begins a parameter.
fn quoted(head: &str, key: &str) -> Option<String> {
    let value = head.split(';').find_map(|parameter| parameter.trim_start().strip_prefix(key))?;
    value.strip_prefix('"')?.split('"').next().map(str::to_owned)
}

fn split<'a>(whole: &'a [u8], fence: &[u8]) -> Vec<&'a [u8]> {
    let (mut parts, mut rest) = (Vec::new(), whole);
    while let Some(at) = find(rest, fence) {
        parts.push(&rest[..at]);
        rest = &rest[at + fence.len()..];
    }
    parts.push(rest);
    parts
}

fn find(whole: &[u8], part: &[u8]) -> Option<usize> {
    whole.windows(part.len()).position(|window| window == part)
}
