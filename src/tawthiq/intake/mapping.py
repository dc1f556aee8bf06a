"""What the columns of a list mean, as a person confirmed it: the file `NAME.mapping.toml`.

    kind = "people"                  # people | posts | footage
    confirmed_by = "R. Analyst"      # empty: a proposal, not used
    confirmed_on = "2026-11-24"
    header = 1                       # the row that names the columns
    sheet = ""                       # a workbook's sheet; empty: the first
    publisher = "Local council"      # who says what the list says; empty: unknown
    modality = "asserts"             # "reports" where the list hands on what others said
    zone = "Asia/Damascus"           # zone of its times; empty: kept as wall clocks
    date_order = "day-month-year"    # empty: dates open to two readings keep both
    radius = "500"                   # metres of uncertainty of latitude and longitude

    [columns]                        # column as headed = what it holds
    "الاسم" = "person.name"
    "Status" = "person.status"

    [status]                         # words as found = status of the record
    "شهيد" = "killed"

A column holds a property of the record ("person.age", "observation", "x.ward") or one of ROLES.
"""

import enum
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any

from tawthiq.intake.dates import Order, zone_of
from tawthiq.intake.reading import Document
from tawthiq.record.arabic import fold
from tawthiq.record.errors import LawBroken, SourceError
from tawthiq.record.statement import Modality
from tawthiq.record.vocabulary import PROPERTIES, STATUSES

SUFFIX = ".mapping.toml"


class TableKind(enum.StrEnum):
    """What a row of the list speaks of."""

    PEOPLE = "people"
    POSTS = "posts"
    FOOTAGE = "footage"


ROLES = MappingProxyType(
    {
        "file": "name of the file spoken of",
        "digest": "SHA-256 of the file spoken of",
        "url": "address of the post or footage",
        "start": "second at which it begins, or 3:25-3:45",
        "end": "second at which it ends",
        "text": "words of a post",
        "sent": "when a post was sent",
        "number": "a post's own number",
        "author": "who says it: name of the account",
        "account": "who says it: id of the account",
        "forwarded-from": "whom a post was forwarded from",
        "reply-to": "number of the post it answers",
        "attachment": "file a post carries",
        "latitude": "degrees",
        "longitude": "degrees",
        "household": "name or number of a person's household",
        "source": "where the list has it from",
        "ignore": "not read",
    }
)
"""What a column can hold beside a property of the record."""

_NO_STATUS = MappingProxyType[str, str]({})


@dataclass(frozen=True, slots=True)
class ColumnMapping:
    """The meaning of a list's columns. Only a confirmed one is read by."""

    kind: TableKind
    columns: Mapping[str, str]
    status: Mapping[str, str] = field(default_factory=lambda: _NO_STATUS)
    confirmed_by: str = ""
    confirmed_on: str = ""
    header: int = 1
    sheet: str = ""
    publisher: str = ""
    modality: Modality = Modality.ASSERTS
    zone: str = ""
    date_order: Order | None = None
    radius: Decimal = Decimal(500)

    def __post_init__(self) -> None:
        for column, role in self.columns.items():
            if role not in ROLES and role not in PROPERTIES and not role.startswith("x."):
                raise LawBroken(f"column {column!r}: {role!r} is neither a property nor a role")
        for word, status in self.status.items():
            if status not in STATUSES:
                raise LawBroken(f"status {word!r}: {status!r} is none of {', '.join(STATUSES)}")
        if self.header < 1 or self.radius <= 0:
            raise LawBroken("the header is row 1 or later, the radius over 0 m")
        if self.zone:
            zone_of(self.zone)

    @property
    def is_confirmed(self) -> bool:
        """Whether a person has said that the columns mean this."""
        return bool(self.confirmed_by and self.confirmed_on)

    @property
    def orders(self) -> tuple[Order, ...]:
        """The orders in which the parts of its dates may stand."""
        return (self.date_order,) if self.date_order else tuple(Order)

    def status_of(self, words: str) -> str:
        """The status `words` stand for; "" where nobody has said."""
        folded = fold(words)
        return next((term for word, term in self.status.items() if fold(word) == folded), "")


def confirmed(mapping: ColumnMapping, by: str, on: str) -> ColumnMapping:
    """`mapping` as confirmed by the person `by` on the day `on`."""
    return replace(mapping, confirmed_by=by, confirmed_on=on)


def mapping_beside(document: Document) -> tuple[str, ColumnMapping] | None:
    """The name and content of the mapping file that lies beside `document`; None where none does.

    `people.csv` is explained by `people.csv.mapping.toml`, else by `people.mapping.toml`.
    """
    stem = document.name.rpartition(".")[0]
    name = next((n for n in (document.name + SUFFIX, stem + SUFFIX) if n in document.siblings), None)
    return (name, read_mapping(document.sibling(name), name)) if name else None


def read_mapping(content: bytes, name: str) -> ColumnMapping:
    """The mapping written as `content` (TOML). Raises SourceError where it means nothing."""
    try:
        body = tomllib.loads(content.decode("utf-8-sig"))
        return _mapping(body)
    except (ValueError, KeyError, TypeError, AttributeError, InvalidOperation, LawBroken) as cause:
        raise SourceError(
            f"{name}: {cause}", mend="docs/sources.md shows what a mapping file looks like."
        ) from cause


def write_mapping(mapping: ColumnMapping) -> str:
    """Inverse of `read_mapping`, for a person to correct and confirm."""
    head = {
        "kind": mapping.kind,
        "confirmed_by": mapping.confirmed_by,
        "confirmed_on": mapping.confirmed_on,
        "header": mapping.header,
        "sheet": mapping.sheet,
        "publisher": mapping.publisher,
        "modality": mapping.modality,
        "zone": mapping.zone,
        "date_order": mapping.date_order or "",
        "radius": str(mapping.radius),
    }
    return "\n".join(
        (
            *_pairs(head),
            "",
            "[columns]",
            *_pairs(mapping.columns),
            "",
            "[status]",
            *_pairs(mapping.status),
            "",
        )
    )


def _pairs(body: Mapping[str, object]) -> list[str]:
    # A string of TOML may be written as one of JSON, but for DEL, which JSON leaves as it is.
    return [
        f"{key if key.isidentifier() and key.isascii() else _quoted(key)} = "
        f"{value if isinstance(value, int) else _quoted(str(value))}"
        for key, value in body.items()
    ]


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _mapping(body: Mapping[str, Any]) -> ColumnMapping:
    known = set(ColumnMapping.__dataclass_fields__)
    if unknown := body.keys() - known:
        raise LawBroken(f"unknown field {', '.join(sorted(unknown))}")
    words = {
        k: str(body[k]) for k in ("confirmed_by", "confirmed_on", "sheet", "publisher", "zone") if k in body
    }
    return ColumnMapping(
        kind=TableKind(body["kind"]),
        columns=_words(body["columns"]),
        status=_words(body.get("status", {})),
        header=int(body.get("header", 1)),
        modality=Modality(body.get("modality", "asserts")),
        date_order=Order(body["date_order"]) if body.get("date_order") else None,
        radius=Decimal(str(body.get("radius", "500"))),
        **words,
    )


def _words(body: Mapping[str, Any]) -> Mapping[str, str]:
    return MappingProxyType({str(key): str(value) for key, value in body.items()})
