//! What the words of a scene name: place, hour, weather, heroes, things.

use ai_tale::domain::{Character, Clouds, Mood, Place, TimeOfDay, Weather};
use ai_tale::pipeline::elements;

use super::cast;

#[test]
fn a_scene_says_where_it_is() {
    for (text, place) in [
        ("Mira ran into the dark forest.", Place::Forest),
        ("The meadow was full of daisies.", Place::Meadow),
        ("The whole village came to the market.", Place::Village),
        ("Lights went on in the skyscrapers of the city.", Place::City),
        ("They warmed up by the fireplace of the house.", Place::House),
        ("They baked a cake in the kitchen.", Place::Kitchen),
        ("A parrot screeched in the jungle.", Place::Jungle),
        ("The sails of the old mill turned.", Place::Mill),
        ("They sat in front of the little house.", Place::Cottage),
        ("The lighthouse blinked.", Place::Lighthouse),
        ("At the campsite they lit a fire.", Place::Campsite),
        ("In the street a tram rang.", Place::Street),
        ("The ducks of the park were hungry.", Place::Park),
        ("There was a queue at the slide of the playground.", Place::Playground),
        ("They met on the football field.", Place::SportsField),
        ("On the building site a crane swung round.", Place::BuildingSite),
        ("At the zoo the giraffes were having lunch.", Place::Zoo),
        ("Gulls cried in the harbour.", Place::Harbour),
        ("She borrowed a book from the library.", Place::Library),
        ("Bones stood in the museum.", Place::Museum),
        ("The curtain of the theatre went up.", Place::Theatre),
        ("At the circus the band played.", Place::Circus),
        ("They bought bread in the bakery.", Place::Shop),
        ("A nurse came in at the hospital.", Place::Hospital),
        ("They dived into the swimming pool.", Place::Pool),
        ("On the train there were sandwiches.", Place::Train),
        ("They waited at the station.", Place::Station),
        ("A plane stood at the airport.", Place::Airport),
        ("The bell rang at the fire station.", Place::FireStation),
        ("They got out at the underground station.", Place::Station),
        ("A bus came to the bus station.", Place::Street),
        ("It smelled of glue in the workshop.", Place::Workshop),
        ("The pony slept in the stable.", Place::Stable),
        ("She hid under the blanket in her bed.", Place::Bedroom),
        ("Carrots grew in grandmother's garden.", Place::Garden),
        ("Up, up to the summit of the mountain!", Place::Mountain),
        ("Something glowed in the cave.", Place::Cave),
        ("A bridge crossed the river.", Place::River),
        ("Frogs sang around the lake.", Place::Lake),
        ("The ship sailed over the sea.", Place::Sea),
        ("Among the coral of the reef lived a snail.", Place::Underwater),
        ("They built a sandcastle on the beach.", Place::Beach),
        ("A small island lay ahead.", Place::Island),
        ("The camel knew every dune of the desert, and its oasis.", Place::Desert),
        ("An igloo stood between the icebergs.", Place::Snowfield),
        ("Above the clouds they flew, flying higher.", Place::Sky),
        ("The rocket passed a planet.", Place::Space),
        ("The castle's drawbridge came down.", Place::Castle),
        ("The teacher opened the classroom.", Place::School),
        ("Hens ran around the barn of the farm.", Place::Farm),
    ] {
        assert_eq!(elements::find(&[text], &[], &cast()).place, place, "{text}");
    }
}

#[test]
fn scenes_say_their_hour_and_weather() {
    for (text, time, weather) in [
        ("At dawn the birds sang.", TimeOfDay::Dawn, Weather::Clear),
        ("It was a sunny afternoon.", TimeOfDay::Day, Weather::Clear),
        ("At sunset the sky turned red.", TimeOfDay::Sunset, Weather::Clear),
        ("The moonlight fell on the snow at night.", TimeOfDay::Night, Weather::Snow),
        ("Rain fell in the evening.", TimeOfDay::Sunset, Weather::Rain),
        ("Thunder rolled at midnight.", TimeOfDay::Night, Weather::Storm),
        ("A gust of wind took the kite.", TimeOfDay::Day, Weather::Wind),
        ("Fog hid the morning.", TimeOfDay::Dawn, Weather::Fog),
        ("Grey and cloudy was the day.", TimeOfDay::Day, Weather::Cloudy),
    ] {
        let found = elements::find(&[text], &[], &cast());
        assert_eq!((found.time, found.weather), (time, weather), "{text}");
    }
}

