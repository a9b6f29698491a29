"""Which valid requests may be refused: by what words mean, and by how a story stands. No schema can tell either.

schemathesis.toml lets the calls answer so at all; here each refusal must name one of these reasons.
"""

import schemathesis

# what a text means and in which letters it is written, a name without letters, two names that are the same, a page
# behind the last one
OF_FIELDS = {"content_rejected", "unsupported_language", "empty", "duplicate_name", "invalid_name", "beyond_the_book"}
# an address that no reader has, a password that is guessed soon (or is of another length once it is normalised), that
# is its owner's name, or that is not the one which holds
OF_FIELDS |= {"invalid_email", "too_easy", "too_short", "too_long", "too_personal", "wrong_password"}
# a key that was used for another wish, or for a story that was deleted; a link that no mail has brought
OF_KEYS = {"idempotency_key_reused", "story_deleted", "invalid_link"}


@schemathesis.check
def valid_data_is_refused_by_meaning_or_state(ctx, response, case):
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in (400, 410, 422):
        return
    problem = response.json()
    assert _is_explained(problem, case), f"no schema told of this refusal: {problem}"


def _is_explained(problem, case):
    code, fields = problem["code"], problem.get("errors", [])
    if fields:
        return all(_is_explained_field(field) for field in fields)
    if code == "bad_cursor":
        return "/events" in case.path and _names_an_event(case)
    return code in OF_KEYS


def _is_explained_field(field):
    if field["code"] == "forbidden_character":
        # those of the basic plane stand in the pattern
        return len(field["detail"].split("U+")[-1]) > 4
    return field["code"] in OF_FIELDS


def _names_an_event(case):
    """An event may be ahead of its story."""
    query, headers = case.query or {}, case.headers or {}
    return any(name in query for name in ("after", "cursor")) or any(name.lower() == "last-event-id" for name in headers)
