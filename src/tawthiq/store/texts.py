"""Which words of a statement can be searched."""

from collections.abc import Iterator

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
    Value,
    When,
)


def texts_of(statement: Statement) -> Iterator[tuple[str, str]]:
    """Parts by name, and their words as found; empty ones left out."""
    return ((part, text) for part, text in _texts(statement.value) if text)


def _texts(value: Value) -> tuple[tuple[str, str], ...]:
    match value:
        case Text(text=text):
            return (("text", text),)
        case Post():
            names = tuple((f"attachment {i}", a.name) for i, a in enumerate(value.attachments))
            return (("text", value.text), ("url", value.url), ("from", value.forwarded_from), *names)
        case Introduction(label=label):
            return (("label", label),)
        case Acquisition():
            return (("name", value.name), ("source", value.source), ("url", value.url))
        case Tally() | When() | Circle() | Area():
            return (("stated", value.stated),)
        case Review(reason=reason):
            return (("reason", reason),)
        case Unknown(why=why):
            return (("why", why),)
        case _:
            return ()
