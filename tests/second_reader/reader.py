"""A second reader of the record, written from docs/record-format.md; it shares no line with the library.

If it reads what the library wrote, the page is enough. It needs Python and nothing else, and writes nothing.
"""

import hashlib
import re
import tomllib
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from tests.second_reader.bodies import KINDS, Body, canonical, faults, mentioned, parse, unlawful
from tests.second_reader.heads import Head, head_of, sha256, unlike

_ACCESS = ("public", "team", "restricted")


class NotReadable(Exception):
    """No record, or one of a format that this reader does not know."""


class Entry(NamedTuple):
    """One line of one chain; `body` is None where it is gone or is not what the line commits to."""

    at: str
    writer: str
    n: int
    kind: str
    body: Body | None


@dataclass(frozen=True)
class Reading:
    """What a record says, and what is wrong with it."""

    page: Body
    lines: Mapping[str, Sequence[bytes]]
    entries: tuple[Entry, ...]
    items: Mapping[str, Body]
    statements: Mapping[str, Body]
    tasks: Mapping[str, Body]
    rejects: tuple[Body, ...]
    disposed: frozenset[tuple[str, int]]
    heads: tuple[Head, ...]
    outside: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def entities(self) -> dict[str, Body]:
        """Entities by id, as they were introduced."""
        return {key: s["value"] for key, s in self.statements.items() if s["property"] == "entity"}

    def anchored(self, head: Head) -> bool:
        """Whether all that a head speaks for is still here, as it was."""
        return head.record == self.page["id"] and not unlike(head, self.lines)


def read(folder: Path) -> Reading:
    """Reads a whole record and checks what section 10 lists; NotReadable where it cannot begin."""
    return _Reader(folder).reading()


