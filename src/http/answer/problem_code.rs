//! Every code that a problem document may carry, and what it means: one table, from which answers, the `OpenAPI`
//! document and its examples are made. Codes are part of the contract: add to them freely, change none.

use serde::Serialize;
use strum::{IntoStaticStr, VariantArray};
use warp::http::StatusCode;

/// What went wrong, in one stable word (lower snake case in the contract).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, IntoStaticStr, VariantArray, Serialize)]
#[strum(serialize_all = "snake_case")]
#[serde(into = "&'static str")]
pub enum ProblemCode {
    MalformedJson,
    BrokenBody,
    BadHost,
    BadCursor,
    BadIdempotencyKey,
    AmbiguousCredentials,
    InvalidLink,
    Unauthorized,
    InvalidToken,
    InvalidCredentials,
    CrossSite,
    GuestsOff,
    InsufficientScope,
    NotFound,
    PictureExpired,
    MethodNotAllowed,
    BodyTimeout,
    AlreadyRenewed,
    EmailTaken,
    AlreadyRegistered,
    NotRegistered,
    AlreadyVerified,
    StoryEnded,
    StoryDeleted,
    StoryDamaged,
    BodyTooLarge,
    UnsupportedMediaType,
    BadRange,
    InvalidRequest,
    Empty,
    ForbiddenCharacter,
    UnsupportedLanguage,
    ContentRejected,
    IdempotencyKeyReused,
    RateLimited,
    DailyLimit,
    StoriesAtOnce,
    TooManyStreams,
    Internal,
    Unavailable,
    PictureDamaged,
    SignInsBusy,
    QueueFull,
    Draining,
}

/// A line of the table.
struct Meaning {
    status: StatusCode,
    title: &'static str,
    remedy: &'static str,
}

const fn means(status: StatusCode, title: &'static str, remedy: &'static str) -> Meaning {
    Meaning { status, title, remedy }
}

impl ProblemCode {
    /// The code in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }

