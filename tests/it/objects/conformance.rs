//! Every promise of the trait. An adapter runs all groups of them ([`reading`], [`bodies`], [`lists`], [`owners`],
//! [`company`]), each promise on a fresh storage.

use std::future::Future;

use ai_tale::backends::objects::{Body, ObjectError, whole};
use ai_tale::domain::{Bucket, ClusterId, MediaType, ObjectPrefix, StoryId, Timestamp};
use bytes::Bytes;
use futures_util::{StreamExt, stream};

use super::{Fresh, Shared, get, key, names, pictures, put, refused, streamed};

pub async fn reading(fresh: impl AsyncFn() -> Fresh) {
    on(&fresh, what_was_put_is_read_in_ranges).await;
    on(&fresh, an_absent_object_is_none).await;
    on(&fresh, a_head_tells_size_type_and_age).await;
    on(&fresh, a_repeated_put_changes_nothing).await;
    on(&fresh, an_empty_object_is_an_object).await;
}

pub async fn bodies(fresh: impl AsyncFn() -> Fresh) {
    on(&fresh, a_streamed_body_is_stored_whole).await;
    on(&fresh, a_large_object_comes_back_as_it_was).await;
    on(&fresh, a_body_unlike_its_length_is_refused).await;
    on(&fresh, a_body_that_breaks_off_leaves_nothing).await;
}

pub async fn lists(fresh: impl AsyncFn() -> Fresh) {
    on(&fresh, a_list_names_its_prefix_alone).await;
    on(&fresh, a_list_goes_on_in_key_order).await;
    on(&fresh, folders_are_named_in_their_order).await;
    on(&fresh, many_are_removed_and_no_other).await;
    on(&fresh, a_removed_object_can_be_put_again).await;
    on(&fresh, a_probe_leaves_nothing).await;
}

pub async fn owners(fresh: impl AsyncFn() -> Fresh) {
    on(&fresh, objects_belong_to_one_cluster).await;
    on(&fresh, unmarked_objects_belong_to_nobody).await;
}

pub async fn company(fresh: impl AsyncFn() -> Fresh) {
    on(&fresh, puts_and_removals_side_by_side_lose_nothing).await;
}

async fn on<F: Future<Output = ()>>(fresh: impl AsyncFn() -> Fresh, promise: impl FnOnce(Shared) -> F) {
    let storage = fresh().await;
    promise(storage.objects.clone()).await;
}

async fn what_was_put_is_read_in_ranges(objects: Shared) {
    put(&objects, "a/1/x-480.webp", b"0123456789").await;
    for (range, expected) in [
        (None, "0123456789"),
        (Some(0..1), "0"),
        (Some(3..7), "3456"),
        (Some(8..400), "89"),
        (Some(10..20), ""),
        (Some(4..4), ""),
    ] {
        let (meta, pieces) = objects.open(&key("a/1/x-480.webp"), range.clone()).await.unwrap().unwrap();
        assert_eq!(whole(pieces).await.unwrap(), expected, "{range:?}");
        assert_eq!(meta.size, 10, "the size is the whole object's");
    }
}

async fn an_absent_object_is_none(objects: Shared) {
    put(&objects, "a/b/c", b"c").await;
    for below in ["a/b/d", "a/b", "a", "x/y/z", "a/b/c/d"] {
        assert!(objects.open(&key(below), None).await.unwrap().is_none(), "{below}");
        assert_eq!(objects.head(&key(below)).await.unwrap(), None, "{below}");
        objects.delete_many(&[key(below)]).await.unwrap();
    }
    assert_eq!(get(&objects, "a/b/c").await.unwrap(), "c");
}

async fn a_head_tells_size_type_and_age(objects: Shared) {
    let before = Timestamp::now().as_secs();
    put(&objects, "a/b.png", b"four").await;
    let meta = objects.head(&key("a/b.png")).await.unwrap().unwrap();
    assert_eq!(meta.key, key("a/b.png"));
    assert_eq!(meta.size, 4);
    assert_eq!(meta.media_type, MediaType::Png);
    assert!((before - 2..=Timestamp::now().as_secs() + 2).contains(&meta.modified.as_secs()));
    let (opened, _) = objects.open(&key("a/b.png"), Some(1..2)).await.unwrap().unwrap();
    assert_eq!(opened, meta);
}

