"""Explaining the columns of a list: a guess, what it would say, and a person's confirmation."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from tawthiq.intake.mapping import SUFFIX, ColumnMapping, confirmed, mapping_beside, write_mapping
from tawthiq.intake.propose import Preview, dry_run, propose_mapping
from tawthiq.intake.reading import Document
from tawthiq.record.errors import NotFound
from tawthiq.record.statement import statement_id
from tawthiq.store.durable import place
from tawthiq.store.hashing import hash_file

_NO_RECORD = bytes(32)
"""The salt of ids that are shown and thrown away."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """A mapping, what the first rows would say by it, and the file where it stands or would stand."""

    mapping: ColumnMapping
    preview: Preview
    file: Path


def explain(table: Path, *, confirm: str = "", rows: int = 10) -> Mapped:
    """A dry run of the list at `table` by the mapping beside it, else by one guessed from its headers.

    With `confirm`, a person's name, the mapping is written beside the list as confirmed by them today.
    Raises NotFound, SourceError where the list cannot be read.
    """
    if not table.is_file():
        raise NotFound(f"{table} is not a list that is there", mend="Name a CSV or XLSX file.")
    document = _document(table)
    beside = mapping_beside(document)
    name, mapping = beside or (table.name + SUFFIX, propose_mapping(document))
    file = table.with_name(name)
    preview = dry_run(document, mapping, rows=rows)
    if confirm:
        mapping = confirmed(mapping, by=confirm, on=f"{datetime.now(UTC):%Y-%m-%d}")
        place(file, write_mapping(mapping).encode(), table.parent, mode=0o644)
    return Mapped(mapping, preview, file)


def _document(table: Path) -> Document:
    names = {p.name: hash_file(p).digest for p in sorted(table.parent.iterdir()) if p.is_file()}
    return Document(
        item=names[table.name],
        path=table,
        name=table.name,
        siblings=names,
        identify=lambda statement: statement_id(_NO_RECORD, statement),
    )
