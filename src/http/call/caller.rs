//! Who is calling: a bearer token, or the page's cookies (then the call must come from our own page). Sessions are
//! checked, then requests a minute; whatever a call costs comes after.

use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use warp::http::header::AUTHORIZATION;
use warp::http::{HeaderMap, Method};
use warp::{Filter, Rejection};

use super::query::Query;
use super::{cookies, cross_site, query};
use crate::accounts::Scope;
use crate::backends::store::Head;
use crate::domain::{PlanLimits, SessionId, StoryId, Tier, Timestamp, UserId};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::edge::address::{self, Peer};
use crate::http::state::Gateway;

/// What every route may want to know of its request.
#[derive(Clone)]
pub struct Call {
    /// The gateway.
    pub gateway: Arc<Gateway>,
    /// The method.
    pub method: Method,
    /// The headers.
    pub headers: HeaderMap,
    /// What stands after the question mark.
    pub query: Query,
    /// The other end of the connection.
    pub peer: IpAddr,
}

impl Call {
    /// The client's address, as trusted proxies tell it.
    pub fn address(&self) -> IpAddr {
        address::client(self.peer, &self.headers, &self.gateway.options.trusted_proxies)
    }

    /// The token of `Authorization: Bearer`. A header of another kind is a token that is not valid.
    fn bearer(&self) -> Option<&str> {
        let value = self.headers.get(AUTHORIZATION)?.to_str().unwrap_or_default();
        let (scheme, token) = value.split_once(' ').unwrap_or((value, ""));
        Some(if scheme.eq_ignore_ascii_case("bearer") { token.trim() } else { "" })
    }

    /// Who asks, by token or cookie, without counting the request.
    pub async fn identify(self) -> Result<Caller, Problem> {
        let token = if let Some(token) = self.bearer() {
            token
        } else {
            let cookie = cookies::get(&self.headers, cookies::ACCESS).ok_or_else(unidentified)?;
            cross_site::check(&self.method, &self.headers, &self.gateway.options.public_url)?;
            cookie
        };
        let reader = self.gateway.accounts.authenticate(token, Timestamp::now()).await?;
        Ok(Caller {
            user: reader.user,
            tier: reader.tier,
            session: reader.session,
            expires_at: reader.expires_at,
            call: self,
        })
    }

    /// Which operator asks, and whether they may.
    pub fn operator(&self, scope: Scope) -> Result<(), Problem> {
        let token = self.bearer().ok_or_else(unidentified)?;
        let operator = self.gateway.accounts.authenticate_operator(token, Timestamp::now())?;
        if operator.allows(scope) {
            tracing::info!(operator.subject = %operator.subject, operator.scope = scope.as_str(), "an operator was let in");
            return Ok(());
        }
        let detail = format!("this needs a token with the scope {}", scope.as_str());
        Err(Problem::new(ProblemCode::InsufficientScope).with_detail(detail))
    }
}

fn unidentified() -> Problem {
    Problem::new(ProblemCode::Unauthorized)
}

/// A reader who may call.
#[derive(Clone)]
pub struct Caller {
    /// Who.
    pub user: UserId,
    /// Their plan.
    pub tier: Tier,
    /// Their session.
    pub session: SessionId,
    /// When their token ends.
    pub expires_at: Timestamp,
    /// The request.
    pub call: Call,
}

impl Caller {
    /// The limits of the caller's plan; a plan that left the configuration counts as a guest's.
    pub fn limits(&self) -> PlanLimits {
        let plans = &self.call.gateway.plans;
        let plan = plans.get(self.tier.as_str()).or_else(|| plans.get(Tier::guest().as_str()));
        plan.copied().unwrap_or(PlanLimits { requests_per_minute: 0, stories_per_day: 1, stories_at_once: 1 })
    }

    /// The caller's own story, by the id in the address: anything else is 404.
    pub async fn story(&self, id: &str) -> Result<(StoryId, Head), Problem> {
        let id = story_id(id)?;
        let head = self.call.gateway.store.log.head(id).await?;
        head.filter(|head| head.owner == self.user).map(|head| (id, head)).ok_or_else(Problem::not_found)
    }
}

/// An id in an address: what is no UUID names nothing.
pub fn story_id(text: &str) -> Result<StoryId, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Who asked, for the log.
#[derive(Clone, Debug)]
pub struct Identity {
    /// Who.
    pub user: UserId,
    /// Their plan.
    pub tier: Tier,
}

/// Takes the request apart.
pub fn call(gateway: &Arc<Gateway>) -> impl Filter<Extract = (Call,), Error = Rejection> + Clone + use<> {
    let gateway = Arc::clone(gateway);
    warp::method().and(warp::header::headers_cloned()).and(query::query()).and(warp::ext::optional::<Peer>()).map(
        move |method, headers, query, peer: Option<Peer>| {
            let peer = peer.map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.0);
            Call { gateway: Arc::clone(&gateway), method, headers, query, peer }
        },
    )
}

/// A caller who is known and has requests left this minute, or why not.
pub fn caller(
    gateway: &Arc<Gateway>,
) -> impl Filter<Extract = (Result<Caller, Problem>,), Error = Rejection> + Clone + use<> {
    call(gateway).then(|call: Call| async move {
        let caller = call.identify().await?;
        caller.call.gateway.limits.request(&caller.tier, caller.user)?;
        Ok(caller)
    })
}