async fn a_repeated_put_changes_nothing(objects: Shared) {
    for _ in 0..3 {
        put(&objects, "a/b", b"same").await;
    }
    assert_eq!(names(&objects).await, ["a/b"]);
    assert_eq!(get(&objects, "a/b").await.unwrap(), "same");
}

async fn an_empty_object_is_an_object(objects: Shared) {
    put(&objects, "a/empty", b"").await;
    assert_eq!(get(&objects, "a/empty").await.unwrap(), "");
    assert_eq!(objects.head(&key("a/empty")).await.unwrap().unwrap().size, 0);
}

async fn a_streamed_body_is_stored_whole(objects: Shared) {
    let pieces = streamed(6, &[b"abc", b"", b"def"]);
    objects.put(&key("a/1/x.webp"), MediaType::Webp, pieces).await.unwrap();
    assert_eq!(get(&objects, "a/1/x.webp").await.unwrap(), "abcdef");
    objects.put(&key("a/1/y.webp"), MediaType::Webp, streamed(0, &[])).await.unwrap();
    assert_eq!(get(&objects, "a/1/y.webp").await.unwrap(), "");
}

async fn a_large_object_comes_back_as_it_was(objects: Shared) {
    let content: Bytes = (0..1_000_000_u32).map(|index| index.to_le_bytes()[index as usize % 3]).collect();
    let pieces: Vec<_> = content.chunks(300_000).map(|piece| Ok(Bytes::copy_from_slice(piece))).collect();
    let body = Body::Stream { length: content.len() as u64, pieces: stream::iter(pieces).boxed() };
    objects.put(&key("a/1/x.webp"), MediaType::Webp, body).await.unwrap();
    assert!(get(&objects, "a/1/x.webp").await.unwrap() == content);
    let (_, part) = objects.open(&key("a/1/x.webp"), Some(65_000..700_001)).await.unwrap().unwrap();
    assert!(whole(part).await.unwrap() == content[65_000..700_001]);
}

async fn a_body_unlike_its_length_is_refused(objects: Shared) {
    assert!(refused(&objects, MediaType::Webp, streamed(7, &[b"abc", b"def"])).await, "shorter");
    assert!(refused(&objects, MediaType::Webp, streamed(5, &[b"abc", b"def"])).await, "longer");
    assert!(refused(&objects, MediaType::Png, Bytes::from_static(b"abc").into()).await, "a webp is no png");
    assert!(names(&objects).await.is_empty());
}

async fn a_body_that_breaks_off_leaves_nothing(objects: Shared) {
    let pieces = [Ok(Bytes::from_static(b"abc")), Err(ObjectError::unavailable("the line broke"))];
    let body = Body::Stream { length: 6, pieces: stream::iter(pieces).boxed() };
    let put = objects.put(&key("a/1/x.webp"), MediaType::Webp, body).await;
    assert!(matches!(put, Err(ObjectError::Unavailable(_))));
    assert!(names(&objects).await.is_empty());
}

async fn a_list_names_its_prefix_alone(objects: Shared) {
    let (story, other) = (StoryId::new(), StoryId::new());
    for below in [format!("{story}/1/x"), format!("{story}/2/y.webp"), format!("{other}/1/x")] {
        put(&objects, &below, b".").await;
    }
    objects.put(&"exports/a".parse().unwrap(), MediaType::Binary, Bytes::new().into()).await.unwrap();
    let list = async |prefix: ObjectPrefix| objects.list(&prefix, None, 100).await.unwrap().objects;
    assert_eq!(list(pictures()).await.len(), 3);
    assert_eq!(list(ObjectPrefix::bucket(Bucket::Exports)).await.len(), 1);
    assert!(list(ObjectPrefix::bucket(Bucket::Backups)).await.is_empty());
    assert!(list(ObjectPrefix::story(StoryId::new())).await.is_empty());
    let of_story: Vec<_> = list(ObjectPrefix::story(story)).await.into_iter().map(|object| object.key).collect();
    assert_eq!(of_story, [key(&format!("{story}/1/x")), key(&format!("{story}/2/y.webp"))]);
}

