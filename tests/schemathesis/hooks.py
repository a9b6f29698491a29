"""Which valid requests may be refused: by what words mean, and by how a story stands. No schema can tell either.

schemathesis.toml lets the calls answer so at all; here each refusal must name one of these reasons.
"""

import schemathesis

# what a text means, in which letters it is written, and whether a key was used for another wish
OF_WISHES = {"content_rejected", "unsupported_language", "empty", "idempotency_key_reused"}
# two names that are the same, and a page behind the last one
OF_FIELDS = {"duplicate_name", "beyond_the_book"}


@schemathesis.check
def valid_data_is_refused_by_meaning_or_state(ctx, response, case):
    if case.meta is None or not case.meta.generation.mode.is_positive or response.status_code not in (400, 422):
        return
    problem = response.json()
    assert _is_explained(problem, case), f"no schema told of this refusal: {problem}"


def _is_explained(problem, case):
    code, fields = problem["code"], problem.get("errors", [])
    if code == "invalid_request":
        return bool(fields) and all(field["code"] in OF_FIELDS for field in fields)
    if code == "forbidden_character":
        # those of the basic plane stand in the pattern
        return all(len(field["detail"].split("U+")[-1]) > 4 for field in fields if field["code"] == code)
    if code == "bad_cursor":
        return "/events" in case.path and _names_an_event(case)
    return code in OF_WISHES


def _names_an_event(case):
    """An event may be ahead of its story."""
    query, headers = case.query or {}, case.headers or {}
    return any(name in query for name in ("after", "cursor")) or any(name.lower() == "last-event-id" for name in headers)