#[test]
fn words_count_only_whole() {
    let found = elements::find(&["The seaweedy carpet was brainy and ballooning."], &[], &cast());
    assert_eq!((found.place, found.weather), (Place::Meadow, Weather::Clear));
    assert!(found.props.is_empty(), "{:?}", found.props);
}

#[test]
fn the_first_sentence_sets_the_scene() {
    for (text, place, time, weather) in [
        (
            "In the bright of the day, the sun shone on the old mill. Mira was afraid of the dark.",
            Place::Mill,
            TimeOfDay::Day,
            Weather::Clear,
        ),
        (
            "By the time the church bell rang twelve, rain fell on the farm. \"Try it in the cave, at night, in the cave!\"",
            Place::Farm,
            TimeOfDay::Day,
            Weather::Rain,
        ),
        (
            "At dusk, the wind lay down in the garden. It lay there like a mountain of snow, as round as moons.",
            Place::Garden,
            TimeOfDay::Sunset,
            Weather::Clear,
        ),
    ] {
        let found = elements::find(&[text], &[], &cast());
        assert_eq!((found.place, found.time, found.weather), (place, time, weather), "{text}");
    }
}

#[test]
fn figures_of_speech_are_no_things() {
    let text = "At tea time the church bell rang, and Mira's heart went thump under the scarf. The moon was far. \
                \"A kite!\" She took the lantern.";
    assert_eq!(elements::find(&[text], &[], &cast()).props, ["lantern", "kite"]);
}

#[test]
fn a_silent_scene_is_where_the_story_was() {
    let found = elements::find(&["It rained in the forest at night.", "Mira laughed."], &[], &cast());
    assert_eq!((found.place, found.time, found.weather), (Place::Forest, TimeOfDay::Night, Weather::Rain));
}

#[test]
fn heroes_are_found_by_name_kind_or_pronoun() {
    for (text, names) in [
        ("Bo waved at Mira.", &["Bo", "Mira"][..]),
        ("Mira's scarf fluttered.", &["Mira"]),
        ("The bear yawned.", &["Bo"]),
        ("She smiled.", &["Mira"]),
        ("They walked on.", &["Mira", "Bo"]),
    ] {
        let found = elements::find(&[text], &[], &cast());
        let who: Vec<&str> = found.heroes.iter().map(|hero| hero.sheet.name.as_str()).collect();
        assert_eq!(who, names, "{text}");
    }
    assert!(elements::find(&["Nobody was there."], &[], &[]).heroes.is_empty());
}

#[test]
fn things_are_found_by_their_names_and_others() {
    let found = elements::find(&["She took a lantern, two books and a canoe."], &[], &cast());
    assert_eq!(found.props, ["lantern", "book", "boat"]);
}

#[test]
fn what_is_denied_or_remembered_is_not_there() {
    for (text, weather, time) in [
        ("There was no rain today in the meadow.", Weather::Clear, TimeOfDay::Day),
        ("The rain had stopped, and the sun came out.", Weather::Clear, TimeOfDay::Day),
        ("It was not raining at noon.", Weather::Clear, TimeOfDay::Day),
        ("At noon they talked. Yesterday there had been a storm at night.", Weather::Clear, TimeOfDay::Day),
        ("After the rain everything sparkled in the afternoon.", Weather::Clear, TimeOfDay::Day),
        ("Without a cloud the evening came.", Weather::Clear, TimeOfDay::Sunset),
        ("Mira remembered the snow of that night. It was noon.", Weather::Clear, TimeOfDay::Day),
        ("The fog lifted at dawn.", Weather::Clear, TimeOfDay::Dawn),
    ] {
        let found = elements::find(&["It rained at noon.", text], &[], &cast());
        let fresh = elements::find(&[text], &[], &cast());
        assert_eq!((fresh.weather, fresh.time), (weather, time), "{text}");
        let says_so = text.contains("rain") || text.contains("fog");
        assert!(!says_so || found.weather == weather, "{text}: rain goes on");
    }
    assert!(elements::find(&["There was no boat and no key, only a kite."], &[], &cast()).props == ["kite"]);
}