async fn a_list_goes_on_in_key_order(objects: Shared) {
    // a dash comes before a slash, and a slash before a letter
    let mut below = ["a-b/1", "a/1/x", "a/1/y", "a/1-/x", "a/2", "aa", "b/1"];
    for below in below {
        put(&objects, below, b".").await;
    }
    below.sort_unstable();
    let ordered = below.map(key);
    for limit in 1..=8 {
        let (mut listed, mut after) = (Vec::new(), None);
        loop {
            let page = objects.list(&pictures(), after.as_ref(), limit).await.unwrap();
            assert!(page.objects.len() <= limit);
            listed.extend(page.objects.into_iter().map(|object| object.key));
            after = page.next;
            if after.is_none() {
                break;
            }
        }
        assert_eq!(listed, ordered, "in pages of {limit}");
    }
    // a page may go on after a key that is not there
    let page = objects.list(&pictures(), Some(&key("a/1/xx")), 2).await.unwrap().objects;
    assert_eq!(page.into_iter().map(|object| object.key).collect::<Vec<_>>(), [key("a/1/y"), key("a/2")]);
    assert!(objects.list(&pictures(), Some(&key("zzz")), 9).await.unwrap().objects.is_empty());
}

async fn folders_are_named_in_their_order(objects: Shared) {
    let story = StoryId::new();
    for below in ["b/1/x", "a/1/x", "a/2/x", "a-b/1/x", "aa/1", "loose", format!("{story}/1/x").as_str()] {
        put(&objects, below, b".").await;
    }
    objects.put(&"exports/a/b".parse().unwrap(), MediaType::Binary, Bytes::new().into()).await.unwrap();
    let mut names = ["a", "a-b", "aa", "b", story.to_string().as_str()]
        .map(|name| ObjectPrefix::folder(Bucket::Illustrations, name).unwrap());
    names.sort();
    for limit in 1..=6 {
        let mut found: Vec<ObjectPrefix> = Vec::new();
        loop {
            let some = objects.folders(Bucket::Illustrations, found.last(), limit).await.unwrap();
            assert!(some.len() <= limit);
            if some.is_empty() {
                break;
            }
            found.extend(some);
        }
        assert_eq!(found, names, "by {limit}");
    }
    assert_eq!(names.iter().filter_map(ObjectPrefix::of_story).collect::<Vec<_>>(), [story]);
    assert!(objects.folders(Bucket::Backups, None, 9).await.unwrap().is_empty());
}

async fn objects_belong_to_one_cluster(objects: Shared) {
    let (ours, theirs) = (ClusterId::new(), ClusterId::new());
    assert!(objects.belong_to(ours).await.unwrap(), "what is empty takes the id");
    assert!(!objects.belong_to(theirs).await.unwrap());
    put(&objects, "a/1/x", b".").await;
    assert!(objects.belong_to(ours).await.unwrap());
    assert!(!objects.belong_to(theirs).await.unwrap());
}

async fn unmarked_objects_belong_to_nobody(objects: Shared) {
    put(&objects, "a/1/x", b".").await;
    assert!(!objects.belong_to(ClusterId::new()).await.unwrap());
}

async fn many_are_removed_and_no_other(objects: Shared) {
    for below in ["a/1/x", "a/1/y", "a/2/x", "b/1/x"] {
        put(&objects, below, b".").await;
    }
    objects.delete_many(&[]).await.unwrap();
    objects.delete_many(&["a/1/x", "a/2/x", "a/2/x", "c/1/x"].map(key)).await.unwrap();
    assert_eq!(names(&objects).await, ["a/1/y", "b/1/x"]);
    assert!(get(&objects, "a/1/x").await.is_none());
}

async fn a_removed_object_can_be_put_again(objects: Shared) {
    for _ in 0..3 {
        put(&objects, "a/b/c", b"c").await;
        objects.delete_many(&[key("a/b/c")]).await.unwrap();
        assert!(names(&objects).await.is_empty());
    }
}

async fn puts_and_removals_side_by_side_lose_nothing(objects: Shared) {
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..64 {
        let objects = objects.clone();
        tasks.spawn(async move {
            let (stays, goes) = (format!("a/{}/{number}", number % 4), format!("a/{}/{number}-not", number % 4));
            for _ in 0..8 {
                put(&objects, &goes, b"-").await;
                objects.delete_many(&[key(&goes)]).await.unwrap();
            }
            put(&objects, &stays, b"+").await;
        });
    }
    while let Some(done) = tasks.join_next().await {
        done.unwrap();
    }
    assert_eq!(names(&objects).await.len(), 64);
}

async fn a_probe_leaves_nothing(objects: Shared) {
    objects.probe().await.unwrap();
    for bucket in Bucket::ALL {
        assert!(objects.list(&ObjectPrefix::bucket(bucket), None, 100).await.unwrap().objects.is_empty());
    }
}
