//! Heroes are what they were wished to be: no digger is a fluffy monster, and no two kinds of a family look alike.

use std::collections::HashMap;

use ai_tale::domain::{PictureSpec, Place, Style};

use super::{character, drawn, spec};

/// A page with one hero of a kind; names and looks are equal.
fn page(kind: &str) -> PictureSpec {
    spec(Place::Meadow, Style::Storybook, vec![character("Pip", kind, "")])
}

fn kinds() -> impl Iterator<Item = &'static str> {
    let lines = include_str!("kinds.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(',').map(str::trim))
}

#[tokio::test]
async fn usual_kinds_are_drawn_and_told() {
    let (mut wrong, mut count) = (Vec::new(), 0);
    for kind in kinds() {
        count += 1;
        let told = drawn(&page(kind)).await.1.heroes.remove(0).kind;
        let singular = kind.strip_suffix('s').unwrap_or(kind);
        if told != kind && told != singular && !(kind.ends_with("keeper") && told == "grown-up") {
            wrong.push(format!("{kind}: told as {told}"));
        }
    }
    println!("kinds drawn as what they are: {} of {count}", count - wrong.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test]
async fn kinds_of_a_family_look_unlike() {
    for family in [
        &["digger", "crane", "dump truck", "tractor", "bulldozer", "fire engine", "bus", "train", "police car"][..],
        &["baby", "girl", "boy", "grandma", "grandpa", "mother", "father"],
        &["doctor", "firefighter", "police officer", "baker", "farmer", "builder", "pilot", "astronaut", "pirate"],
        &["dragon", "dinosaur", "triceratops", "brontosaurus", "crocodile", "snake", "frog", "turtle"],
        &["horse", "zebra", "unicorn", "donkey", "giraffe", "cow", "camel", "deer"],
        &["bird", "hen", "parrot", "eagle", "peacock", "flamingo", "owl", "penguin", "duck"],
        &["fish", "whale", "dolphin", "shark", "seahorse", "seal", "octopus", "jellyfish", "crab"],
        &["fox", "squirrel", "raccoon", "badger", "wolf", "mouse", "beaver"],
        &["truck", "tow truck", "car", "motorbike", "bicycle", "garbage truck"],
        &["boat", "sailboat", "submarine"],
        &["bee", "ladybird", "butterfly", "ant", "spider", "caterpillar", "worm", "snail"],
    ] {
        let mut seen: HashMap<Vec<u8>, &str> = HashMap::new();
        for kind in family {
            let twin = seen.insert(drawn(&page(kind)).await.0, kind);
            assert_eq!(twin, None, "{kind} has a twin");
        }
    }
}

#[tokio::test]
async fn adjectives_do_not_change_the_kind() {
    for (kind, told) in [
        ("little red fox", "red fox"),
        ("brave knight", "knight"),
        ("purple dinosaur", "purple dinosaur"),
        ("captain of a ship", "captain"),
        ("three little pigs", "pig"),
        ("dinosaur who loves cake", "dinosaur"),
        ("robot with a red scarf", "robot"),
        ("fire engine", "fire engine"),
        ("teddy bear", "teddy bear"),
    ] {
        assert_eq!(drawn(&page(kind)).await.1.heroes[0].kind, told, "{kind}");
    }
}

#[tokio::test]
async fn the_unknown_is_told_as_it_is_drawn() {
    for (kind, told) in [("flibbertigibbet", "round fluffy creature"), ("taxidermist", "grown-up"), ("", "")] {
        assert_eq!(drawn(&page(kind)).await.1.heroes[0].kind, told, "{kind}");
    }
}
