"""What is left out of watching, by a rule that a person states with a reason; it stays kept and shown.

A rule is a pattern of names, applied when it is stated: one statement for each item, citing the item and
a note with the reason, so that each can be taken back on its own. Files that come later are another rule's.
"""

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase

from tawthiq.app.editing import Edit, Hand, own, state
from tawthiq.app.own_knowledge import written_down
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access, Role
from tawthiq.record.span import Span
from tawthiq.record.value import Text
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.told import Told, told

EXCLUDED = "excluded"


def exclude(hand: Hand, pattern: str, reason: str, *, seen_by: Access) -> Edit:
    """Leaves out what `pattern` ("*.tmp", "*/old/*"; ? and * as in a shell) names. Raises LawBroken."""
    rule, why = pattern.strip(), reason.strip()
    if not rule or not why:
        raise LawBroken("a rule says which names it leaves out, and why")
    items = matching(hand.record.index, rule, seen_by=seen_by)
    if not items:
        raise LawBroken(
            f"no file here has a name like {rule}", mend="Write * for any letters: *.tmp, */old/*."
        )
    note = written_down(hand, f"{rule}\n{why}")
    spans = [Span(item) for item in items]
    edit, _ = state(hand, [own(hand, each, EXCLUDED, Text(f"{rule}: {why}"), (each, note)) for each in spans])
    return edit


def matching(index: Index, pattern: str, *, seen_by: Access) -> Sequence[Digest]:
    """The items that came under a name like `pattern`, in whatever case."""
    folded = pattern.casefold()
    return [
        row.item.digest
        for row in queries.items(index, role=Role.EVIDENCE, seen_by=seen_by)
        if any(fnmatchcase(name.casefold(), folded) for name in row.names)
    ]


def excluded(index: Index, *, seen_by: Access) -> Mapping[Digest, Told]:
    """The items that are left out today, each with the first rule that says so."""
    found: dict[Digest, Told] = {}
    for rule in told(index, (EXCLUDED,), seen_by=seen_by):
        if rule.stands and rule.item:
            found.setdefault(rule.item, rule)
    return found
