"""What statements point at, and the access they set."""

from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.span import Citation, Mention
from tawthiq.record.statement import Statement
from tawthiq.record.value import Link, Overlap, Post, Review, Term, Track, Value

_MARKS = {access.value: access for access in Access}


def target_of(citation: Citation) -> Digest:
    """The item or statement a citation points at."""
    return citation.statement if isinstance(citation, Mention) else citation.item


def targets_of(statement: Statement) -> frozenset[Digest]:
    """All that a statement is about or cites."""
    return frozenset(target_of(cited) for cited in (statement.about, *statement.cites))


def named_in(value: Value) -> frozenset[Digest]:
    """The items and statements that a value points at."""
    match value:
        case Link(target=target) | Overlap(other=target) | Track(item=target):
            return frozenset({target})
        case Review(replacement=replacement) if replacement is not None:
            return frozenset({replacement})
        case Post(attachments=attachments):
            return frozenset(a.item for a in attachments if a.item is not None)
        case _:
            return frozenset()


def access_set(statement: Statement) -> Access | None:
    """The access a statement sets for what it is about; None where it sets none."""
    if statement.property == "access" and isinstance(statement.value, Term):
        return _MARKS.get(statement.value.term)
    return None
