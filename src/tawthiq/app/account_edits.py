"""A draft account as a person corrects it: its lines by name, and what is written in place of one."""

from collections.abc import Iterable

from tawthiq.app.accounting import account_of, rewritten
from tawthiq.app.editing import Edit, Hand, state
from tawthiq.app.own_words import own_words
from tawthiq.publish.account.told import Line, Origin
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access
from tawthiq.store import queries

_NAME_DIGITS = 16


def line_name(line: Line) -> str:
    """Names a line by its span and by what it rests on: once either has changed, the name names nothing."""
    said = "\n".join((str(line.start), str(line.end), *line.ids))
    return digest_of(said.encode())[:_NAME_DIGITS]


def proposals_in(lines: Iterable[Line]) -> tuple[Digest, ...]:
    """What machines propose and nobody reviewed among what `lines` rest on, each once."""
    parts = (part for line in lines for part in line.parts if part.origin is Origin.MACHINE)
    return tuple(dict.fromkeys(id for part in parts for id in part.ids))


def rewrite_line(hand: Hand, item: Digest, name: str, text: str, *, seen_by: Access) -> Edit:
    """Writes `text` in place of the line called `name`: an observation that cites what it replaces there.

    Raises NotFound where the item is not shown, LawBroken where there is no such line (any more), where it
    is of no second, or where there are no words.
    """
    row = queries.item(hand.record.index, item, seen_by=seen_by)
    lines = account_of(hand.record.index, row, seen_by=seen_by).lines
    line = next((each for each in lines if line_name(each) == name), None)
    if line is None or line.start is None:
        raise LawBroken("this line of the account has changed meanwhile", mend="Look at it as it is now.")
    if not text.strip():
        raise LawBroken("a line needs words")
    said = own_words(text)
    made = rewritten(
        row.item.digest,
        said.text,
        hand.by,
        instead_of=line.ids,
        start=line.start,
        end=line.end,
        language=said.language,
    )
    edit, _ = state(hand, [made])
    return edit