#[test]
fn what_is_away_is_not_painted() {
    for text in [
        "But where was the yellow umbrella? Mira looked, and found only an empty place.",
        "Mira had lost her little red kite.",
        "They looked for the lantern all day.",
        "The drum was gone!",
        "\"My kite has disappeared,\" said Bo.",
        "Bo wished for a bicycle.",
        "Mira wanted a kite with all her heart.",
        "\"If only we had a ladder,\" said Bo.",
        "The old cat asked whether there was any cake.",
        "They set out to find the golden key.",
        "They could not find the golden key.",
        "Mira forgot the lantern at home.",
        "The wind came, and the balloon flew away.",
        "He told them about the lighthouse.",
        "Bo dreamed of a boat.",
    ] {
        let found = elements::find(&[text], &[], &cast()).props;
        assert!(found.is_empty(), "{text}: {found:?}");
    }
    for (text, thing) in [
        ("Mira had lost her kite. And there it was, in the tree!", "kite"),
        ("They looked for the drum, and Bo found it behind the door of the barn.", "drum"),
        ("At last they found the golden key.", "golden key"),
        ("Bo lost his way, and a lantern showed it to him.", "lantern"),
        ("Mira wanted to fly the kite.", "kite"),
    ] {
        let found = elements::find(&[text], &[], &cast()).props;
        assert!(found.iter().any(|found| found == thing), "{text}: {found:?}");
    }
}

#[test]
fn no_moon_stands_beside_a_low_sun() {
    for (text, things) in [
        ("At sunset they sat on the wall. Then they waved at the moon.", &[][..]),
        ("At dawn they sat on the wall. Then they waved at the moon.", &[]),
        ("At midnight Mira waved at the moon.", &["moon"]),
    ] {
        assert_eq!(elements::find(&[text], &[], &cast()).props, things, "{text}");
    }
}

#[test]
fn kin_take_after_one_of_them() {
    let person = |name: &str, kind: &str, look: &str| Character {
        name: name.to_owned(),
        kind: kind.to_owned(),
        look: look.to_owned(),
        ..Character::default()
    };
    let (mia, nonno) = (person("Mia", "girl", ""), person("Nonno", "grandfather", "dark skin"));
    let taken_after = |cast: &[Character]| {
        let heroes = elements::find(&["They walked on."], &[], cast).heroes;
        heroes.into_iter().map(|hero| hero.kin.map(|kin| kin.name)).collect::<Vec<_>>()
    };
    assert_eq!(taken_after(&[mia.clone(), person("Papa", "father", "")]), [None, Some("Mia".to_owned())]);
    assert_eq!(taken_after(&[mia.clone(), nonno.clone()]), [Some("Nonno".to_owned()), None], "whose skin is said");
    assert_eq!(taken_after(&[mia.clone(), person("Leo", "boy", "")]), [None, None], "friends");
    assert_eq!(taken_after(&[mia, person("Bruno", "teacher", "")]), [None, None], "no relative");
}

#[test]
fn sad_words_make_sad_pages() {
    for (text, mood) in [
        ("On a bright day, Mira was sad.", Mood::Sad),
        ("The sun shone. In the end Mira began to cry.", Mood::Sad),
        ("\"I miss grandpa,\" said Mira at noon.", Mood::Sad),
        ("Bo was ill and lay in bed.", Mood::Sad),
        ("Mira was all alone in the meadow.", Mood::Sad),
        ("\"I am so worried,\" said Bo.", Mood::Sad),
        ("They laughed a little, and they cried a little.", Mood::Calm),
        ("Mira was tired and went home.", Mood::Calm),
        ("\"Here!\" cried Bo, and waved.", Mood::Merry),
        ("Mira was not sad any more. She laughed.", Mood::Merry),
        ("Nobody was ever happier than Bo.", Mood::Merry),
        ("Miss Hazel rang the bell.", Mood::Merry),
        ("When the moon came up, nobody wanted to go home.", Mood::Merry),
        ("\"I know it!\" he cried. And Bo thought, and his eyes shone.", Mood::Merry),
        ("Mira built it all by herself, alone in the shed.", Mood::Merry),
        ("Mira stopped crying and looked up.", Mood::Calm),
        ("Bo was no longer afraid.", Mood::Merry),
        ("Mira forgot to be sad.", Mood::Merry),
        ("Bo had never been so happy.", Mood::Merry),
        ("Nobody was sad that day.", Mood::Merry),
        ("Mira was afraid. Then Bo came, and they laughed together.", Mood::Merry),
        ("They laughed. But in the evening Mira was all alone.", Mood::Sad),
        ("Bo was sad. Bo was lonely. Bo cried a little. Then he smiled.", Mood::Calm),
    ] {
        assert_eq!(elements::find(&[text], &[], &cast()).mood, mood, "{text}");
    }
    let mood_after_tears = |text| elements::find(&["Mira was sad.", text], &[], &cast()).mood;
    assert_eq!(mood_after_tears("They walked on to the lake."), Mood::Calm);
    assert_eq!(mood_after_tears("Then Mira laughed out loud."), Mood::Merry);
}

