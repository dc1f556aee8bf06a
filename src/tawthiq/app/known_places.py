"""A record's own gazetteer: places that somebody in it has said already, offered again by any spelling.

It proposes and never decides: each comes with its uncertainty and with who said it, and the person at work
chooses one or none. Two places of one name are both offered.
"""

from dataclasses import dataclass

from tawthiq.app.claims import Claim
from tawthiq.app.map_view import PlaceOnMap, places
from tawthiq.record.arabic import named
from tawthiq.record.item import Access
from tawthiq.record.value import Area, Circle, Text
from tawthiq.store.index import Index

_MOST = 12
"""Places offered at once: more are not read."""


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """A place as somebody said it first, how many statements name it alike, and what it is the place of."""

    said: Claim
    value: Circle | Area | Text
    times: int
    of: str

    @property
    def called(self) -> str:
        """Its words as stated."""
        return self.value.text if isinstance(self.value, Text) else self.value.stated


def places_named(index: Index, sought: str, *, seen_by: Access = Access.TEAM) -> tuple[KnownPlace, ...]:
    """The places of which every word of `sought` begins a word of what it is called; most said first.

    Without words, the places most said of all.
    """
    found: dict[Circle | Area | Text, KnownPlace] = {}
    for place in places(index, seen_by=seen_by):
        value = place.said.value
        if isinstance(value, Circle | Area | Text) and _called_so(value, sought):
            known = found.get(value)
            found[value] = KnownPlace(
                known.said if known else place.said,
                value,
                known.times + 1 if known else 1,
                known.of if known else _what(place),
            )
    return tuple(sorted(found.values(), key=lambda each: -each.times)[:_MOST])


def _what(place: PlaceOnMap) -> str:
    return place.label.rpartition("/")[2] if place.item else place.label


def _called_so(value: Circle | Area | Text, sought: str) -> bool:
    called = value.text if isinstance(value, Text) else value.stated
    return bool(called) and named(sought, called)
