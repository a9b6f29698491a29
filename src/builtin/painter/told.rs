//! What was drawn, told by whoever drew it: what an alt text may name.

use crate::domain::{Clouds, Drawn, DrawnHero, PictureSpec, Place, Style, TimeOfDay, Weather};
use crate::pipeline::palette::{is_covered, is_sheltered};

/// The account of a page.
pub(super) struct Told {
    drawn: Drawn,
    /// Lights of the sky: `sun`, `moon`, `star`.
    lights: Vec<&'static str>,
}

impl Told {
    pub(super) fn new(spec: &PictureSpec) -> Self {
        let elements = &spec.elements;
        let time = if spec.style == Style::Night { TimeOfDay::Night } else { elements.time };
        let is_timeless = matches!(elements.place, Place::Space | Place::Cave);
        let (weather, clouds) = match elements.weather {
            _ if is_sheltered(elements.place) => (Weather::Clear, Clouds::None),
            weather if is_covered(elements) => (weather, Clouds::Grey),
            weather => (weather, elements.clouds),
        };
        let drawn = Drawn {
            heroes: Vec::new(),
            place: elements.place,
            time: (!is_timeless).then_some(time),
            weather,
            clouds,
            mood: elements.mood,
            things: Vec::new(),
        };
        Self { drawn, lights: Vec::new() }
    }

    /// A hero is begun; looks that are told from now on are theirs.
    pub(super) fn hero(&mut self, name: &str, kind: String) {
        self.drawn.heroes.push(DrawnHero { name: name.to_owned(), kind, looks: Vec::new() });
    }

    /// A piece of the look of the hero that is being drawn. What is the painter's own idea has no words.
    pub(super) fn look(&mut self, words: &str) {
        if let Some(hero) = self.drawn.heroes.last_mut().filter(|_| !words.is_empty())
            && !hero.looks.iter().any(|told| told == words)
        {
            // a face is described from the skin outwards
            let at = if words.ends_with(" skin") { 0 } else { hero.looks.len() };
            hero.looks.insert(at, words.to_owned());
        }
    }

    pub(super) fn thing(&mut self, name: &str) {
        if !self.drawn.things.iter().any(|thing| thing == name) {
            self.drawn.things.push(name.to_owned());
        }
    }

    pub(super) fn light(&mut self, name: &'static str) {
        self.lights.push(name);
    }

    /// Whether the sky has such a light.
    pub(super) fn shines(&self, name: &str) -> bool {
        self.lights.contains(&name)
    }

    pub(super) fn done(self) -> Drawn {
        self.drawn
    }
}