#[test]
fn words_say_how_many_clouds_there_are() {
    for (text, weather, clouds) in [
        ("There was not a cloud in the sky.", Weather::Clear, Clouds::None),
        ("At noon there was not a cloud in the blue sky above the clouds.", Weather::Clear, Clouds::None),
        ("The sky was blue above the meadow.", Weather::Clear, Clouds::None),
        ("It was a cloudless day.", Weather::Clear, Clouds::None),
        ("There wasn't a single cloud, only blue sky.", Weather::Clear, Clouds::None),
        ("The moon hung in a clear sky.", Weather::Clear, Clouds::None),
        ("The sun shone on the meadow.", Weather::Clear, Clouds::White),
        ("White clouds sailed through the blue sky.", Weather::Cloudy, Clouds::White),
        ("White clouds drifted over the meadow.", Weather::Cloudy, Clouds::White),
        ("Grey clouds gathered above the meadow.", Weather::Cloudy, Clouds::Grey),
        ("Dark clouds covered the sun.", Weather::Cloudy, Clouds::Grey),
        ("The sky was overcast.", Weather::Cloudy, Clouds::Grey),
        ("Clouds hid the moon.", Weather::Cloudy, Clouds::Grey),
        ("A soft rain fell at sunset.", Weather::Rain, Clouds::Grey),
        ("The grey clouds parted, and the sun came out.", Weather::Clear, Clouds::White),
    ] {
        let found = elements::find(&[text], &[], &cast());
        assert_eq!((found.weather, found.clouds), (weather, clouds), "{text}");
        assert!(clouds != Clouds::Grey || found.props.is_empty(), "{text}: {:?}", found.props);
    }
    let rain_goes_on = elements::find(&["The sky was blue.", "It rained.", "Mira waited."], &[], &cast());
    assert_eq!((rain_goes_on.weather, rain_goes_on.clouds), (Weather::Rain, Clouds::Grey));
}

#[test]
fn turns_of_phrase_paint_nothing() {
    for text in [
        "Mira lost heart at noon.",
        "Bo knew the song by heart.",
        "It said so in crooked letters.",
        "They waited as long as it takes to peel an egg.",
        "It was quiet for the time it takes to boil a soft egg.",
        "\"You counted my hat,\" said the mole.",
        "The mayor took off his hat and bowed.",
        "Mira had a stone in her tummy.",
        "She had butterflies in her stomach.",
        "A stone fell from her heart.",
        "Bo walked about with his head in the clouds.",
        "They were over the moon about it.",
        "It was only a storm in a teacup.",
        "They rose and went on.",
    ] {
        let found = elements::find(&[text], &[], &[]);
        assert!(found.props.is_empty(), "{text}: {:?}", found.props);
        assert_eq!((found.place, found.weather), (Place::Meadow, Weather::Clear), "{text}");
    }
    let text = "She found a letter, a hat, an egg and a stone.";
    assert_eq!(elements::find(&[text], &[], &[]).props, ["letter", "hat", "egg", "stone"]);
    assert_eq!(elements::find(&["They cut out a paper heart and a rose."], &[], &[]).props, ["heart", "flower"]);
}
