//! The lines of routes in `ai-tale check`: for which stories each is, who serves them, and what one of them costs.

use std::fmt::Display;

use anyhow::anyhow;

use super::failure::Failure;
use super::model_words::{CRITIQUES, JUDGEMENTS, WORDS, amount, pictures_by};
use super::report::Report;
use crate::backends::models::options::{Listed, ProviderOptions, RouteOptions, WhenOptions};
use crate::backends::models::{BUILTIN, Price};
use crate::domain::Usage;

/// A model that does not answer.
pub(super) struct Absent {
    /// What it would do: `painter`.
    pub(super) part: &'static str,
    pub(super) name: String,
}

/// A line for each route, and one for the stories that no route is for.
pub(super) fn check_routes(listed: &Listed, absent: &[Absent], report: &mut Report) -> Result<(), Failure> {
    let others = (!listed.routes.iter().any(|route| route.when == WhenOptions::default())).then(RouteOptions::default);
    for (place, route) in listed.routes.iter().chain(&others).enumerate() {
        let stories = stories(&route.when, place == 0);
        let served = Served::by(listed, route);
        let line = format!("{stories}: {}; {}", served.in_words(), served.cost());
        report.line(("route", &line), served.is_there(absent))?;
    }
    Ok(())
}

/// For which stories: `age_group 3-5, 6-8 and language en`; those that are left by the routes before it.
fn stories(when: &WhenOptions, is_first: bool) -> String {
    let WhenOptions { tier, age_group, language, style } = when;
    let parts = [
        part("tier", tier.iter().map(|tier| &tier.0)),
        part("age_group", age_group.iter().map(|age| age.as_str())),
        part("language", language.iter()),
        part("style", style.iter().map(|style| style.as_str())),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    match parts.as_slice() {
        [] if is_first => "every story".to_owned(),
        [] => "other stories".to_owned(),
        parts => parts.join(" and "),
    }
}

fn part(field: &str, values: impl Iterator<Item = impl Display>) -> Option<String> {
    let values: Vec<String> = values.map(|value| value.to_string()).collect();
    (!values.is_empty()).then(|| format!("{field} {}", values.join(", ")))
}

/// Whom a route's stories are served by: names, with the price of each.
struct Served<'a> {
    storytellers: Vec<(&'a str, Price)>,
    painters: Vec<(&'a str, Price)>,
    moderators: Vec<(&'a str, Price)>,
    critics: Vec<(&'a str, Price)>,
    /// What the first painter is asked for.
    pictures: Usage,
}

impl<'a> Served<'a> {
    fn by(listed: &'a Listed, route: &'a RouteOptions) -> Self {
        let Listed { storytellers, painters, moderators, critics, .. } = listed;
        let named = route.critics.as_deref().unwrap_or_default();
        let looks = served(named, critics.iter().map(|model| &model.provider));
        let is_nobody = route.critics.is_some() && named.is_empty();
        let painting = served(&route.painters, painters.iter().map(|model| &model.provider));
        let first =
            painters.iter().find(|model| painting.first().is_some_and(|(name, _)| *name == model.provider.name));
        Self {
            storytellers: served(&route.storytellers, storytellers.iter().map(|model| &model.provider)),
            pictures: first.map_or_else(Usage::default, pictures_by),
            painters: painting,
            moderators: served(&route.moderators, moderators.iter().map(|model| &model.provider)),
            // nobody is built in who looks at pictures, and the first alone does
            critics: looks.into_iter().filter(|(name, _)| *name != BUILTIN && !is_nobody).take(1).collect(),
        }
    }

    fn in_words(&self) -> String {
        let names = |models: &[(&str, Price)]| models.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let Self { storytellers, painters, moderators, critics, .. } = self;
        let critics = if critics.is_empty() { "nobody".to_owned() } else { names(critics) };
        format!(
            "told by {}, painted by {}, judged by {}, criticised by {critics}",
            names(storytellers),
            names(painters),
            names(moderators)
        )
    }

    /// What a story costs by whoever is asked first, and by all who judge it.
    fn cost(&self) -> String {
        let first = |models: &[(&str, Price)], usage: Usage| models.first().map(|(_, price)| (*price, usage));
        let asked =
            [first(&self.storytellers, WORDS), first(&self.painters, self.pictures), first(&self.critics, CRITIQUES)];
        let judged = self.moderators.iter().map(|(_, price)| (*price, JUDGEMENTS));
        let asked: Vec<(Price, Usage)> = asked.into_iter().flatten().chain(judged).collect();
        let micros = asked.iter().map(|(price, usage)| price.cost(usage)).sum();
        let paid = asked.iter().map(|(price, _)| *price).find(|price| !price.is_free());
        paid.map_or_else(|| "free".to_owned(), |price| format!("about {} a story", amount(micros, price.currency)))
    }

    fn is_there(&self, absent: &[Absent]) -> anyhow::Result<()> {
        let lists = [
            ("storyteller", &self.storytellers),
            ("painter", &self.painters),
            ("moderator", &self.moderators),
            ("critic", &self.critics),
        ];
        let is_on = |absent: &&Absent| {
            lists
                .iter()
                .any(|(part, models)| *part == absent.part && models.iter().any(|(name, _)| *name == absent.name))
        };
        let missing: Vec<&str> = absent.iter().filter(is_on).map(|absent| absent.name.as_str()).collect();
        if missing.is_empty() { Ok(()) } else { Err(anyhow!("no answer from {}", missing.join(", "))) }
    }
}

/// The models of a list in the order of a route: those that it names, else all of them and then the built-in one.
fn served<'a>(
    named: &'a [String],
    providers: impl Iterator<Item = &'a ProviderOptions> + Clone,
) -> Vec<(&'a str, Price)> {
    let of_one = |provider: &'a ProviderOptions| (provider.name.as_str(), provider.terms().price);
    let builtin = (BUILTIN, Price::FREE);
    if named.is_empty() {
        return providers.map(of_one).chain([builtin]).collect();
    }
    let known = |name: &'a String| providers.clone().find(|provider| provider.name == *name).map_or(builtin, of_one);
    named.iter().map(known).collect()
}
