//! Nothing is written or painted elsewhere that nobody judges: a configuration that would let it is refused.

use ai_tale::config::Config;

use super::{by_file, named};

const PAINTER: &str =
    "[[models.painters]]\nname = 'p'\nkind = 'openai'\nbase_url = 'http://127.0.0.1:1/v1'\nmodel = 'm'\n";

fn judge(name: &str, own: &str) -> String {
    format!(
        "[[models.moderators]]\nname = '{name}'\nkind = 'openai_vision'\nbase_url = 'http://127.0.0.1:1/v1'\n\
         model = 'm'\n{own}\n"
    )
}

fn route(own: &str) -> String {
    format!("[[models.routes]]\n{own}\n")
}

#[test]
fn a_painter_elsewhere_needs_a_judge_of_pictures() {
    assert_eq!(named(by_file(PAINTER)), "models.routes.moderators");
    assert_eq!(named(by_file(&format!("{PAINTER}{}", judge("words", "")))), "models.routes.moderators");
    let judged = by_file(&format!("{PAINTER}{}", judge("eyes", "judges = ['pictures']")));
    assert!(judged.is_ok(), "{judged:?}");
}

#[test]
fn a_judge_of_older_readers_judges_no_younger() {
    let older = judge("older", "judges = ['pictures']\nage_group = '9-12'");
    assert_eq!(named(by_file(&format!("{PAINTER}{older}"))), "models.routes.moderators");
    let both = format!("{PAINTER}{older}{}", judge("all", "judges = ['pictures']"));
    for (when, is_judged) in [
        ("when = { age_group = ['9-12'] }", true),
        ("when = { age_group = ['6-8', '9-12'] }", false),
        ("when = { age_group = ['3-5'] }", false),
        ("", false),
    ] {
        let config = by_file(&format!("{both}{}", route(&format!("{when}\nmoderators = ['older', 'builtin']"))));
        match config {
            Ok(_) => assert!(is_judged, "{when}"),
            refused => {
                assert!(!is_judged, "{when}: {refused:?}");
                assert_eq!(named(refused), "models.routes.1.moderators");
            }
        }
    }
}

#[test]
fn sizes_and_formats_are_known_ones() {
    for wrong in ["size = '10x10'", "size = 'large'", "size = '1024'", "response_format = 'png'", "allow_private = 1"] {
        let config = by_file(&format!("{PAINTER}{wrong}\n{}", judge("eyes", "judges = ['pictures']")));
        assert!(config.is_err(), "{wrong}");
    }
    let wrong = format!("{PAINTER}sizes = '1024x1024'\n{}", judge("eyes", "judges = ['pictures']"));
    assert_eq!(named(by_file(&wrong)), "models.painters.p.sizes");
}

#[test]
fn the_examples_of_the_guide_are_accepted() {
    for name in ["openai", "local"] {
        let path = format!("{}/docs/examples/{name}.toml", env!("CARGO_MANIFEST_DIR"));
        let config =
            Config::load_with(Some(path.as_ref()), Vec::new()).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(!config.models.listed().painters.is_empty(), "{name} paints elsewhere");
    }
}
