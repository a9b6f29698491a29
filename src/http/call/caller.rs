//! Which reader calls. Their session is checked, then their requests a minute; whatever a call costs comes after.

use std::future::Future;
use std::sync::Arc;

use warp::reply::{Reply, Response};
use warp::{Filter, Rejection};

use super::credentials::Credentials;
use super::cross_site;
use super::head::{Call, call, id};
use crate::accounts::{Credential, Reader, own_story};
use crate::backends::store::Head;
use crate::domain::{PlanLimits, StoryId, Tier, Timestamp, UserId};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::identity::Identity;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::state::Gateway;

/// A reader who may call.
#[derive(Clone)]
pub struct Caller {
    /// Whose stories, notices and limits the call is about.
    pub user: UserId,
    /// The plan that they have now.
    pub tier: Tier,
    pub credential: Credential,
    /// The head of their request.
    pub call: Call,
}

impl Caller {
    /// Who makes a call, by token or cookie, without counting the request.
    pub async fn identify(call: Call) -> Result<Self, Problem> {
        let shown = Credentials::of(&call.headers, call.gateway.cookies())?;
        let token = match shown.ok_or_else(|| Problem::new(ProblemCode::Unauthorized))? {
            Credentials::Bearer(token) => token,
            Credentials::Cookie(token) => {
                cross_site::check(&call.method, &call.headers, &call.gateway.options.public_url)?;
                token
            }
        };
        let Reader { user, credential } = call.gateway.authenticator.authenticate(&token, Timestamp::now()).await?;
        Ok(Self { user: user.id, tier: user.tier, credential, call })
    }

    /// One request of this minute's.
    pub fn count(&self) -> Result<(), Problem> {
        self.call.gateway.limits.request(&self.tier, self.user)
    }

    /// The limits of the caller's plan.
    pub fn limits(&self) -> PlanLimits {
        *self.call.gateway.plans.of(&self.tier)
    }

    /// The caller's own story, by the id in the address: anything else is 404.
    pub async fn story(&self, segment: &str) -> Result<(StoryId, Head), Problem> {
        let id = id(segment)?;
        let head = own_story(&*self.call.gateway.store.log, self.user, id).await?;
        head.map(|head| (id, head)).ok_or_else(Problem::not_found)
    }
}

/// A caller who is known and has requests left this minute, or why not.
pub fn caller(
    gateway: &Arc<Gateway>,
) -> impl Filter<Extract = (Result<Caller, Problem>,), Error = Rejection> + Clone + use<> {
    call(gateway).then(|call: Call| async move {
        let caller = Caller::identify(call).await?;
        caller.count()?;
        Ok(caller)
    })
}

/// A caller who is known, or why not; the route counts the request itself ([`Caller::count`]).
pub fn uncounted_caller(
    gateway: &Arc<Gateway>,
) -> impl Filter<Extract = (Result<Caller, Problem>,), Error = Rejection> + Clone + use<> {
    call(gateway).then(Caller::identify)
}

/// Carries a route's function through for a caller, who is noted on the answer for the log.
pub async fn for_caller<Serve, Served>(caller: Result<Caller, Problem>, serve: Serve) -> Response
where
    Serve: FnOnce(Caller) -> Served,
    Served: Future<Output = Answer>,
{
    match caller {
        Err(problem) => problem.into_response(),
        Ok(caller) => {
            let identity = Identity { user: caller.user, tier: caller.tier.clone() };
            let mut response = answer(serve(caller)).await;
            response.extensions_mut().insert(identity);
            response
        }
    }
}
