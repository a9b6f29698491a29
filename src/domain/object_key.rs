//! Names of stored objects: made and read in this file alone, so that every storage, every address and every log event
//! spells them the same.
//!
//! A picture is `illustrations/{story}/{scene}/{sha256[..16]}-{width}.{ext}`: the name tells the content, so that a
//! redo overwrites nothing, and what lies under a key never changes.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::{ContentHash, MediaType, StoryId};

/// Bytes of a key, which a storage may use in a file's name or an address.
const LONGEST: usize = 512;

/// What an object is part of: the key's first segment. A storage may keep each in a place of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, strum::IntoStaticStr)]
#[strum(serialize_all = "kebab-case")]
pub enum Bucket {
    /// Pictures of stories, by story and scene.
    Illustrations,
    /// What readers brought, by reader.
    UserUploads,
    /// Books as files to take away, by story.
    Exports,
    /// Copies of the stores.
    Backups,
}

impl Bucket {
    pub const ALL: [Self; 4] = [Self::Illustrations, Self::UserUploads, Self::Exports, Self::Backups];

    /// The segment that stands for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// Not a key: see [`ObjectKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an object key")]
pub struct BadObjectKey;

/// A bucket, and below it segments of `a-z`, `0-9`, `-`, `_` and single dots between them, joined by `/`: nothing that
/// could climb out of a folder. Keys are ordered by their bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ObjectKey {
    text: String,
    /// Its first segment, read.
    bucket: Bucket,
}

impl ObjectKey {
    /// The key of one encoding of a scene's picture, `width` pixels wide. Sixteen hexadecimal digits of the hash tell
    /// contents apart; the same content has the same key.
    #[must_use]
    pub fn illustration(story: StoryId, scene: u32, content: &[u8], width: u32, media_type: MediaType) -> Self {
        let (bucket, extension, hash) = (Bucket::Illustrations, media_type.extension(), ContentHash::of(content));
        Self { text: format!("{}/{story}/{scene}/{hash}-{width}.{extension}", bucket.as_str()), bucket }
    }

    /// As it is stored, signed and logged.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What the object is part of.
    #[must_use]
    pub const fn bucket(&self) -> Bucket {
        self.bucket
    }

    /// The story whose picture it is; `None` for any other object, and for a picture of nobody's story.
    #[must_use]
    pub fn story(&self) -> Option<StoryId> {
        story_of(self.text.split('/').nth(1).filter(|_| self.bucket == Bucket::Illustrations)?)
    }

    /// What lies under it, by its hash; `None` where the key doesn't name its content.
    #[must_use]
    pub fn content(&self) -> Option<ContentHash> {
        self.story()?;
        let (hash, _) = self.name().split_once('-')?;
        ContentHash::parse(hash)
    }

    #[must_use]
    pub fn name(&self) -> &str {
        self.text.rsplit('/').next().unwrap_or(&self.text)
    }

    /// What its extension stands for.
    #[must_use]
    pub fn media_type(&self) -> MediaType {
        self.name().rsplit_once('.').map_or(MediaType::Binary, |(_, extension)| MediaType::of_extension(extension))
    }
}

impl FromStr for ObjectKey {
    type Err = BadObjectKey;

    fn from_str(text: &str) -> Result<Self, BadObjectKey> {
        text.to_owned().try_into()
    }
}

impl TryFrom<String> for ObjectKey {
    type Error = BadObjectKey;

    fn try_from(text: String) -> Result<Self, BadObjectKey> {
        let bucket = bucket_of(&text).ok_or(BadObjectKey)?;
        let is_key = text.len() <= LONGEST && text.split('/').all(is_segment);
        if is_key { Ok(Self { text, bucket }) } else { Err(BadObjectKey) }
    }
}

impl From<ObjectKey> for String {
    fn from(key: ObjectKey) -> Self {
        key.text
    }
}

impl fmt::Display for ObjectKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

/// Where a listing of keys stays: a bucket, or a folder of it, such as one story's pictures.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ObjectPrefix {
    text: String,
    /// Its first segment, read.
    bucket: Bucket,
}

impl ObjectPrefix {
    /// Everything in a bucket.
    #[must_use]
    pub fn bucket(bucket: Bucket) -> Self {
        Self { text: format!("{}/", bucket.as_str()), bucket }
    }

    /// Every picture of a story.
    #[must_use]
    pub fn story(story: StoryId) -> Self {
        let bucket = Bucket::Illustrations;
        Self { text: format!("{}/{story}/", bucket.as_str()), bucket }
    }

    /// What is in a bucket under this name; an error where no key has it.
    pub fn folder(bucket: Bucket, name: &str) -> Result<Self, BadObjectKey> {
        let text = format!("{}/{name}/", bucket.as_str());
        if is_segment(name) { Ok(Self { text, bucket }) } else { Err(BadObjectKey) }
    }

    /// The bucket that it is, or is a folder of.
    #[must_use]
    pub const fn of_bucket(&self) -> Bucket {
        self.bucket
    }

    /// The story whose pictures are in it; `None` of a bucket, and of what is nobody's story.
    #[must_use]
    pub fn of_story(&self) -> Option<StoryId> {
        story_of(self.text.strip_prefix(Bucket::Illustrations.as_str())?.split('/').nth(1)?)
    }

    /// What every key in it begins with. It ends with a slash.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// An id has other spellings, which are other keys.
fn story_of(segment: &str) -> Option<StoryId> {
    segment.parse().ok().filter(|story: &StoryId| story.to_string() == segment)
}

fn bucket_of(text: &str) -> Option<Bucket> {
    let (first, _) = text.split_once('/')?;
    Bucket::ALL.into_iter().find(|bucket| bucket.as_str() == first)
}

fn is_segment(segment: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-_.".contains(&byte);
    !segment.is_empty() && !segment.starts_with('.') && !segment.contains("..") && segment.bytes().all(is_allowed)
}
