//! The tables of a configuration by which a node asks this provider.

use super::Provider;

/// What a story costs: dollars for a million tokens, and for a picture.
const PRICE: &str =
    r#"price = { currency = "usd", per_million_input = 1.0, per_million_output = 10.0, per_picture = 0.04 }"#;

impl Provider {
    /// It tells stories, as `writer`.
    pub fn writer(&self) -> String {
        format!("{}stream_usage = true\n", self.table("storytellers", "writer", ("openai", "writes")))
    }

    /// It judges words, pictures or both by its moderations, as `judge`.
    pub fn judge(&self, judges: &[&str]) -> String {
        format!("{}judges = {judges:?}\n", self.table("moderators", "judge", ("openai", "judges")))
    }

    /// It paints, as `painter`. More of its settings may follow.
    pub fn painter(&self) -> String {
        self.table("painters", "painter", ("openai", "paints"))
    }

    /// It looks at finished pictures, under this name.
    pub fn critic(&self, name: &str, model: &str) -> String {
        self.table("critics", name, ("openai_vision", model))
    }

    /// It judges pictures by looking at them, under this name.
    pub fn judge_that_sees(&self, name: &str) -> String {
        format!("{}judges = [\"pictures\"]\n", self.table("moderators", name, ("openai_vision", "sees")))
    }

    /// Everything that a model needs to be found.
    fn table(&self, list: &str, name: &str, (kind, model): (&str, &str)) -> String {
        let (base, key) = (&self.base, self.folder.path().join("key"));
        format!(
            "\n[[models.{list}]]\nname = {name:?}\nkind = {kind:?}\nbase_url = {base:?}\nmodel = {model:?}\n\
             api_key_file = \"{}\"\n{PRICE}\n",
            key.display()
        )
    }
}
