//! Stories told badly: every way that a model, or the line to it, is known to spoil one.

use std::fmt::Write as _;
use std::time::Duration;

use bytes::Bytes;
use serde_json::json;

use super::super::{Call, Reply, Step};
use super::speech::{chunk, frame};
use super::{Speech, Tale, tale};

// --- the line breaks, or the model never ends

/// It ends in the middle of a token, as a connection that is lost does.
pub fn cut(call: &Call) -> Reply {
    tale(call).cut(850, Step::Close)
}

/// It is reset in the middle.
pub fn reset_in_the_middle(call: &Call) -> Reply {
    tale(call).cut(850, Step::Reset)
}

/// It falls silent in the middle, for ever.
pub fn silent_in_the_middle(call: &Call) -> Reply {
    tale(call).cut(850, Step::Silence)
}

/// Each token comes so long after the one before.
pub fn dripping(pause: Duration) -> impl Fn(&Call) -> Reply {
    move |call| tale(call).dripping(pause)
}

/// After its end it goes on for ever with the same word.
pub fn endless(call: &Call) -> Reply {
    let word = frame(&chunk(call, &json!({ "content": "and on " }), None));
    tale(call).cut(850, Step::Repeat(word, Duration::from_millis(100)))
}

/// Nothing but signs that the connection lives, for ever.
pub fn endless_comments(_: &Call) -> Reply {
    Reply::events(vec![Step::Repeat(Bytes::from_static(b": still here\n\n"), Duration::from_secs(1))])
}

/// A single event that never ends.
pub fn endless_event(_: &Call) -> Reply {
    let start = Step::Send(Bytes::from_static(b"data: {\"choices\":[{\"delta\":{\"content\":\""));
    Reply::events(vec![start, Step::Repeat(Bytes::from(vec![b'a'; 64 * 1024]), Duration::from_millis(100))])
}

/// A good end, and not a word before it.
pub fn empty(call: &Call) -> Reply {
    Speech::of("").reply(call)
}

/// An error in the middle of a stream that began well.
pub fn error_in_the_stream(call: &Call) -> Reply {
    let error = json!({ "error": { "message": "The server had an error", "type": "server_error", "code": null } });
    tale(call).cut(850, Step::Send(format!("\n\ndata: {error}\n\n").into()))
}

/// It ends where it may not say more.
pub fn ends_by(finish: &'static str) -> impl Fn(&Call) -> Reply {
    move |call| {
        let whole = Tale::asked(call).lines();
        Speech::of(&whole[..whole.len() * 85 / 100]).ends_by(finish).reply(call)
    }
}

// --- the form is wrong

/// Prose: a title, then paragraphs.
pub fn prose(call: &Call) -> Reply {
    retold(call, |tale| format!("{}\n\n{}", title(tale), texts(tale).join("\n\n")))
}

/// Markdown with headings.
pub fn markdown(call: &Call) -> Reply {
    retold(call, |tale| {
        let mut told = format!("# {}\n", title(tale));
        for (scene, text) in &tale.scenes {
            write!(told, "\n## Scene {scene}\n\n**{text}**\n").unwrap();
        }
        told
    })
}

/// A page of HTML.
pub fn html(call: &Call) -> Reply {
    retold(call, |tale| {
        let pages = texts(tale).iter().map(|text| format!("<p>{text}</p>")).collect::<Vec<_>>().join("\n");
        format!("<!DOCTYPE html>\n<html><head><title>{}</title></head>\n<body>\n{pages}\n</body></html>\n", title(tale))
    })
}

/// The right lines in a fence, with words around it.
pub fn fenced(call: &Call) -> Reply {
    retold(call, |tale| format!("Here is your story:\n\n```json\n{}```\n\nI hope you like it!", tale.lines()))
}

/// One array of all that should be lines.
pub fn array(call: &Call) -> Reply {
    retold(call, |tale| {
        let scenes = tale.scenes.iter().map(|(scene, text)| json!({ "scene": scene, "text": text }));
        let plan = tale.outline.iter().map(|outline| json!({ "outline": outline }));
        serde_json::to_string_pretty(&plan.chain(scenes).collect::<Vec<_>>()).unwrap()
    })
}

