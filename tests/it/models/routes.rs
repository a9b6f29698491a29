//! Which models tell a story: the first rule that fits, by names that exist.

use std::sync::Arc;

use ai_tale::app::builtin_models;
use ai_tale::backends::blocking::Processors;
use ai_tale::backends::models::{Answer, Critic, ModelError, Models, Reviewed, Routes, Rule, Storyteller, When};
use ai_tale::builtin::Pace;
use ai_tale::domain::{AgeGroup, Critique, Outlier, Route, StoryRequest, Style, Tier};
use async_trait::async_trait;
use futures_util::FutureExt;

use crate::kit::players;
use crate::store::samples;

fn storyteller(name: &str) -> Arc<dyn Storyteller> {
    players::named(name, |call| players::tell(call).boxed())
}

/// Two storytellers, and these rules.
fn models(rules: Vec<Rule>) -> Models {
    let storytellers = vec![storyteller("quick"), storyteller("wise")];
    Models { storytellers, routes: Routes(rules), ..builtin_models(Pace::default(), &Processors::default()) }
}

fn rule(when: When, storytellers: &[&str]) -> Rule {
    let storytellers = storytellers.iter().map(|name| (*name).to_owned()).collect();
    Rule { when, route: Route { storytellers, ..Route::default() }, is_uncriticised: false }
}

fn request() -> StoryRequest {
    samples::request("a fox")
}

fn told_by(models: &Models, tier: &str, request: &StoryRequest) -> Vec<String> {
    models.route(&Tier(tier.to_owned()), request).storytellers
}

#[test]
fn without_rules_everybody_is_asked_in_order() {
    let models = models(Vec::new());
    let route = models.route(&Tier::guest(), &request());
    assert_eq!((route.storytellers, route.painters), (vec!["quick".into(), "wise".into()], vec!["builtin".into()]));
}

#[test]
fn the_first_rule_that_fits_decides() {
    let paid = When { tier: vec![Tier("family".to_owned())], ..When::default() };
    let models = models(vec![rule(paid, &["wise", "quick"]), rule(When::default(), &["quick"])]);
    assert_eq!(told_by(&models, "family", &request()), ["wise", "quick"]);
    assert_eq!(told_by(&models, "guest", &request()), ["quick"]);
}

#[test]
fn a_rule_names_critics_too() {
    let critics = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let when = When { style: vec![Style::Crayon], ..When::default() };
    let route = Route { critics: critics(&["gone", "other"]), ..Route::default() };
    let named = |name: &'static str| -> Arc<dyn Critic> { Arc::new(Named(name)) };
    let night = When { style: vec![Style::Night], ..When::default() };
    let rules = vec![
        Rule { when, route, is_uncriticised: false },
        Rule { when: night, route: Route::default(), is_uncriticised: true },
    ];
    let models = Models { critics: vec![named("one"), named("other")], ..models(rules) };
    let looks = |style| models.route(&Tier::guest(), &StoryRequest { style, ..request() }).critics;
    assert_eq!(looks(Style::Crayon), ["other"]);
    assert_eq!(looks(Style::PaperCut), ["one", "other"], "where no rule fits, the first of all");
    assert!(looks(Style::Night).is_empty(), "nobody");
}

/// A critic that has nothing to say.
struct Named(&'static str);

#[async_trait]
impl Critic for Named {
    fn name(&self) -> &str {
        self.0
    }

    async fn review(&self, _: &Reviewed) -> Result<Answer<Critique>, ModelError> {
        Err(players::unusable())
    }

    async fn review_book(&self, _: &[Reviewed]) -> Result<Answer<Vec<Outlier>>, ModelError> {
        Err(players::unusable())
    }
}

#[test]
fn a_rule_fits_in_every_field() {
    let when = When {
        tier: vec![Tier::guest()],
        age_group: vec![AgeGroup::SixToEight],
        language: vec!["en".to_owned(), "en-gb".to_owned()],
        style: vec![Style::Crayon],
    };
    let models = models(vec![rule(when, &["wise"])]);
    let other_age = StoryRequest { age_group: AgeGroup::ThreeToFive, ..request() };
    let other_language = StoryRequest { language: "de".to_owned(), ..request() };
    let other_style = StoryRequest { style: Style::Night, ..request() };
    assert_eq!(told_by(&models, "guest", &request()), ["wise"]);
    assert_eq!(told_by(&models, "free", &request()), ["quick", "wise"]);
    for other in [other_age, other_language, other_style] {
        assert_eq!(told_by(&models, "guest", &other), ["quick", "wise"], "{other:?}");
    }
}

#[test]
fn names_that_left_are_passed_over() {
    let mut models = models(vec![rule(When::default(), &["gone", "wise"])]);
    assert_eq!(told_by(&models, "guest", &request()), ["wise"]);
    models.routes = Routes(vec![rule(When::default(), &["gone"])]);
    assert_eq!(told_by(&models, "guest", &request()), ["quick", "wise"]);
}
