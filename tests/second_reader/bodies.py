"""Sections 3, 6, 7 and 8 of docs/record-format.md: the canonical form, and what a body may hold."""

import json
import math
import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

PAGE = Path(__file__).parents[2] / "docs" / "record-format.md"
Body = Mapping[str, Any]

# --- 3: canonical form

_ESCAPES = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}


def canonical(value: object) -> bytes:
    """The one way to write a value; ValueError where it has none."""
    return _written(value).encode()


def _written(value: object) -> str:
    match value:
        case None | bool():
            return {None: "null", True: "true", False: "false"}[value]
        case int() if abs(value) < 2**53:
            return str(value)
        case str():
            return '"' + "".join(map(_escaped, value)) + '"'
        case list():
            return "[" + ",".join(map(_written, value)) + "]"
        case dict() if all(isinstance(key, str) and key.isascii() for key in value):
            return "{" + ",".join(_written(key) + ":" + _written(value[key]) for key in sorted(value)) + "}"
    raise ValueError(f"no canonical form: {value!r:.40}")


def _escaped(letter: str) -> str:
    return _ESCAPES.get(letter) or (letter if letter >= " " else f"\\u{ord(letter):04x}")


def parse(line: bytes) -> Any:
    """The value of a line in canonical form; ValueError for any other line."""
    value = json.loads(line.decode())
    if canonical(value) != line:
        raise ValueError("not canonical")
    return value


# --- 6, 7, 8: what a body may hold
# `name:kind` is always written; `name:kind?` is left out where empty or unknown; `name:kind=x` where it is x.

SHAPES = {
    "record": "format:natural, id:digest, languages:[text], salt:digest, title:text, zone:text, area:ground?",
    "line": "at:instant, commit:digest, kind:kind, n:natural, prev:digest",
    "body": "body:object, salt:digest",
    "item": "digest:digest, size:natural, media_type:text, access:public|team|restricted=team, "
    "external:text?, role:evidence|sidecar|track|picture|note|working-copy=evidence",
    "writer": "key:digest, software:agent",
    "task": "task:work, outputs:[digest]?, statements:[digest]?, complete:boolean=true, note:text?",
    "work": "stage:text, code_version:text, parameters:digest, inputs:[digest]",
    "reject": "path:text, where:text, reason:text, stage:text, item:digest?, task:digest?",
    "disposal": "writer:text, n:natural, reason:text, ordered_by:text, item:digest?",
    "checkpoint": "head:digest",
    "statement": "about:place, property:text, value:value, said_by:agent, recorded_by:agent, "
    "method:observed|parsed|measured|inferred|judged, cites:[place], said_at:when?, task:digest?, "
    "modality:asserts|denies|asks|reports=asserts, access:public|team|restricted=team, language:text?",
    "agent": "kind:person|pseudonym|account|group|software|unknown, name:text?, version:text?, account:text?",
    "frame": "stream:natural, pts:integer, time_base:rational, pixels:digest?, decoder:text?",
    "corner": "latitude:measure, longitude:measure",
    "column": "name:text, unit:text",
    "attachment": "name:text, item:digest?, note:text?",
}
_VALUES = {
    "text": "text:text, language:text?",
    "term": "term:text",
    "quantity": "amount:measure, unit:text, error:measure?",
    "exact": "amount:rational, unit:text",
    "tally": "minimum:integer?, maximum:integer?, scope:text?, as_of:when?, stated:text?",
    "when": "earliest:time?, latest:time?, zone:text?, stated:text?",
    "circle": "latitude:measure, longitude:measure, radius:measure, stated:text?",
    "area": "corners:[corner], stated:text?",
    "track": "item:digest, columns:[column], rows:natural",
    "overlap": "other:digest, start:rational, end:rational, offset:rational, rate:rational=1, "
    "error:measure, transform:[text]?, probability:measure?, sound:text?, scene_error:measure?",
    "link": "target:digest, role:text?",
    "unknown": "why:text?",
    "introduction": "kind:incident|event|place|person|group|household|worksite|need|question|agent, "
    "label:text",
    "review": "verdict:accept|reject|dispute|correct|withdraw, reason:text?, replacement:digest?",
    "acquisition": "name:text, source:text?, url:text?, given_by:text?, how:text?, obtained:when?, "
    "consent:text?, limits:text?, custody:text=earlier custody unknown, modified:when?",
    "post": "text:text?, number:text?, sent:when?, edited:when?, forwarded_from:text?, reply_to:text?, "
    "url:text?, service:text?, attachments:[attachment]?",
}
UNIONS = {
    "value": _VALUES,
    "when": {"when": _VALUES["when"]},
    "ground": {tag: _VALUES[tag] for tag in ("circle", "area")},
    "place": {"span": "item:digest, selectors:[selector]?", "mention": "statement:digest"},
    "selector": {
        "seconds": "start:rational, end:rational?, frame:frame?",
        "region": "x:measure, y:measure, width:measure, height:measure",
        "row": "number:natural, sheet:text?, column:text?",
        "pointer": "pointer:text",
        "lines": "first:natural, last:natural",
        "quote": "exact:text, prefix:text?, suffix:text?, start:natural?, end:natural?",
    },
}
KINDS = ("writer", "item", "statement", "task", "reject", "disposal", "checkpoint")
_STATUS = {"killed", "wounded", "missing", "found-alive", "detained", "displaced", "unknown"}


