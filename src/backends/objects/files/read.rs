//! Reading an object. **A reader holds one piece and no open file between two of them**, however slowly it reads: the
//! file is opened anew for each, which is safe because what lies under a key never changes.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::ops::Range;
use std::time::UNIX_EPOCH;

use bytes::Bytes;
use futures_util::{StreamExt, stream};

use super::blocking::blocking;
use super::root::Root;
use crate::backends::objects::{ByteStream, ObjectError, ObjectMeta};
use crate::domain::{ObjectKey, Timestamp};

/// Bytes of a piece: most pictures are one or two.
const PIECE: u64 = 64 * 1024;

/// What is known of an object's file; an error when there is none.
pub(super) fn meta(root: &Root, key: ObjectKey) -> io::Result<ObjectMeta> {
    let file = fs::metadata(root.path(&key))?;
    described(key, &file)
}

/// The first piece is read with the rest of what is known, so that a small object costs one piece of blocking work.
pub(super) async fn open(
    root: &Root,
    key: &ObjectKey,
    range: Option<Range<u64>>,
) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
    let asked = key.clone();
    let opened = blocking(root, move |root| root.unless_absent(first_piece(root, asked, range))).await?;
    let Some((meta, first, left)) = opened else { return Ok(None) };
    let source = (root.clone(), key.clone(), left);
    let rest = stream::try_unfold(source, |(root, key, mut left)| async move {
        if left.is_empty() {
            return Ok(None);
        }
        let (next, asked) = (take_piece(&mut left), key.clone());
        let bytes = blocking(&root, move |root| piece(&mut File::open(root.path(&asked))?, next)).await?;
        Ok(Some((bytes, (root, key, left))))
    });
    Ok(Some((meta, stream::iter([Ok(first)]).chain(rest).boxed())))
}

/// The object, its first bytes of a range, and what is left of that.
fn first_piece(root: &Root, key: ObjectKey, range: Option<Range<u64>>) -> io::Result<(ObjectMeta, Bytes, Range<u64>)> {
    let mut file = File::open(root.path(&key))?;
    let meta = described(key, &file.metadata()?)?;
    let Range { start, end } = range.unwrap_or(0..meta.size);
    let mut left = start.min(meta.size)..end.min(meta.size);
    let first = take_piece(&mut left);
    Ok((meta, piece(&mut file, first)?, left))
}

fn described(key: ObjectKey, file: &fs::Metadata) -> io::Result<ObjectMeta> {
    if !file.is_file() {
        return Err(ErrorKind::NotFound.into());
    }
    let age = file.modified()?.duration_since(UNIX_EPOCH).unwrap_or_default();
    let media_type = key.media_type();
    Ok(ObjectMeta { key, size: file.len(), media_type, modified: Timestamp::default().plus(age) })
}

fn take_piece(left: &mut Range<u64>) -> Range<u64> {
    let end = left.end.min(left.start.saturating_add(PIECE));
    let next = left.start..end;
    left.start = end.max(left.start);
    next
}

/// These bytes of a file, all of them.
fn piece(file: &mut File, wanted: Range<u64>) -> io::Result<Bytes> {
    let length = usize::try_from(wanted.end.saturating_sub(wanted.start)).map_err(io::Error::other)?;
    let mut bytes = vec![0; length];
    if length > 0 {
        file.seek(SeekFrom::Start(wanted.start))?;
        file.read_exact(&mut bytes)?;
    }
    Ok(bytes.into())
}
