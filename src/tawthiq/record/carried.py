"""What a row of our own spreadsheet carries: the very thing it shows, so that it can be read back exactly.

A spreadsheet program changes what it thinks it understands: leading zeros go, long numbers are rounded,
dates are turned round, letters that an encoding lacks become question marks. So the thing itself travels
as JSON in ASCII, in cells that are nobody's number, date or formula, each within what a cell holds; the
columns for people beside it are a view. A checksum over those tells where somebody edited them.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tawthiq.record.canonical import JsonObject
from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.errors import LawBroken
from tawthiq.record.item import Access

MARK = "tawthiq:"
"""Begins the names of the columns that carry: "tawthiq:1", "tawthiq:2" …"""

ADD_TAG, ADD_NOTE, ADD_BY = "add_tag", "add_note", "add_by"
"""The columns that a person fills in: a tag, a note, and in whose name."""

SIGN = "tawthiq"
"""The name of the sheet by which a workbook of ours is known."""

SHOWN_ONLY = "|shown only|"
"""Stands in the first carrying cell of a row that is a view and nothing else."""

_LONGEST = 32_000
"""Characters in one cell; Excel cuts off in silence what is beyond 32,767."""

_ESCAPE: Final = re.compile(r"_(?=x)")
"""Excel reads _x0041_ as the letter A; in JSON an underscore may be written otherwise."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A thing of the record `record` by its id: `kind` is "item", "statement" or "reject".

    `cells` is the checksum of the row's columns for people; `access` what was in effect.
    """

    kind: str
    id: Digest
    record: Digest
    access: Access
    cells: str
    body: JsonObject


def checksum(cells: Sequence[str]) -> str:
    """Of the columns that a person reads."""
    return hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def to_cells(carried: Carried) -> tuple[str, ...]:
    """ASCII cells, each between bars so that neither end is taken for a number or trimmed."""
    named = {
        "access": carried.access.value,
        "body": carried.body,
        "cells": carried.cells,
        "id": carried.id,
        "kind": carried.kind,
        "record": carried.record,
    }
    text = _ESCAPE.sub(r"\\u005f", json.dumps(named, ensure_ascii=True, separators=(",", ":")))
    return tuple(f"|{text[at : at + _LONGEST]}|" for at in range(0, len(text), _LONGEST))


def from_cells(cells: Sequence[str]) -> Carried | None:
    """Inverse of `to_cells`; None for a row that is only shown. Raises LawBroken on anything else."""
    if cells and cells[0] == SHOWN_ONLY:
        return None
    if not cells or not all(len(c) >= 2 and c[0] == c[-1] == "|" for c in cells):
        raise LawBroken("the columns that carry the row are empty, cut or altered")
    try:
        named = json.loads("".join(cell[1:-1] for cell in cells))
        body = named["body"]
        if not isinstance(body, Mapping):
            raise LawBroken("what the row carries is no object")
        ids = as_digest(named["id"]), as_digest(named["record"])
        kind, cells_sum = str(named["kind"]), str(named["cells"])
        return Carried(kind, *ids, Access(named["access"]), cells_sum, body)
    except (ValueError, KeyError, TypeError, RecursionError) as cause:
        raise LawBroken(f"what the row carries cannot be read: {cause}") from cause
