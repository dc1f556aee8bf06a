"""Which words of a statement can be searched."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, TypeAlias

from tawthiq.record.statement import Statement
from tawthiq.record.value import (
    Acquisition,
    Area,
    Circle,
    Introduction,
    Post,
    Review,
    Tally,
    Text,
    Unknown,
    When,
)


def texts_of(statement: Statement) -> Iterator[tuple[str, str]]:
    """Parts by name, and their words as found; empty ones left out."""
    parts = _PARTS.get(type(statement.value))
    return ((part, text) for part, text in parts(statement.value) if text) if parts else iter(())


_Parts: TypeAlias = tuple[tuple[str, str], ...]


def _post(post: Post) -> _Parts:
    names = tuple((f"attachment {i}", a.name) for i, a in enumerate(post.attachments))
    return (("text", post.text), ("url", post.url), ("from", post.forwarded_from), *names)


def _stated(value: Tally | When | Circle | Area) -> _Parts:
    return (("stated", value.stated),)


# By type, not by a chain of cases: most statements measure something and have no words at all.
_PARTS: Mapping[type, Callable[[Any], _Parts]] = {
    Text: lambda value: (("text", value.text),),
    Post: _post,
    Introduction: lambda value: (("label", value.label),),
    Acquisition: lambda value: (("name", value.name), ("source", value.source), ("url", value.url)),
    Tally: _stated,
    When: _stated,
    Circle: _stated,
    Area: _stated,
    Review: lambda value: (("reason", value.reason),),
    Unknown: lambda value: (("why", value.why),),
}
