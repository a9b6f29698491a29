//! A storage against a model of it: objects are put, opened, removed and listed in every order.

use std::collections::BTreeMap;
use std::ops::Range;

use ai_tale::backends::objects::whole;
use ai_tale::domain::ObjectKey;
use bytes::Bytes;
use proptest::prelude::{Strategy, any, prop_oneof};
use proptest::sample::Index;

use super::{Shared, key, pictures};

/// Names of few objects, so that steps meet; in an order that a folder's is not.
const NAMES: [&str; 8] =
    ["a-b/1/x.webp", "a/1/x.webp", "a/1/y.webp", "a/1-/x.png", "a/2/x", "aa/1/x", "b/1/large", "b/10/x"];

/// What is done to it.
#[derive(Clone, Debug)]
pub enum Step {
    Put(Index),
    Open(Index, Option<Range<u64>>),
    Remove(Vec<Index>),
    List(Option<Index>, usize),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let range = proptest::option::of((0..80_u64, 0..80_u64).prop_map(|(start, length)| start..start + length));
    let step = prop_oneof![
        4 => any::<Index>().prop_map(Step::Put),
        3 => (any::<Index>(), range).prop_map(|(name, range)| Step::Open(name, range)),
        2 => proptest::collection::vec(any::<Index>(), 0..4).prop_map(Step::Remove),
        2 => (proptest::option::of(any::<Index>()), 1..9_usize).prop_map(|(after, limit)| Step::List(after, limit)),
    ];
    proptest::collection::vec(step, 1..40)
}

/// What lies under a key is always the same.
fn content(name: &str) -> Bytes {
    if name.ends_with("large") { vec![7; 200_000].into() } else { name.repeat(4).into_bytes().into() }
}

pub async fn answers_as_its_model(objects: Shared, steps: Vec<Step>) {
    let mut model = BTreeMap::<ObjectKey, Bytes>::new();
    let name = |index: &Index| NAMES[index.index(NAMES.len())];
    for step in steps {
        match step {
            Step::Put(index) => {
                let (key, content) = (key(name(&index)), content(name(&index)));
                objects.put(&key, key.media_type(), content.clone().into()).await.unwrap();
                model.insert(key, content);
            }
            Step::Open(index, range) => {
                let opened = objects.open(&key(name(&index)), range.clone()).await.unwrap();
                let Some(content) = model.get(&key(name(&index))) else {
                    assert!(opened.is_none(), "{} is not there", name(&index));
                    continue;
                };
                let (meta, pieces) = opened.unwrap();
                assert_eq!(meta.size, content.len() as u64);
                assert!(whole(pieces).await.unwrap() == content[within(range, content.len())]);
            }
            Step::Remove(indices) => {
                let keys: Vec<_> = indices.iter().map(|index| key(name(index))).collect();
                objects.delete_many(&keys).await.unwrap();
                model.retain(|key, _| !keys.contains(key));
            }
            Step::List(after, limit) => {
                let after = after.map(|index| key(name(&index)));
                let page = objects.list(&pictures(), after.as_ref(), limit).await.unwrap();
                let beyond: Vec<_> =
                    model.keys().filter(|key| after.as_ref().is_none_or(|after| *key > after)).collect();
                let listed: Vec<_> = page.objects.iter().map(|object| &object.key).collect();
                assert!(listed.len() <= limit);
                assert_eq!(listed, beyond[..listed.len()]);
                assert!(page.next.is_some() || listed.len() == beyond.len(), "the last page ends with the last key");
            }
        }
    }
}

fn within(range: Option<Range<u64>>, size: usize) -> Range<usize> {
    let cut = |offset: u64| usize::try_from(offset).unwrap().min(size);
    range.map_or(0..size, |range| cut(range.start)..cut(range.end))
}