/// Control characters, also those that turn the direction of reading, among the words.
pub fn control_characters(call: &Call) -> Reply {
    retold(call, |tale| each(tale, |_, text| text.replace(' ', " \u{202e}\u{7}\u{0}\u{200b}")).lines())
}

// --- the story is wrong

/// The instructions themselves, then the story.
pub fn instructions_repeated(call: &Call) -> Reply {
    let instructions = call.said_by("system");
    retold(call, |tale| each(tale, |_, text| format!("{instructions} {text}")).lines())
}

/// The instructions as bare words.
pub fn instructions_alone(call: &Call) -> Reply {
    Speech::of(call.said_by("system")).reply(call)
}

/// German, whatever was asked for.
pub fn another_language(call: &Call) -> Reply {
    let german = "Der kleine Fuchs ging langsam durch den dunklen Wald und suchte seine Freundin, die Eule.";
    retold(call, |tale| each(tale, |scene, _| format!("{german} Das war der Abend Nummer {scene}.")).lines())
}

/// Chinese, whatever was asked for.
pub fn another_script(call: &Call) -> Reply {
    retold(call, |tale| each(tale, |scene, _| format!("小狐狸慢慢地走进森林。第{scene}页。")).lines())
}

/// Twice as many scenes as were asked for.
pub fn twice_as_many(call: &Call) -> Reply {
    retold(call, |tale| {
        let last = tale.scenes.last().map_or(0, |(scene, _)| *scene);
        let more = tale.scenes.iter().map(|(scene, text)| (last + scene, format!("Once more. {text}")));
        Tale { scenes: tale.scenes.iter().cloned().chain(more).collect(), ..tale.clone() }.lines()
    })
}

/// One scene fewer than was asked for.
pub fn too_few(call: &Call) -> Reply {
    retold(call, |tale| {
        let mut tale = tale.clone();
        tale.scenes.pop();
        tale.lines()
    })
}

/// The last scene first.
pub fn out_of_order(call: &Call) -> Reply {
    retold(call, |tale| Tale { scenes: tale.scenes.iter().rev().cloned().collect(), ..tale.clone() }.lines())
}

/// From the second scene on its first hero has another name.
pub fn heroes_renamed(call: &Call) -> Reply {
    retold(call, |tale| {
        let name = tale.outline.as_ref().and_then(|outline| outline["characters"][0]["name"].as_str());
        let name = name.unwrap_or("Mira");
        each(tale, |scene, text| if scene > 1 { text.replace(name, "Zofia") } else { text.to_owned() }).lines()
    })
}

/// This word on every page, in the title and in the heroes' looks.
pub fn saying(word: &'static str) -> impl Fn(&Call) -> Reply {
    move |call| {
        retold(call, |tale| {
            let mut tale = each(tale, |_, text| format!("{text} Then came the {word}."));
            if let Some(outline) = &mut tale.outline {
                outline["title"] = format!("The {word}").into();
                outline["characters"][0]["look"] = word.into();
            }
            tale.lines()
        })
    }
}

fn retold(call: &Call, spoil: impl FnOnce(&Tale) -> String) -> Reply {
    Speech::of(spoil(&Tale::asked(call))).reply(call)
}

/// The same with other words on each page.
fn each(tale: &Tale, words: impl Fn(u64, &str) -> String) -> Tale {
    let scenes = tale.scenes.iter().map(|(scene, text)| (*scene, words(*scene, text))).collect();
    Tale { scenes, ..tale.clone() }
}

fn title(tale: &Tale) -> &str {
    tale.outline.as_ref().and_then(|outline| outline["title"].as_str()).unwrap_or("A Story")
}

fn texts(tale: &Tale) -> Vec<&str> {
    tale.scenes.iter().map(|(_, text)| text.as_str()).collect()
}