class _Reader:
    """One pass over a folder: what is wrong is noted, and the reading goes on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.spoken = {folder / "record.toml"}
        self.problems: list[str] = []
        self.entries: list[Entry] = []
        self.gone: set[tuple[str, int]] = set()
        self.page = self._page()
        self.lines = {each.name: self._chain(each.name) for each in sorted((folder / "log").glob("*"))}
        self.entries.sort(key=lambda entry: (entry.at[:-1], entry.writer, entry.n))  # Z sorts after a point

    def reading(self) -> Reading:
        """What the chains say together, checked against one another and the folder."""
        kept = {kind: [(e, e.body) for e in self.entries if e.kind == kind and e.body] for kind in KINDS}
        salt = bytes.fromhex(self.page["salt"])
        items: dict[str, Body] = {}
        for _, body in kept["item"]:
            items[body["digest"]] = _guarded(items.get(body["digest"], body), body)
        said = [(entry, sha256(salt + canonical(body)).hex(), body) for entry, body in kept["statement"]]
        tasks = {sha256(canonical(body["task"])).hex(): body for _, body in kept["task"]}
        heads = tuple(self._heads())
        removed = self._disposals([body for _, body in kept["disposal"]])
        for digest, body in items.items():
            self._object(digest, body, digest in removed)
        arrived = [(entry, body["digest"], body) for entry, body in kept["item"]]
        self._mentions([*arrived, *said], kept["task"])
        for entry, body in kept["checkpoint"]:
            if body["head"] not in {head.digest for head in heads}:
                self._note(f"{entry.writer}:{entry.n}", f"the head {body['head']} is not here")
        return Reading(
            page=self.page,
            lines=self.lines,
            entries=tuple(self.entries),
            items=items,
            statements={key: body for _, key, body in reversed(said)},
            tasks=tasks,
            rejects=tuple(body for _, body in kept["reject"]),
            disposed=frozenset(self.gone),
            heads=heads,
            outside=tuple(self._outside()),
            problems=tuple(self.problems),
        )

    def _note(self, where: str, *what: object) -> None:
        self.problems += (f"{where}: {each}" for each in what)

    def _page(self) -> Body:
        try:
            page = tomllib.loads((self.folder / "record.toml").read_bytes().decode())
        except (OSError, ValueError) as fault:
            raise NotReadable(f"record.toml: {fault}") from fault
        if page.get("format") != 1:
            raise NotReadable(f"format {page.get('format')}")
        if wrong := list(faults("record", page, "record.toml")):
            raise NotReadable("; ".join(wrong))
        others = {name: value for name, value in page.items() if name not in ("format", "id")}
        if sha256(canonical(others)).hex() != page["id"]:
            self._note("record.toml", "not what its id was made of")
        first = ("format", "id", "languages", "salt", "title", "zone")
        written = "".join(f"{name} = {_toml(page[name])}\n" for name in (*first, "area") if name in page)
        if written.encode() != (self.folder / "record.toml").read_bytes():
            self._note("record.toml", "not in the form in which it was written")
        return page

    def _chain(self, writer: str) -> list[bytes]:
        lines: list[bytes] = []
        for line, kept in self._segments(writer):
            self._entry(writer, len(lines) + 1, line, kept, sha256(lines[-1]).hex() if lines else "0" * 64)
            lines.append(line)
        return lines

    def _segments(self, writer: str) -> Iterator[tuple[bytes, bytes | None]]:
        for number in count(1):
            pair = [self.folder / part / writer / f"{number:06}.jsonl" for part in ("log", "bodies")]
            if not pair[0].exists():
                return
            self.spoken |= set(pair)
            lines, kept = (each.read_bytes().split(b"\n")[:-1] if each.exists() else [] for each in pair)
            yield from zip(lines, kept + [None] * (len(lines) - len(kept)), strict=False)

    def _entry(self, writer: str, n: int, line: bytes, kept: bytes | None, prev: str) -> None:
        where = f"{writer}:{n}"
        try:
            said = parse(line)
            if wrong := list(faults("line", said, where)):
                raise ValueError(wrong[0])
        except (ValueError, RecursionError) as fault:
            return self._note(where, fault)
        if (said["n"], said["prev"]) != (n, prev):
            self._note(where, "not linked to the line before")
        if (said["kind"] == "writer") != (n == 1):
            self._note(where, "a writer is introduced first and only once")
        body = None
        if kept == b"null":
            self.gone.add((writer, n))
        else:
            body = self._body(where, writer, said, kept)
        self.entries.append(Entry(said["at"], writer, n, said["kind"], body))
        return None

    def _body(self, where: str, writer: str, said: Body, kept: bytes | None) -> Body | None:
        try:
            pair = parse(kept or b"")
            if wrong := list(faults("body", pair, where)):
                raise ValueError(wrong[0])
            body: Body = pair["body"]
            if sha256(bytes.fromhex(pair["salt"]) + canonical(body)).hex() != said["commit"]:
                raise ValueError("the body is not what the line commits to")
            if wrong := list(faults(said["kind"], body, said["kind"])):
                raise ValueError("; ".join(wrong))
        except (ValueError, RecursionError) as fault:
            self._note(where, fault)
            return None
        if said["kind"] == "statement":
            self._note(where, *unlawful(body))
        if said["kind"] == "writer" and sha256(bytes.fromhex(body["key"])).hex()[:32] != writer:
            self._note(where, "the key is not the one that the folder is named for")
        return body

    def _disposals(self, disposals: Sequence[Body]) -> set[str]:
        spoken = {(body["writer"], body["n"]) for body in disposals}
        for writer, n in sorted(self.gone - spoken):
            self._note(f"{writer}:{n}", "the body is gone and no disposal says why")
        for writer, n in sorted(spoken - self.gone):
            self._note(f"{writer}:{n}", "disposed of, but still here")
        return {body["item"] for body in disposals if "item" in body}

    def _object(self, digest: str, body: Body, removed: bool) -> None:
        path = self.folder / (body.get("external") or f"objects/{digest[:2]}/{digest}")
        self.spoken.add(path)
        if not path.is_file():
            return None if removed else self._note(f"item {digest}", "not here")
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if (found, path.stat().st_size) != (digest, body["size"]):
            return self._note(f"item {digest}", "the bytes are not what their name says")
        if body.get("role") == "track":
            members = zipfile.ZipFile(path).infolist() if zipfile.is_zipfile(path) else [None]
            if any(not m or m.compress_type or m.date_time != (1980, 1, 1, 0, 0, 0) for m in members):
                self._note(f"item {digest}", "not a track: no zip, compressed, or dated")
        return None

    def _mentions(self, named: Sequence[tuple[Entry, str, Body]], tasks: list[tuple[Entry, Body]]) -> None:
        places: dict[str, list[Entry]] = {}
        level: dict[str, int] = {}
        for entry, key, body in named:
            places.setdefault(key, []).append(entry)
            level[key] = min(level.get(key, 2), _ACCESS.index(_access(body)))
        wanted = [(entry, key) for entry, body in tasks for key in _made(body)]
        for entry, key, body in named:
            if entry.kind == "statement":
                targets = mentioned(body)
                wanted += ((entry, target) for target in targets)
                if body["property"] != "access" and level[key] < max(level.get(each, 0) for each in targets):
                    self._note(f"statement {key}", "more open than what it is about or cites")
        for entry, key in wanted:
            if key not in places and not self.gone:
                self._note(f"{entry.writer}:{entry.n}", f"mentions {key}, which is not here")
            elif key in places and all(e.writer == entry.writer and e.n >= entry.n for e in places[key]):
                self._note(f"{entry.writer}:{entry.n}", f"mentions {key}, which comes after it")

    def _outside(self) -> Iterator[str]:
        for path in sorted(set(self.folder.rglob("*")) - self.spoken):
            name = path.relative_to(self.folder).as_posix()
            if not path.is_dir():
                yield name
                if re.match("(log|bodies|checkpoints)/", name) and not re.fullmatch("log/[^/]*/lock", name):
                    self._note(name, "does not belong here")

    def _heads(self) -> Iterator[Head]:
        for path in sorted((self.folder / "checkpoints").glob("*.head")):
            self.spoken.add(path)
            try:
                head = head_of(path.read_bytes())
            except ValueError as fault:
                self._note(path.name, fault)
                continue
            if head.record != self.page["id"]:
                self._note(path.name, "a head of another record")
            if any(sha256(bytes.fromhex(key)).hex()[:32] not in self.lines for key in head.keys):
                self._note(path.name, "signed by a key that has no chain here")
            self._note(path.name, *(f"signed of another chain {each}" for each in unlike(head, self.lines)))
            if path.name != re.sub("[-:]", "", f"{head.at[:19]}Z@{head.digest[:8]}.head").replace("@", "-"):
                self._note(path.name, "not the name of this head")
            yield head


def _access(body: Body) -> str:
    return str(body.get("access", "team"))


def _guarded(first: Body, again: Body) -> Body:
    """An item as it was first entered, with the strictest access that any entry gives it."""
    strictest = max(_access(first), _access(again), key=_ACCESS.index)
    others = {name: value for name, value in first.items() if name != "access"}
    return others if strictest == "team" else others | {"access": strictest}


def _made(task: Body) -> list[str]:
    return [*task.get("outputs", ()), *task.get("statements", ())]


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{key} = {_toml(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return canonical(value).decode().replace("\x7f", "\\u007f")
