"""Our own spreadsheet built into a record: nothing is added twice, and what a person wrote in it is taken.

Back in its own record a sheet adds nothing of what it carries: it is all there. In another record what it
carries is taken over only where a person vouches for it, since anyone can write a sheet (decision 0012).
"""

from collections.abc import Collection, Iterator, Mapping, Sequence

from tawthiq.app.adopting import STAGE, VERSION, ReturnedSheet, adopt
from tawthiq.app.arriving import INTAKE, Arrived
from tawthiq.app.our_sheets import strangers, wrote
from tawthiq.app.progress import Progress, Step
from tawthiq.intake.exported import ReturnedRow, is_export, returned_rows
from tawthiq.record.agent import person
from tawthiq.record.bodies import Reject, Task, TaskDone, parameters_digest
from tawthiq.record.carried import Carried
from tawthiq.record.digest import Digest
from tawthiq.record.errors import SourceError
from tawthiq.record.selector import Row
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Text
from tawthiq.store import queries
from tawthiq.store.writing import RecordWriter, statement_ids

_EDITED = "cells were changed outside add_tag, add_note and add_by: that changes nothing in the record"


def take_back(
    sources: Sequence[Sequence[Arrived]], record: RecordWriter, progress: Progress, vouched_by: str = ""
) -> None:
    """Reads every export of ours among what arrived; `vouched_by` takes over those of other records."""
    arrived = [each for source in sources for each in source if is_export(each.path)]
    sheets: list[ReturnedSheet] = []
    for number, each in enumerate(arrived):
        progress(Step("reading", number, len(arrived), each.name))
        try:
            sheets.append(ReturnedSheet(each, returned_rows(each.path)))
        except SourceError as cause:
            record.add(rejects=[Reject(each.name, "", cause.message, STAGE, each.item.digest)])
    ids = adopt(sheets, record, vouched_by) if vouched_by else {}
    for sheet in sheets:
        _take_edits(sheet, ids, record)


def _take_edits(sheet: ReturnedSheet, ids: Mapping[Digest, Digest], record: RecordWriter) -> None:
    """What a person wrote beside rows, as statements of hers that cite the row; the rest as rejects."""
    strange = () if ids else tuple(strangers((c for _, c in sheet.carrying), record))
    known = queries.held(record.index, [ids.get(c.id, c.id) for _, c in sheet.carrying])
    statements: list[Statement] = []
    rejects = [*sheet.bad, *_edited(sheet), *_unknown(sheet, strange, record)]
    for row in sheet.rows:
        if isinstance(row, ReturnedRow) and wrote(row):
            about = _about(row, ids, known)
            if about is None:
                rejects.append(sheet.reject(row, "written beside what is not in this record"))
            elif not row.added.by:
                rejects.append(sheet.reject(row, "say in add_by who writes this"))
            else:
                statements += _statements(row, about, sheet)
    said = [Digest(s) for s in statement_ids(record.layout, statements)]
    task = Task(STAGE, VERSION, parameters_digest({"says": list(said)}), (sheet.arrived.item.digest,))
    added = record.add(statements=statements, rejects=rejects)
    if statements:
        record.add(tasks=[TaskDone(task, statements=tuple(dict.fromkeys(added.ids)))])


def _edited(sheet: ReturnedSheet) -> Iterator[Reject]:
    """One reject for all rows with changed cells: a spreadsheet may have turned every date round."""
    edited = [row for row in sheet.rows if isinstance(row, ReturnedRow) and row.edited]
    if edited:
        yield sheet.reject(edited[0], _EDITED + (f" (and {len(edited) - 1} rows more)" if edited[1:] else ""))


def _unknown(sheet: ReturnedSheet, strange: Sequence[Carried], record: RecordWriter) -> Iterator[Reject]:
    foreign = [each for each in strange if each.record != record.layout.id]
    if foreign:
        origin = f"{len(foreign)} rows of another record, {foreign[0].record[:12]}"
        yield sheet.reject(None, f"{origin}: taken over only by build --vouch NAME")
    own = {each.id for each in strange if each.record == record.layout.id}
    for row, carried in sheet.carrying:
        if carried.id in own:
            yield sheet.reject(row, "carries what this record never held so; not taken")


def _about(row: ReturnedRow, ids: Mapping[Digest, Digest], known: Collection[Digest]) -> Citation | None:
    if row.carried is None:
        return None
    name = ids.get(row.carried.id, row.carried.id)
    if name not in known or row.carried.kind == "reject":
        return None
    return Span(name) if row.carried.kind == "item" else Mention(name)


def _statements(row: ReturnedRow, about: Citation, sheet: ReturnedSheet) -> Iterator[Statement]:
    cited = Span(sheet.arrived.item.digest, (Row(row.number, row.sheet),))
    for term, text in (("tag", row.added.tag), ("note", row.added.note)):
        if text:
            yield Statement(
                about, term, Text(text), person(row.added.by), INTAKE, Method.PARSED, (cited,),
                access=sheet.arrived.item.access,
            )  # fmt: skip