def _rational(text: str) -> bool:
    found = re.fullmatch(r"(0|-?[1-9]\d*)(?:/([1-9]\d*))?", text, re.ASCII)
    return bool(found and (not found[2] or (found[2] != "1" and math.gcd(int(found[1]), int(found[2])) == 1)))


def _is(pattern: str) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and bool(re.fullmatch(pattern, value, re.ASCII))


_TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.(?!000000)\d{6})?"
_SIMPLE: dict[str, Callable[[Any], bool]] = {
    "text": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: type(value) is int,
    "natural": lambda value: type(value) is int and value >= 0,
    "digest": _is("[0-9a-f]{64}"),
    "rational": lambda value: isinstance(value, str) and _rational(value),
    "measure": _is(r"(?!-0$)-?(0|[1-9]\d*)(\.\d*[1-9])?"),
    "object": lambda value: isinstance(value, dict),
    "kind": lambda value: value in KINDS,
    "instant": _is(_TIME + "Z"),
    "time": _is(_TIME + "Z?"),
}


def faults(kind: str, value: Any, where: str) -> Iterator[str]:
    """What keeps a value from being of a kind."""
    if kind[0] == "[" and isinstance(value, list):
        for i, each in enumerate(value):
            yield from faults(kind[1:-1], each, f"{where}[{i}]")
    elif kind in UNIONS and isinstance(value, dict):
        tag = value.get("type")
        if not isinstance(tag, str) or tag not in UNIONS[kind]:
            yield f"{where}: {tag!r} is no {kind}"
        else:
            yield from _misfit(UNIONS[kind][tag], {k: v for k, v in value.items() if k != "type"}, where)
    elif kind in SHAPES and isinstance(value, dict):
        yield from _misfit(SHAPES[kind], value, where)
    elif not (_SIMPLE[kind](value) if kind in _SIMPLE else "|" in kind and value in kind.split("|")):
        yield f"{where}: {value!r:.60} is no {kind}"


@cache
def fields(shape: str) -> dict[str, tuple[str, str | None]]:
    """The fields of a shape: the kind of each, and its default, None where it is always written."""
    found = (re.fullmatch(r"(\w+):([^?=]+)(\?|=(.*))?", each) for each in shape.split(", "))
    return {each[1]: (each[2], each[3] and (each[4] or "")) for each in found if each}


def _misfit(shape: str, value: Body, where: str) -> Iterator[str]:
    known = fields(shape)
    yield from (f"{where}: unknown field {name}" for name in value.keys() - known.keys())
    for name, (kind, default) in known.items():
        if name in value:
            yield from faults(kind, value[name], f"{where}.{name}")
            if default is not None and canonical(value[name]).decode().strip('"[]{}') == default:
                yield f"{where}.{name}: a default written out"
        elif default is None:
            yield f"{where}: {name} is missing"


@cache
def properties(page: Path = PAGE) -> dict[str, tuple[tuple[str, ...], str]]:
    """The table of section 8: property, the values it takes, what it means."""
    table = page.read_text(encoding="utf-8").split("<!-- properties -->")[1].split("<!-- end of")[0]
    rows = (line.strip("| ").split(" | ") for line in table.strip().splitlines()[2:])
    return {term.strip("`"): (tuple(re.findall("`([^`]+)`", tags)), meaning) for term, tags, meaning in rows}


def unlawful(s: Body) -> Iterator[str]:
    """The rules of sections 7 and 8 on a well-formed statement."""
    term, value, software = s["property"], s["value"], s["recorded_by"]["kind"] == "software"
    if not term.startswith("x.") and value["type"] not in (*properties().get(term, ((), ""))[0], "unknown"):
        yield f"{term} takes no {value['type']}"
    if not s["cites"]:
        yield "cites nothing"
    if software and s["method"] in ("observed", "judged"):
        yield "software neither observes nor judges"
    for agent in (s["said_by"], s["recorded_by"]):
        kind = agent["kind"]
        if (kind != "unknown") != ("name" in agent) or (kind == "software") != ("version" in agent):
            yield f"an unlawful agent: {agent}"
    if term == "person.status" and value["type"] == "term" and value["term"] not in _STATUS:
        yield f"no such status: {value['term']}"
    if term == "person.status" and value.get("term") == "killed" and software and s["method"] != "parsed":
        yield "software does not decide that somebody was killed"
    if term == "review" and (s["about"]["type"] != "mention" or s["about"] not in s["cites"]):
        yield "a review is about, and cites, a statement"
    if value["type"] == "review" and (value["verdict"] == "correct") != ("replacement" in value):
        yield "a replacement only and always in a correction"


def mentioned(s: Body) -> list[str]:
    """The items and statements that a statement is about or cites."""
    return [place.get("item") or place["statement"] for place in (s["about"], *s["cites"])]
