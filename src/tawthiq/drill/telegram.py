"""How Telegram Desktop exports a channel: the objects of `result.json`.

Field names follow tdesktop's `export_output_json.cpp`. `date` is the exporter's local time without a
zone, `date_unixtime` is UTC.
"""

import json
from datetime import datetime
from typing import Any

_ID = 1_900_000_016

Piece = str | tuple[str, str]
"""Plain words, or (entity type, words)."""

Message = dict[str, Any]
"""One object of `messages`."""


def message(channel: str, number: int, when: datetime, *pieces: Piece, **more: Any) -> Message:
    """A post of a channel; `more` are fields beside its text."""
    return {
        "id": number,
        "type": "message",
        **moment("date", when),
        "from": channel,
        "from_id": f"channel{_ID}",
        **more,
        **_text(pieces),
    }


def chat_text(name: str, messages: list[Message]) -> str:
    """The text of `result.json` of a public channel."""
    chat = {"name": name, "type": "public_channel", "id": _ID, "messages": messages}
    return json.dumps(chat, ensure_ascii=False, indent=1) + "\n"


def service(number: int, when: datetime, channel: str, **more: Any) -> Message:
    """A line by the service itself, about a channel."""
    who = {"actor": channel, "actor_id": f"channel{_ID}"}
    return {"id": number, "type": "service", **moment("date", when), **who, **more, **_text(())}


def broken(channel: str) -> Message:
    """What a cut-off export leaves: words without an id or a date."""
    return {"type": "message", "from": channel, **_text(("رسالة مبتورة (تمرين مختلق)",))}


def moment(name: str, when: datetime) -> Message:
    """The field of that name: local time, and UTC beside it."""
    local = when.replace(tzinfo=None).isoformat()
    return {name: local, f"{name}_unixtime": str(int(when.timestamp()))}


def _text(pieces: tuple[Piece, ...]) -> Message:
    """Words as the export writes them: a string when plain, else a list with an object an entity."""
    parts = [("plain", piece) if isinstance(piece, str) else piece for piece in pieces]
    parts = [(kind, words) for kind, words in parts if words]
    entities = [{"type": kind, "text": words} for kind, words in parts]
    if all(kind == "plain" for kind, _ in parts):
        return {"text": "".join(words for _, words in parts), "text_entities": entities}
    mixed: list[str | dict[str, str]] = [
        words if kind == "plain" else {"type": kind, "text": words} for kind, words in parts
    ]
    if parts[-1][0] != "plain":
        mixed.append("")
    return {"text": mixed, "text_entities": entities}
