"""Bellingcat's auto-archiver in its three forms: the sheet as CSV, the CSV database, the JSON.

Its word on a capture is kept as its word: which digest it found, what it says it archived. A digest is
joined to the file given with it, so that everyone sees whether these are the bytes it saw.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tawthiq.intake.dates import iso_when, moment_when, unix_when
from tawthiq.intake.json_text import (
    decimal_at,
    is_sound,
    list_at,
    object_at,
    pointer_key,
    read_json,
    text_at,
)
from tawthiq.intake.python_repr import parse_repr
from tawthiq.intake.reading import Document, Outcome, Pen, Reading, Told, gather, pen_of
from tawthiq.intake.shelf import Shelf, shelf_of
from tawthiq.intake.table_line import headers_of
from tawthiq.intake.table_rows import BrokenRow, Record, csv_rows, decoded, words_of
from tawthiq.record.agent import software
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest
from tawthiq.record.errors import LawBroken, SourceError
from tawthiq.record.selector import Pointer, Row, Selector
from tawthiq.record.span import Span
from tawthiq.record.statement import Modality, Statement
from tawthiq.record.value import Text, Value
from tawthiq.record.when import When

ARCHIVER = software("auto-archiver", "not stated")
"""Who says it: the tool writes its version nowhere in these forms."""

_SHA256 = re.compile(r"\s*(?:SHA-?256:)?([0-9a-f]{64})\s*\Z", re.IGNORECASE)
_PDQ = re.compile(r"[0-9a-f]{1,64}\Z", re.IGNORECASE)

_SHEET = {
    "link": "page.url",
    "upload title": "page.title",
    "text content": "page.description",
    "upload timestamp": "page.uploaded",
    "archive status": "preserved-capture",
    "archive location": "preserved-capture",
    "archive date": "preserved-capture",
    "wacz": "preserved-capture",
    "hash": "same-bytes",
    "perceptual hashes": "x.pdq",
}
_PAGE = {
    "url": "page.url",
    "title": "page.title",
    "content": "page.description",
    "timestamp": "page.uploaded",
    "_processed_at": "x.page.fetched",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing the archiver says: under which name, which property, as what, at which place."""

    name: str
    term: str
    held: object
    at: Selector
    item: Digest | None


@dataclass(frozen=True, slots=True)
class AutoArchiver:
    """Reader of auto-archiver's sheet, CSV database and metadata JSON."""

    name: str = "auto-archiver"
    version: str = "1"

    def recognises(self, name: str, head: bytes) -> bool:
        """By the header of the CSV, or the keys of the JSON."""
        if name.lower().endswith(".json"):
            return b'"_processed_at"' in head or (b'"metadata"' in head and b'"media"' in head)
        if not name.lower().endswith(".csv"):
            return False
        first = decoded(head, name)[0].lower().lstrip("\ufeff").split("\n", 1)[0]
        return first.strip() == "status,metadata,media" or ("archive status" in first and "link" in first)

    def read(self, document: Document) -> Reading:
        """One post for every row, or for the one capture of a JSON."""
        pen, shelf = pen_of(self, document), shelf_of(document)
        if document.name.lower().endswith(".json"):
            return gather([_outcome(_from_capture(read_json(document), "", None, shelf), "", pen)])
        return gather(_rows(document, pen, shelf))


def _rows(document: Document, pen: Pen, shelf: Shelf) -> Iterator[Outcome]:
    rows = csv_rows(decoded(document.content(), document.name)[0])
    header = next(rows, None)
    if not isinstance(header, Record):
        raise SourceError(f"{document.name} has no header")
    columns = [name.lower() for name in headers_of(header)]
    for row in rows:
        if isinstance(row, BrokenRow):
            yield pen.reject(f"row {row.number}", row.reason)
        elif not row.blank:
            cells = dict(zip(columns, map(words_of, row.cells), strict=False))
            yield _row(cells, row.number, pen, shelf)


def _row(cells: Mapping[str, str], number: int, pen: Pen, shelf: Shelf) -> Told | Reject:
    where = f"row {number}"
    if "metadata" not in cells:
        return _outcome(_from_sheet(cells, number, shelf), where, pen)
    try:
        columns = ("metadata", "media")
        body = {column: parse_repr(cells[column]) for column in columns if cells.get(column)}
    except LawBroken as cause:
        return pen.reject(where, cause.message)
    return _outcome(_from_capture({**body, "status": cells.get("status", "")}, "", number, shelf), where, pen)