    /// The status of an answer with this code.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        self.meaning().status
    }

    /// What went wrong, in a few words; the same at every occurrence.
    #[must_use]
    pub const fn title(self) -> &'static str {
        self.meaning().title
    }

    /// What a client can do about it; an answer's detail, unless there is more to say about the occurrence.
    #[must_use]
    pub const fn remedy(self) -> &'static str {
        self.meaning().remedy
    }

    #[rustfmt::skip]
    const fn meaning(self) -> Meaning {
        use StatusCode as S;
        match self {
            Self::MalformedJson => means(S::BAD_REQUEST, "The body is not JSON",
                "send one JSON object in UTF-8, without repeated keys or lone surrogates, at most 32 levels deep"),
            Self::BrokenBody => means(S::BAD_REQUEST, "The body broke off",
                "send the whole body, framed as its headers announce it"),
            Self::BadHost => means(S::BAD_REQUEST, "The request names no host, or more than one",
                "send one Host line"),
            Self::BadCursor => means(S::BAD_REQUEST, "The cursor is not one of this list",
                "take a cursor from next_cursor of the same list, and an event's number from the events that came"),
            Self::BadIdempotencyKey => means(S::BAD_REQUEST, "The idempotency key can't be used",
                "send one key of 1 to 255 visible ASCII characters"),
            Self::AmbiguousCredentials => means(S::BAD_REQUEST, "Two tokens say who is calling",
                "send one Authorization header"),
            Self::InvalidLink => means(S::BAD_REQUEST, "The link does not work, or not any more",
                "ask for another mail: a link works once, and for some time only"),
            Self::Unauthorized => means(S::UNAUTHORIZED, "Nobody said who is calling",
                "say who you are with a bearer token, or with the session's cookies"),
            Self::InvalidToken => means(S::UNAUTHORIZED, "The token is not valid, or not any more",
                "renew the session with its refresh token, or begin a new one"),
            Self::InvalidCredentials => means(S::UNAUTHORIZED, "No account has this address and password",
                "look for a slip in both, or choose a new password by a mail to the address"),
            Self::CrossSite => means(S::FORBIDDEN, "The call came from another site",
                "with cookies, a call that changes something must come from our own page; elsewhere use a bearer token"),
            Self::GuestsOff => means(S::FORBIDDEN, "Guests are not admitted",
                "readers need an account here"),
            Self::InsufficientScope => means(S::FORBIDDEN, "The token does not reach this far",
                "ask for a token with the scope that the call needs"),
            Self::NotFound => means(S::NOT_FOUND, "There is no such thing here",
                "check the address; what is somebody else's, or was deleted, is answered as if it had never been"),
            Self::PictureExpired => means(S::NOT_FOUND, "The picture's address has expired",
                "read the story anew: it comes with fresh addresses"),
            Self::MethodNotAllowed => means(S::METHOD_NOT_ALLOWED, "This address does not know that method",
                "use one of the methods that Allow names"),
            Self::BodyTimeout => means(S::REQUEST_TIMEOUT, "The body took too long",
                "send the whole body at once, on a new connection"),
            Self::AlreadyRenewed => means(S::CONFLICT, "The session was renewed already, many times at once",
                "use the tokens that were handed out for this one; shown any later, it ends the session"),
            Self::EmailTaken => means(S::CONFLICT, "Somebody has an account with this address",
                "sign in, or choose a new password by a mail to the address"),
            Self::AlreadyRegistered => means(S::CONFLICT, "Whoever calls has an account already",
                "sign out before another account is made"),
            Self::NotRegistered => means(S::CONFLICT, "Whoever calls has no account",
                "sign up first: guests have neither name nor password"),
            Self::AlreadyVerified => means(S::CONFLICT, "The address is verified already",
                "nothing is left to do"),
            Self::StoryEnded => means(S::CONFLICT, "The story has ended already",
                "nothing is left to cancel; a story that has ended can be read or deleted"),
            Self::StoryDeleted => means(S::GONE, "The story of this idempotency key was deleted",
                "take a new key for a new wish; nothing of the deleted story can be read any more"),
            Self::StoryDamaged => means(S::GONE, "Something of the story was damaged, and it can't be read",
                "don't try again: it stays so; the story can be deleted, and the same wish made anew"),
            Self::BodyTooLarge => means(S::PAYLOAD_TOO_LARGE, "The body is too large",
                "send at most 65536 bytes"),
            Self::UnsupportedMediaType => means(S::UNSUPPORTED_MEDIA_TYPE, "The body's media type is not known here",
                "send application/json in UTF-8, and say so in Content-Type"),
            Self::BadRange => means(S::RANGE_NOT_SATISFIABLE, "The picture has no such bytes",
                "ask for bytes within the length that Content-Range names"),
            Self::InvalidRequest => means(S::UNPROCESSABLE_ENTITY, "Some fields are not right",
                "see errors: it names each field, and what is wrong with it"),
            Self::Empty => means(S::UNPROCESSABLE_ENTITY, "A field holds nothing to read",
                "fill the field that errors names; white space and invisible characters don't count"),
            Self::ForbiddenCharacter => means(S::UNPROCESSABLE_ENTITY, "A field holds a character that may not be there",
                "take control characters and bidirectional controls out of the field that errors names"),
            Self::UnsupportedLanguage => means(S::UNPROCESSABLE_ENTITY, "Stories can't be told in this language yet",
                "wish in a language that stories are told in here, such as en"),
            Self::ContentRejected => means(S::UNPROCESSABLE_ENTITY, "This is not a wish for a children's story",
                "change the fields that errors names"),
            Self::IdempotencyKeyReused => means(S::UNPROCESSABLE_ENTITY, "The idempotency key belongs to another wish",
                "repeat a call with the same body, and take a new key for a new wish"),
            Self::RateLimited => means(S::TOO_MANY_REQUESTS, "Too many requests",
                "come again after Retry-After; RateLimit-Policy names the limit"),
            Self::DailyLimit => means(S::TOO_MANY_REQUESTS, "No more stories today",
                "that is all for today; days are UTC days"),
            Self::StoriesAtOnce => means(S::TOO_MANY_REQUESTS, "Too many stories at once",
                "wait until one of your stories has ended, or cancel one"),
            Self::TooManyStreams => means(S::TOO_MANY_REQUESTS, "Too many open streams",
                "close another event stream first"),
            Self::Internal => means(S::INTERNAL_SERVER_ERROR, "Something went wrong on our side",
                "try again later; if it stays so, tell us the request's id"),
            Self::Unavailable => means(S::SERVICE_UNAVAILABLE, "This does not work right now",
                "try again after Retry-After"),
            Self::PictureDamaged => means(S::SERVICE_UNAVAILABLE, "The picture's file is damaged",
                "show its placeholder, and try again after Retry-After: it may have been mended by then"),
            Self::SignInsBusy => means(S::SERVICE_UNAVAILABLE, "Too many are signing in right now",
                "try again after Retry-After"),
            Self::QueueFull => means(S::SERVICE_UNAVAILABLE, "Many stories are waiting already",
                "try again after Retry-After, with the same idempotency key"),
            Self::Draining => means(S::SERVICE_UNAVAILABLE, "This node takes no more stories",
                "try again after Retry-After: another node or process takes over"),
        }
    }
}
