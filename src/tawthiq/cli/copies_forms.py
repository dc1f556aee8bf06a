"""The JSON forms of `compare` and `match`. Names and keys are a contract; numbers are plain numbers."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from tawthiq.app.comparing import Compared
from tawthiq.app.copies import CopiesFound, FamilyFound
from tawthiq.match.frame import Frame
from tawthiq.match.segment import Segment
from tawthiq.match.sound_copies import SoundCopy
from tawthiq.record.codec import to_json
from tawthiq.record.measure import Overlap
from tawthiq.record.span import Span
from tawthiq.store.queries import StatementRow

Form = Mapping[str, Any]


def compared_form(compared: Compared) -> Form:
    """`compare --json`. `sync`: different cameras of one moment, by sound; null where one has none."""
    return {
        "a": compared.one.footage.item.digest,
        "b": compared.other.footage.item.digest,
        "copy": {
            "probability": round(compared.probability, 3),
            "segments": [_segment(s) for s in compared.segments],
            "usable_evidence": compared.evidence,
        },
        "sound": [_sound(s) for s in compared.sounds],
        "sync": None if compared.sync is None else asdict(compared.sync),
    }


def _segment(segment: Segment) -> Form:
    return {
        "a": [round(segment.start, 3), round(segment.end, 3)],
        "b": [round(second, 3) for second in segment.there],
        "speed": round(segment.line.speed, 3),
        "mirror": segment.mirror,
        "rotation": segment.rotation,
        "region": {"a": _region(segment.region), "b": _region(segment.region_there)},
        "probability": round(segment.probability, 3),
        "label": segment.label,
        "sound": segment.sound or None,
        "error": segment.error,
        "why": segment.why or None,
    }


def _sound(copy: SoundCopy) -> Form:
    """A stretch whose sound is copied, whatever the pictures."""
    there = copy.start + copy.offset, copy.end + copy.offset
    return {
        "a": [round(copy.start, 3), round(copy.end, 3)],
        "b": [round(second, 3) for second in there],
        "likeness": round(copy.likeness, 3),
    }


def _region(frame: Frame) -> list[float]:
    """Left, top, width, height in percent of the picture."""
    return [round(n, 1) for n in (frame.x, frame.y, frame.width, frame.height)]


def matched_form(found: CopiesFound) -> Form:
    """The part of `match --json` that tells of copies."""
    return {
        "recordings": found.recordings,
        "distinct": found.distinct,
        "families": [_family(f) for f in found.families],
        "sound_families": [list(f.members) for f in found.sound_families],
        "segments": [_row(r) for r in found.copies],
        "same_scenes": [_row(r) for r in found.same_scenes],
        "same_sounds": [_row(r) for r in found.same_sounds],
        "derived": [_statement(r) for r in found.derived],
        "no_usable_evidence": [_statement(r) for r in found.no_evidence],
    }


def _family(family: FamilyFound) -> Form:
    return {
        "earliest": family.earliest.item,
        "members": [
            {
                "item": m.item,
                "name": m.name,
                "unique": [[round(s, 3) for s in span] for span in m.unique or ()],
            }
            for m in family.members
        ],
    }


def _row(row: StatementRow) -> Form:
    about, value = row.statement.about, row.statement.value
    if not isinstance(about, Span) or not isinstance(value, Overlap):
        return _statement(row)
    seconds = about.seconds
    return {
        "statement": row.id,
        "standing": str(row.standing),
        "item": about.item,
        "other": value.other,
        "a": [float(seconds.start), float(seconds.end or seconds.start)] if seconds else None,
        "b": [float(value.start), float(value.end)],
        "speed": float(value.rate),
        "mirror": "mirror" in value.transform,
        "transform": list(value.transform),
        "probability": None if value.probability is None else float(value.probability),
        "sound": value.sound or None,
    }


def _statement(row: StatementRow) -> Form:
    return {"statement": row.id, "standing": str(row.standing), "says": to_json(row.statement)}