def _from_sheet(cells: Mapping[str, str], number: int, shelf: Shelf) -> Iterator[Claim]:
    item = _joined(cells.get("hash", ""), "", shelf)
    for column, term in _SHEET.items():
        held = cells.get(column, "").strip()
        if held and held != "not-calculated":
            for part in held.split(",") if term == "x.pdq" else (held,):
                yield Claim(column, term, part.strip(), Row(number, column=column), item)


def _from_capture(body: object, where: str, row: int | None, shelf: Shelf) -> Iterator[Claim]:
    """The claims of `{status, metadata, media}`; cited by pointer, or by `row` where it is one of a CSV."""
    if not isinstance(body, dict):
        return

    def at(*path: str) -> Selector:
        if row is not None:
            return Row(row, column=path[0])
        return Pointer(where + "".join(f"/{pointer_key(step)}" for step in path))

    media = [(n, m) for n, m in enumerate(list_at(body, "media")) if isinstance(m, dict)]
    joined = [_joined(_hash(m), text_at(m, "_key", "filename"), shelf) for _, m in media]
    # What is said of the page is said of its one file, where it is one; else of the capture as a whole.
    held = {item for item in joined if item}
    main = held.pop() if len(held) == 1 else None
    if status := text_at(body, "status"):
        yield Claim("status", "preserved-capture", status, at("status"), main)
    for key, term in _PAGE.items():
        if (value := object_at(body, "metadata").get(key)) not in (None, ""):
            yield Claim(key, term, value, at("metadata", key), main)
    for (position, each), item in zip(media, joined, strict=True):
        yield from _of_media(each, item, at("media", str(position)))


def _of_media(media: Mapping[str, Any], item: Digest | None, at: Selector) -> Iterator[Claim]:
    if digest := _hash(media):
        yield Claim("hash", "same-bytes", digest, at, item)
    if pdq := text_at(object_at(media, "properties"), "pdq_hash"):
        yield Claim("pdq_hash", "x.pdq", pdq, at, item)
    for url in list_at(media, "urls"):
        if url:
            yield Claim("urls", "preserved-capture", url, at, item)


def _hash(media: Mapping[str, Any]) -> str:
    return text_at(object_at(media, "properties"), "hash")


def _joined(digest: str, name: str, shelf: Shelf) -> Digest | None:
    """The item of these bytes, else the one of that name; the digest decides where both are known."""
    if found := _SHA256.match(digest):
        item = Digest(found[1].lower())
        return item if item in shelf.digests else None
    return shelf.named(name) if name else None


def _outcome(claims: Iterator[Claim], where: str, pen: Pen) -> Told | Reject:
    said: list[Statement] = []
    rejects: list[Reject] = []
    for claim in claims:
        try:
            value = _value(claim)
        except LawBroken as cause:
            rejects.append(pen.reject(where, f"{claim.name}: {cause.message}"))
            continue
        about = Span(claim.item) if claim.item else None
        modality = Modality.REPORTS if claim.term.startswith("page.") else Modality.ASSERTS
        said.append(pen.write(claim.term, value, claim.at, about=about, said_by=ARCHIVER, modality=modality))
    if not said:
        reasons = "; ".join(reject.reason for reject in rejects)
        return pen.reject(where, reasons or "says nothing of a capture")
    return Told(tuple(said), tuple(rejects))


def _value(claim: Claim) -> Value:
    if claim.term in {"page.uploaded", "x.page.fetched"}:
        return _when(claim.held)
    if not isinstance(claim.held, str) or not is_sound(claim.held):
        raise LawBroken(f"expected words, found {type(claim.held).__name__}")
    if claim.term == "x.pdq":
        return Text(_padded(claim.held))
    return Text(claim.held)


def _when(held: object) -> When:
    """A time in any of the ways it is written: ISO text, epoch seconds, or a datetime of a repr."""
    if isinstance(held, datetime):
        return moment_when(held, held.isoformat())
    if isinstance(held, str):
        return iso_when(held)
    seconds = decimal_at({"at": held}, "at")
    if seconds is None and isinstance(held, float) and abs(held) < 1e12:
        return unix_when(str(int(held)))
    if seconds is None:
        raise LawBroken(f"{held!r:.80} is not a time")
    return unix_when(str(int(seconds)))


def _padded(pdq: str) -> str:
    """A PDQ hash in its 64 digits: the tool drops leading zeros, about once in sixteen."""
    if not _PDQ.match(pdq):
        raise LawBroken(f"{pdq[:80]!r} is no PDQ hash (up to 64 hexadecimal digits)")
    return pdq.lower().rjust(64, "0")
