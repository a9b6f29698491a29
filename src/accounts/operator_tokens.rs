//! Operators' tokens: what somebody may touch on the admin listener. `ai-tale token` makes them.

use std::time::Duration;

use super::tokens::{TokenError, Tokens};
use crate::domain::Timestamp;

/// What an operator's token may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum Scope {
    Pools,
    /// Counts of what happened.
    Analytics,
    /// Money back.
    Refunds,
    PersonalData,
    /// All of them but [`Scope::PersonalData`].
    Operator,
}

impl Scope {
    pub const ALL: [Self; 5] = [Self::Pools, Self::Analytics, Self::Refunds, Self::PersonalData, Self::Operator];

    /// The scope's name in tokens.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// What an operator's token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorToken {
    pub subject: String,
    /// What it may touch.
    pub scopes: Vec<Scope>,
}

impl OperatorToken {
    /// Whether it may touch what needs `wanted`.
    #[must_use]
    pub fn allows(&self, wanted: Scope) -> bool {
        self.scopes.iter().any(|scope| *scope == wanted || (*scope == Scope::Operator && wanted != Scope::PersonalData))
    }
}

impl Tokens {
    /// Signs a token for somebody who runs the service.
    pub fn issue_operator(
        &self,
        subject: &str,
        scopes: &[Scope],
        ttl: Duration,
        now: Timestamp,
    ) -> Result<String, TokenError> {
        let scope = scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ");
        self.sign(&self.claims(subject.to_owned(), None, scope, now, now.plus(ttl)))
    }

    /// Reads an operator's token. A scope that we don't know (a reader's, a newer version's) grants nothing.
    pub fn verify_operator(&self, token: &str, now: Timestamp) -> Result<OperatorToken, TokenError> {
        let claims = self.read(token, now)?;
        let scopes = claims.scope.split(' ').filter_map(|name| name.parse().ok()).collect();
        Ok(OperatorToken { subject: claims.sub, scopes })
    }
}
