"""The rows of the index that one entry makes: a pure function of the entry and its body."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import Table

from tawthiq.record.arabic import fold
from tawthiq.record.bodies import Disposal, Reject, TaskDone
from tawthiq.record.digest import Digest
from tawthiq.record.entry import EntryKind
from tawthiq.record.item import Item
from tawthiq.record.media_time import rational
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Introduction, Link, Track
from tawthiq.store import tables
from tawthiq.store.marks import rank
from tawthiq.store.targets import access_set, named_in, target_of, targets_of
from tawthiq.store.texts import texts_of

Row: TypeAlias = dict[str, Any]
Rows: TypeAlias = Iterator[tuple[Table, Row]]


@dataclass(frozen=True, slots=True)
class Logged:
    """A lawful entry: where and when it was logged, what it brought and under which digest.

    `text` is the canonical body; `value` is None where nothing but the entry itself is indexed.
    """

    writer: str
    n: int
    at: int
    kind: EntryKind
    subject: Digest
    value: Item | Statement | TaskDone | Reject | Disposal | None
    text: str


def rows_of(logged: Logged) -> Rows:
    """Every row that `logged` makes, each with its table."""
    place = {"at": logged.at, "writer": logged.writer, "n": logged.n}
    yield tables.LINES, place | {"kind": logged.kind.value, "subject": logged.subject}
    match logged.value:
        case Statement() as statement:
            yield from _statement_rows(logged, statement, place)
        case Item() as item:
            yield tables.ITEMS, place | _item_row(item)
        case TaskDone() as done:
            yield from _task_rows(logged.subject, done, place)
        case Reject() as reject:
            yield tables.REJECTS, place | _reject_row(logged.subject, reject)
        case Disposal() as disposal:
            yield tables.DISPOSALS, place | _disposal_row(disposal)
        case None:
            return


def _statement_rows(logged: Logged, statement: Statement, place: Row) -> Rows:
    about, mark = statement.about, rank(statement.access)
    seconds = about.seconds if isinstance(about, Span) else None
    end = seconds.end if seconds else None
    yield (
        tables.STATEMENTS,
        place
        | {
            "id": logged.subject,
            "property": statement.property,
            "kind": statement.value.kind.value if isinstance(statement.value, Introduction) else None,
            "about_item": about.item if isinstance(about, Span) else None,
            "about_statement": about.statement if isinstance(about, Mention) else None,
            "starts": rational(seconds.start) if seconds else None,
            "ends": rational(end) if end is not None else None,
            "start": float(seconds.start) if seconds else None,
            "end": float(end) if end is not None else None,
            "said_by": statement.said_by.name,
            "said_by_kind": statement.said_by.kind.value,
            "recorded_by": statement.recorded_by.name,
            "recorded_by_kind": statement.recorded_by.kind.value,
            "method": statement.method.value,
            "modality": statement.modality.value,
            "task": statement.task,
            "marked": mark,
            "access": mark,
            "body": logged.text,
        },
    )
    # What a value points at counts too: who may not see a video may not see that it belongs to an incident.
    for target in targets_of(statement) | named_in(statement.value):
        yield tables.RESTS, {"subject": logged.subject, "target": target}
    yield from _made_from(statement)
    if (access := access_set(statement)) is not None:
        yield tables.OVERRIDES, place | {"subject": target_of(about), "access": rank(access)}
    for part, text in texts_of(statement):
        yield (
            tables.TEXTS,
            {"statement": logged.subject, "part": part, "text": text, "folded": fold(text)},
        )


def _made_from(statement: Statement) -> Rows:
    """An item measured or cut out of another may be seen by no more people than that other."""
    if not isinstance(statement.about, Span):
        return
    value, about = statement.value, statement.about.item
    if isinstance(value, Track):
        yield tables.RESTS, {"subject": value.item, "target": about}
    elif isinstance(value, Link) and statement.property == "key-frame":
        yield tables.RESTS, {"subject": value.target, "target": about}
    elif isinstance(value, Link) and statement.property == "derived-from":
        yield tables.RESTS, {"subject": about, "target": value.target}


def _item_row(item: Item) -> Row:
    mark = rank(item.access)
    return {
        "digest": item.digest,
        "size": item.size,
        "media_type": item.media_type,
        "role": item.role.value,
        "external": item.external,
        "marked": mark,
        "access": mark,
    }


def _task_rows(digest: Digest, done: TaskDone, place: Row) -> Rows:
    task, task_id = done.task, done.task.id
    yield (
        tables.TASKS,
        place
        | {
            "done": digest,
            "id": task_id,
            "stage": task.stage,
            "code_version": task.code_version,
            "parameters": task.parameters,
            "inputs": len(set(task.inputs)),
            "complete": int(done.complete),
            "note": done.note,
            "superseded_at": None,
        },
    )
    for position, item in enumerate(task.inputs):
        yield tables.TASK_INPUTS, {"task": task_id, "position": position, "item": item}
    for output in {*done.outputs, *done.statements}:
        yield tables.TASK_OUTPUTS, {"done": digest, "output": output}


def _reject_row(digest: Digest, reject: Reject) -> Row:
    return {
        "digest": digest,
        "path": reject.path,
        "place": reject.where,
        "reason": reject.reason,
        "stage": reject.stage,
        "item": reject.item,
        "task": reject.task,
    }


def _disposal_row(disposal: Disposal) -> Row:
    return {
        "of_writer": disposal.writer,
        "of_n": disposal.n,
        "reason": disposal.reason,
        "ordered_by": disposal.ordered_by,
        "item": disposal.item,
    }
