//! Which operator calls, and how far their token reaches.

use super::credentials::bearer;
use super::head::Call;
use crate::accounts::Scope;
use crate::domain::Timestamp;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// Lets an operator pass whose token has this scope. Operators have no cookies, and every entry is logged.
pub fn require(call: &Call, scope: Scope) -> Result<(), Problem> {
    let token = bearer(&call.headers)?.ok_or_else(|| Problem::new(ProblemCode::Unauthorized))?;
    let operator = call.gateway.authenticator.authenticate_operator(&token, Timestamp::now())?;
    if operator.allows(scope) {
        tracing::info!(operator.subject = %operator.subject, operator.scope = scope.as_str(), "an operator was let in");
        return Ok(());
    }
    let detail = format!("this needs a token with the scope {}", scope.as_str());
    Err(Problem::new(ProblemCode::InsufficientScope).with_detail(detail))
}
