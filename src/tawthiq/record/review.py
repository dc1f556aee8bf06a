"""What a person's verdicts make of a statement: a pure function of the reviews, newest last."""

import enum
from collections.abc import Iterable

from tawthiq.record.statement import Statement
from tawthiq.record.value import Review, Verdict


class Standing(enum.StrEnum):
    """How a statement stands today."""

    PROPOSED = "proposed"
    STATED = "stated"
    ACCEPTED = "accepted"
    REJECTED = "rejected"
    DISPUTED = "disputed"
    CORRECTED = "corrected"
    WITHDRAWN = "withdrawn"


OVERRULED = frozenset({Standing.REJECTED, Standing.WITHDRAWN, Standing.CORRECTED})
"""Standings of what is kept but no longer held."""

_AFTER = {
    Verdict.ACCEPT: Standing.ACCEPTED,
    Verdict.REJECT: Standing.REJECTED,
    Verdict.DISPUTE: Standing.DISPUTED,
    Verdict.CORRECT: Standing.CORRECTED,
    Verdict.WITHDRAW: Standing.WITHDRAWN,
}


def standing(statement: Statement, reviews: Iterable[Statement]) -> Standing:
    """How `statement` stands after `reviews` of it, given in the order they were made.

    The last verdict of each reviewer counts; where two reviewers' last verdicts differ, it is disputed.
    """
    last = {r.said_by: r.value.verdict for r in reviews if isinstance(r.value, Review)}
    verdicts = set(last.values())
    if not verdicts:
        return Standing.PROPOSED if statement.is_proposal else Standing.STATED
    return _AFTER[verdicts.pop()] if len(verdicts) == 1 else Standing.DISPUTED
