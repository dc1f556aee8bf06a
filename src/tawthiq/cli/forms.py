"""The JSON forms of what commands answer. Names and keys are a contract; numbers are plain numbers."""

from collections.abc import Mapping
from typing import Any

from tawthiq.app.building import Built
from tawthiq.app.sealing import Sealed
from tawthiq.app.showing import ShownItem, ShownStatement
from tawthiq.app.status import Status
from tawthiq.app.watch_one import WatchedFile
from tawthiq.cli.account_forms import draft_form
from tawthiq.match.families import Family
from tawthiq.record.bodies import Reject
from tawthiq.record.codec import to_json
from tawthiq.record.span import Span
from tawthiq.record.statement import Statement
from tawthiq.record.value import Quantity
from tawthiq.record.written import written_time
from tawthiq.store.findings import Verification
from tawthiq.store.queries import StatementRow
from tawthiq.store.search import Hit

Form = Mapping[str, Any]


def built_form(built: Built) -> Form:
    """`build --json`."""
    return {
        "record": str(built.record),
        "items": built.items,
        "acquisitions": built.acquisitions,
        "statements": built.statements,
        "rejects": [_reject(r) for r in built.rejects],
        "families": [_family(f) for f in built.families],
        "seconds": round(built.seconds, 3),
        "media_seconds": round(built.media_seconds, 3),
        "new_items": built.new_items,
        "new_statements": built.new_statements,
        "missing": list(built.missing),
    }


def status_form(status: Status) -> Form:
    """`status --json`."""
    return {
        "record": str(status.record),
        "title": status.title,
        "items": status.items,
        "acquisitions": status.acquisitions,
        "statements": status.statements,
        "proposals": status.proposals,
        "reviews": status.reviews,
        "unfinished": status.unfinished,
        "disposals": status.disposals,
        "by_property": dict(status.by_property),
        "rejects": [_reject(r) for r in status.rejects],
        "families": [_family(f) for f in status.families],
        "damage": [{"writer": d.writer, "n": d.n, "what": d.what} for d in status.damage],
        "sealed_at": written_time(status.sealed_at) if status.sealed_at else None,
    }


def hits_form(hits: tuple[Hit, ...]) -> Form:
    """`search --json`."""
    return {
        "hits": [
            {
                "statement": hit.statement,
                "item": hit.item,
                "property": hit.property,
                "part": hit.part,
                "snippet": hit.snippet,
                "access": str(hit.access),
            }
            for hit in hits
        ]
    }


def shown_form(shown: ShownItem | ShownStatement) -> Form:
    """`show --json`."""
    if isinstance(shown, ShownItem):
        item = to_json(shown.row.item)
        return {"item": item, "path": str(shown.path), "statements": [_row(r) for r in shown.statements]}
    return {
        "statement": _row(shown.row),
        "rests_on": [to_json(span) for span in shown.rests_on],
        "about_it": [_row(r) for r in shown.about_it],
    }


def watched_form(watched: WatchedFile) -> Form:
    """`watch --json`: the statements of one pass, by what they are of."""
    by_property: dict[str, list[Form]] = {}
    for statement in watched.harvest.statements:
        by_property.setdefault(statement.property, []).append(_finding(statement))
    probe = watched.probe
    end = watched.end
    return {
        "file": watched.footage.name,
        "sha256": watched.footage.item.digest,
        "duration": None if probe.duration is None else float(probe.duration),
        "draft": draft_form(watched.draft.lines),
        "streams": [to_json(stream) for stream in probe.streams],
        "shots": by_property.get("shot.cut", []),
        "key_frames": by_property.get("key-frame", []),
        "contact_sheet": by_property.get("contact-sheet", []),
        "impulses": by_property.get("sound.impulse", []),
        "speech": by_property.get("sound.speech", []),
        "sound": [f for p, fs in by_property.items() if p.startswith("sound.") for f in fs],
        "marks": by_property.get("picture.mark", []),
        "tracks": [f for p, fs in by_property.items() if p.startswith("track.") for f in fs],
        "facts": [f for p, fs in by_property.items() if p.startswith(("media.", "exif.")) for f in fs],
        "rejects": [_reject(r) for r in watched.harvest.rejects],
        "complete": end is not None and end.complete,
        "locks": list(end.locks.missing) if end else None,
    }


def sealed_form(sealed: Sealed) -> Form:
    """`seal --json`."""
    return {
        "head": sealed.head.head.digest,
        "words": list(sealed.words),
        "at": written_time(sealed.head.head.at),
        "file": str(sealed.file),
        "page": str(sealed.page) if sealed.page else None,
    }


def verified_form(verification: Verification) -> Form:
    """`verify --json`."""
    checked = verification.checked
    return {
        "verdict": verification.verdict,
        "whole": verification.whole,
        "anchored": verification.anchored,
        "since": verification.since,
        "checked": {name: getattr(checked, name) for name in checked.__slots__},
        "findings": [str(f) for f in verification.findings],
        "notes": [str(n) for n in verification.notes],
    }


def _reject(reject: Reject) -> Form:
    return {"path": reject.path, "where": reject.where, "reason": reject.reason}


def _family(family: Family) -> Form:
    return {"members": list(family.members), "relation": family.relation}


def _row(row: StatementRow) -> Form:
    at = written_time(row.at)
    return {"id": row.id, "standing": str(row.standing), "at": at, "statement": to_json(row.statement)}


def _finding(statement: Statement) -> Form:
    seconds = statement.about.seconds if isinstance(statement.about, Span) else None
    value = statement.value
    return {
        "property": statement.property,
        "start": float(seconds.start) if seconds else None,
        "end": float(seconds.end) if seconds and seconds.end is not None else None,
        "value": float(value.amount) if isinstance(value, Quantity) else to_json(value),
        "by": f"{statement.recorded_by.name} {statement.recorded_by.version}",
    }
