//! The tables of a configuration by which a node asks this provider.

use super::Provider;

/// What a story costs: dollars for a million tokens, and for a picture.
const PRICE: &str =
    r#"price = { currency = "usd", per_million_input = 1.0, per_million_output = 10.0, per_picture = 0.04 }"#;

impl Provider {
    /// It tells stories, as `writer`.
    pub fn writer(&self) -> String {
        format!("{}stream_usage = true\n", self.table("storytellers", "writer", "writes"))
    }

    /// It judges words, pictures or both by its moderations, as `judge`.
    pub fn judge(&self, judges: &[&str]) -> String {
        format!("{}judges = {judges:?}\n", self.table("moderators", "judge", "judges"))
    }

    /// It paints, as `painter`. More of its settings may follow.
    pub fn painter(&self) -> String {
        self.table("painters", "painter", "paints")
    }

    /// Everything that a model needs to be found.
    fn table(&self, list: &str, name: &str, model: &str) -> String {
        let (base, key) = (&self.base, self.folder.path().join("key"));
        format!(
            "\n[[models.{list}]]\nname = {name:?}\nkind = \"openai\"\nbase_url = {base:?}\nmodel = {model:?}\n\
             api_key_file = \"{}\"\n{PRICE}\n",
            key.display()
        )
    }
}
