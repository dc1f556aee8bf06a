"""Builds documents for the tests. All names, places and messages in tests/intake are invented."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tawthiq.intake.reading import Document, Reading
from tawthiq.record.canonical import canonical, parse_object
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.post import Post
from tawthiq.record.statement import Statement, statement_id
from tawthiq.record.when import When

SALT = b"s" * 32


def document(root: Path, name: str, urls: Mapping[str, Digest] | None = None) -> Document:
    """The file `name` below `root` as the app would give it, all files of `root` as its siblings."""
    siblings = {
        path.relative_to(root).as_posix(): digest_of(path.read_bytes())
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }
    return Document(
        item=siblings[name],
        path=root / name,
        name=name,
        siblings=siblings,
        identify=lambda statement: statement_id(SALT, statement),
        urls=urls or {},
    )


def put(root: Path, name: str, content: str | bytes | object) -> Path:
    """Writes `content` (text as UTF-8, other values as JSON) to `name` below `root`."""
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if isinstance(content, str):
        content = content.encode("utf-8")
    elif not isinstance(content, bytes):
        content = json.dumps(content, ensure_ascii=False).encode("utf-8")
    path.write_bytes(content)
    return path


def of(reading: Reading, property: str) -> list[Statement]:
    return [s for s in reading.statements if s.property == property]


def posts(reading: Reading) -> list[Post]:
    return [s.value for s in of(reading, "post") if isinstance(s.value, Post)]


def value(reading: Reading, property: str) -> Any:
    """The value of the only statement of that property."""
    (statement,) = of(reading, property)
    return statement.value


def sent(post: Post) -> When:
    if post.sent is None:
        raise ValueError("the post has no time")
    return post.sent


def keep(reading: Reading) -> None:
    """Writes and reads back everything, as the log would: what cannot be kept raises."""
    for statement in reading.statements:
        if from_json(Statement, parse_object(canonical(to_json(statement)))) != statement:
            raise ValueError(f"{statement} is not read as it was written")
    for reject in reading.rejects:
        canonical(to_json(reject))
