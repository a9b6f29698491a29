//! What no type says of the lists: names that fit together, addresses, prices; and that nothing unjudged can be shown.

use super::listed::Listed;
use super::moderator::Judged;
use super::provider::ProviderOptions;
use super::route::RouteOptions;
use crate::backends::models::BUILTIN;

/// A setting that is impossible, by its key within `[models]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invalid {
    /// Such as `storytellers.writer.base_url`.
    pub key: String,
    pub detail: String,
}

/// Names the first setting that is impossible.
pub fn check(listed: &Listed) -> Result<(), Invalid> {
    for model in &listed.storytellers {
        let temperature = model.temperature.unwrap_or(1.0);
        check_provider("storytellers", &model.provider, &model.unknown)?;
        let key = format!("storytellers.{}.temperature", model.provider.name);
        ensure((0.0..=2.0).contains(&temperature), key, "must be 0 to 2")?;
    }
    for model in &listed.painters {
        check_provider("painters", &model.provider, &model.unknown)?;
    }
    for model in &listed.moderators {
        check_provider("moderators", &model.provider, &model.unknown)?;
        let key = |field: &str| format!("moderators.{}.{field}", model.provider.name);
        ensure(!model.judges.is_empty(), key("judges"), "must be at least one")?;
        ensure(!model.languages.is_empty(), key("languages"), "must be at least one")?;
        let are_scores = model.thresholds.values().all(|score| (0.0..=1.0).contains(score));
        ensure(are_scores, key("thresholds"), "must be 0 to 1 each")?;
    }
    for model in &listed.critics {
        check_provider("critics", &model.provider, &model.unknown)?;
    }
    check_names("critics", listed.critics.iter().map(|model| &model.provider))?;
    check_names("storytellers", listed.storytellers.iter().map(|model| &model.provider))?;
    check_names("painters", listed.painters.iter().map(|model| &model.provider))?;
    check_names("moderators", listed.moderators.iter().map(|model| &model.provider))?;
    check_currencies(listed)?;
    for (number, route) in (1..).zip(&listed.routes) {
        check_route(listed, number, route)?;
    }
    check_judged(listed, "routes", &RouteOptions::default())
}

fn check_provider(list: &str, provider: &ProviderOptions, unknown: &toml::Table) -> Result<(), Invalid> {
    let key = |field: &str| format!("{list}.{}.{field}", provider.name);
    if let Some(field) = unknown.keys().next() {
        return Err(Invalid { key: key(field), detail: "is no setting".to_owned() });
    }
    ensure(!provider.name.trim().is_empty(), format!("{list}.name"), "is empty")?;
    let is_web = url::Url::parse(&provider.base_url)
        .is_ok_and(|url| matches!(url.scheme(), "http" | "https") && url.has_host() && url.query().is_none());
    ensure(is_web, key("base_url"), "must be an address that begins with http:// or https://")?;
    ensure(!provider.model.is_empty(), key("model"), "is empty")?;
    ensure(provider.price.is_none_or(|price| price.is_possible()), key("price"), "must be numbers of 0 to a million")
}

fn check_names<'a>(list: &str, providers: impl Iterator<Item = &'a ProviderOptions>) -> Result<(), Invalid> {
    let mut seen = vec![BUILTIN];
    for provider in providers {
        let key = format!("{list}.{}.name", provider.name);
        ensure(!seen.contains(&provider.name.as_str()), key, "is taken already")?;
        seen.push(&provider.name);
    }
    Ok(())
}

/// Sums of money are sums of one currency.
fn check_currencies(listed: &Listed) -> Result<(), Invalid> {
    let providers = listed.storytellers.iter().map(|model| &model.provider);
    let providers = providers.chain(listed.painters.iter().map(|model| &model.provider));
    let providers = providers.chain(listed.moderators.iter().map(|model| &model.provider));
    let providers = providers.chain(listed.critics.iter().map(|model| &model.provider));
    for provider in providers {
        let is_same = provider.price.is_none_or(|price| price.currency == listed.budget.currency);
        ensure(is_same, format!("{}.price.currency", provider.name), "must be that of models.budget.currency")?;
    }
    ensure(listed.budget.is_possible(), "budget".to_owned(), "must be numbers of 0 to a million")
}

fn check_route(listed: &Listed, number: usize, route: &RouteOptions) -> Result<(), Invalid> {
    let at = format!("routes.{number}");
    let storytellers = listed.storytellers.iter().map(|model| &model.provider);
    check_known(&at, "storytellers", &route.storytellers, storytellers)?;
    check_known(&at, "painters", &route.painters, listed.painters.iter().map(|model| &model.provider))?;
    check_known(&at, "moderators", &route.moderators, listed.moderators.iter().map(|model| &model.provider))?;
    let critics = listed.critics.iter().map(|model| model.provider.name.as_str());
    check_names_known(&at, "critics", route.critics.as_deref().unwrap_or_default(), &critics.collect::<Vec<_>>())?;
    check_judged(listed, &at, route)
}

fn check_known<'a>(
    at: &str,
    list: &str,
    names: &[String],
    known: impl Iterator<Item = &'a ProviderOptions>,
) -> Result<(), Invalid> {
    let known: Vec<&str> = known.map(|provider| provider.name.as_str()).chain([BUILTIN]).collect();
    check_names_known(at, list, names, &known)
}

fn check_names_known(at: &str, list: &str, names: &[String], known: &[&str]) -> Result<(), Invalid> {
    match names.iter().find(|name| !known.contains(&name.as_str())) {
        Some(name) => {
            let detail = format!("names {name}, which is none of the {list}: {}", known.join(", "));
            Err(Invalid { key: format!("{at}.{list}"), detail })
        }
        None => Ok(()),
    }
}

/// Whatever a route lets be written or painted, somebody on it judges.
fn check_judged(listed: &Listed, at: &str, route: &RouteOptions) -> Result<(), Invalid> {
    let is_on = |name: &str| route.moderators.is_empty() || route.moderators.iter().any(|listed| listed == name);
    let judges = |about| {
        let mut moderators = listed.moderators.iter().filter(|moderator| is_on(&moderator.provider.name));
        moderators.any(|moderator| moderator.is_asked(about) && moderator.is_for(&route.when.age_group))
    };
    let key = || format!("{at}.moderators");
    ensure(judges(Judged::Words) || is_on(BUILTIN), key(), "has no moderator of words")?;
    let paints_elsewhere = !listed.painters.is_empty()
        && (route.painters.is_empty() || route.painters.iter().any(|painter| painter != BUILTIN));
    let detail = "has no moderator of pictures, and a painter elsewhere; add one that judges = [\"pictures\"] for all its \
                  readers, the youngest too";
    ensure(!paints_elsewhere || judges(Judged::Pictures), key(), detail)
}

fn ensure(holds: bool, key: String, detail: &str) -> Result<(), Invalid> {
    if holds { Ok(()) } else { Err(Invalid { key, detail: detail.to_owned() }) }
}
