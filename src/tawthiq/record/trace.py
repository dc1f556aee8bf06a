"""Following citations down to the material: every statement ends at spans."""

from collections.abc import Callable

from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement


def trace(statement: Statement, lookup: Callable[[Digest], Statement | None]) -> tuple[Span, ...]:
    """All spans that `statement` rests on, each once, in the order they are met.

    What a statement cites was in the record before it, so this ends. Raises LawBroken where a cited
    statement is not there.
    """
    spans: dict[Span, None] = {}
    seen: set[Digest] = set()
    waiting = [statement]
    while waiting:
        current = waiting.pop()
        spans.update(dict.fromkeys(current.spans))
        for mention in current.mentions:
            if mention.statement in seen:
                continue
            seen.add(mention.statement)
            found = lookup(mention.statement)
            if found is None:
                raise LawBroken(f"statement {mention.statement} is cited but not in the record")
            waiting.append(found)
    return tuple(spans)
