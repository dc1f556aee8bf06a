"""Sources: what is asked once of each folder or export given to us, and by which name it is known.

The answers are a note in the record, which every acquisition cites. Which path is which source, and
whether it was asked already, is this laptop's business only: it lies in the cache, outside log and seal.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import TypeAlias

from tawthiq.intake.provenance import Answers
from tawthiq.record.errors import RecordError
from tawthiq.store.layout import Layout

Ask: TypeAlias = Callable[[str], Answers | None]
"""Asks a person about the source of that name; None where everything was skipped."""

_FILE = "sources.json"


@dataclass(frozen=True, slots=True)
class Source:
    """A folder or file given to us: where it lies, the name the record knows, and what was answered."""

    path: Path
    name: str
    answers: Answers


def known_source(layout: Layout, path: Path, ask: Ask) -> Source:
    """The source at `path`; asks a person the first time, and not again."""
    known = _read(layout)
    key = str(path.resolve())
    if key not in known:
        name = _free_name(path.resolve().name, {entry["name"] for entry in known.values()})
        answers = ask(name) or Answers()
        words = {f.name: getattr(answers, f.name) for f in fields(Answers)}
        known[key] = {"name": name} | words
        _write(layout, known)
    entry = dict(known[key])
    return Source(path, entry.pop("name"), Answers(**entry))


def _free_name(wanted: str, taken: set[str]) -> str:
    """`wanted`, or with a number behind it: two folders called "videos" are two sources."""
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted} ({number})"
    return name


def _read(layout: Layout) -> dict[str, dict[str, str]]:
    file = layout.cache / _FILE
    if not file.is_file():
        return {}
    try:
        held: dict[str, dict[str, str]] = json.loads(file.read_text("utf-8"))
    except ValueError as cause:
        raise RecordError(
            f"{file} cannot be read: {cause}", mend="Delete it: the sources are asked about once more."
        ) from cause
    return held


def _write(layout: Layout, known: dict[str, dict[str, str]]) -> None:
    layout.cache.mkdir(exist_ok=True)
    part = layout.cache / f"{_FILE}.part"
    part.write_text(json.dumps(known, ensure_ascii=False, indent=1), "utf-8")
    part.replace(layout.cache / _FILE)
