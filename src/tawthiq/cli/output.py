"""Printing: tables for people, one JSON object for machines, progress only where somebody watches."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from tawthiq.app.progress import Progress as Report
from tawthiq.app.progress import Step, silent


def print_json(schema: str, body: Mapping[str, Any]) -> None:
    """One object on one line; `schema` names its form and version."""
    sys.stdout.write(json.dumps({"schema": f"tawthiq/{schema}/1"} | dict(body), ensure_ascii=False) + "\n")


def say(text: str = "", *, now: bool = False) -> None:
    """A line for people, as it is: brackets and emoji codes in foreign words mean nothing."""
    sys.stdout.write(f"{shown(text)}\n")
    if now:  # the command goes on for hours, and somebody may be reading through a pipe
        sys.stdout.flush()


def print_table(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """A table; nothing where there are no rows."""
    if not rows:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*(shown(str(cell)) for cell in row))
    Console(markup=False, highlight=False, emoji=False).print(table)


def shown(text: str) -> str:
    """`text` without what could move a terminal's cursor or reverse its lines; line feeds kept."""
    return "".join(c if c == "\n" or (c.isprintable() and c not in _BIDI) else " " for c in text)


_BIDI = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@contextmanager
def progress(*, quiet: bool = False) -> Iterator[Report]:
    """Draws how far work is, on stderr, where that is a terminal."""
    console = Console(stderr=True, markup=False)
    if quiet or not console.is_terminal:
        yield silent
        return
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        TextColumn("{task.fields[what]}", markup=False),
        TimeElapsedColumn(),
    )
    bars = Progress(*columns, console=console, transient=True)
    known: dict[str, Any] = {}

    def report(step: Step) -> None:
        bars.start()  # not before: drawing would wipe out what a person types at the questions
        if step.stage not in known:
            known[step.stage] = bars.add_task(step.stage, total=step.total, what="")
        bars.update(known[step.stage], completed=step.done, total=step.total, what=shown(step.what)[:60])

    try:
        yield report
    finally:
        bars.stop()
