"""Where things lie in a record's folder, and its title page `record.toml`.

`record.toml` is written once. Its `id` is the SHA-256 of the canonical form of all else it says (format
version left out), so that a head, which names the id, seals the title page with the chains.
"""

import json
import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias, cast

from tawthiq.record.area import Area, Circle
from tawthiq.record.canonical import Json, canonical
from tawthiq.record.codec import to_json, union_from_json
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import LawBroken, NewerFormat, NotARecord, UsageError
from tawthiq.store.durable import make_folder, place, writing_to
from tawthiq.store.migrations import FORMAT
from tawthiq.store.readme import README

AreaOfWork: TypeAlias = Circle | Area

TITLE_PAGE = "record.toml"


@dataclass(frozen=True, slots=True)
class Layout:
    """A record's folder and what its title page says; `salt` is 32 secret bytes.

    `zone` is the zone the record's people live by, "Asia/Damascus"; `area` where it is about, if said.
    """

    root: Path
    salt: bytes
    title: str
    languages: tuple[str, ...]
    zone: str
    area: AreaOfWork | None = None
    format: int = FORMAT

    @property
    def id(self) -> Digest:
        """Digest of the title page: the record's name among records."""
        return digest_of(canonical(self._page()))

    def _page(self) -> dict[str, Json]:
        page: dict[str, Json] = {
            "languages": list(self.languages),
            "salt": self.salt.hex(),
            "title": self.title,
            "zone": self.zone,
        }
        return page | ({"area": to_json(self.area)} if self.area else {})

    @property
    def title_page(self) -> bytes:
        """The exact bytes of `record.toml`."""
        lines: dict[str, Json] = {"format": self.format, "id": self.id, **self._page()}
        return "".join(f"{key} = {_toml(value)}\n" for key, value in lines.items()).encode()

    @property
    def objects(self) -> Path:
        """Items by SHA-256: `objects/ab/abcd…`."""
        return self.root / "objects"

    @property
    def log(self) -> Path:
        """Chains: `log/<writer>/000001.jsonl`."""
        return self.root / "log"

    @property
    def bodies(self) -> Path:
        """What the chains commit to: `bodies/<writer>/000001.jsonl`, same line numbers."""
        return self.root / "bodies"

    @property
    def checkpoints(self) -> Path:
        """Signed tree heads."""
        return self.root / "checkpoints"

    @property
    def cache(self) -> Path:
        """Proxies and thumbnails: outside log and seal, remade at will."""
        return self.root / "cache"

    @property
    def incoming(self) -> Path:
        """Unfinished writes, `tmp/<writer>/`: never read, emptied at the next open for writing."""
        return self.root / "tmp"

    @property
    def quarantine(self) -> Path:
        """Files found among the objects that were not what their name says: kept, never used."""
        return self.root / "quarantine"

    @property
    def index(self) -> Path:
        """The SQLite file of views; deleting it loses nothing."""
        return self.root / "index.sqlite"


def create_record(
    folder: Path,
    title: str,
    languages: Sequence[str] = ("ar", "en"),
    zone: str = "UTC",
    area: AreaOfWork | None = None,
) -> Layout:
    """Makes a new record in `folder`, or goes on where the making of one was cut short.

    Raises UsageError where the folder holds anything else already.
    """
    if folder.exists() and not (folder.is_dir() and _is_vacant(Layout(folder, bytes(32), "", (), ""))):
        raise UsageError(f"{folder} is not empty; a new record needs a folder of its own")
    layout = Layout(folder.resolve(), secrets.token_bytes(32), title, tuple(languages), zone, area)
    with writing_to(layout.root):
        for part in (layout.objects, layout.log, layout.bodies, layout.checkpoints, layout.cache):
            make_folder(part)
    place(layout.root / "README.txt", README.encode(), layout.incoming)
    place(layout.root / TITLE_PAGE, layout.title_page, layout.incoming)
    return layout


def _is_vacant(layout: Layout) -> bool:
    """Whether nothing is there but what `create_record` leaves when it is killed before the title page."""
    parts = {layout.objects, layout.log, layout.bodies, layout.checkpoints, layout.cache, layout.incoming}
    readme = layout.root / "README.txt"
    if any(found not in parts | {readme} for found in layout.root.iterdir()):
        return False
    files = (path for path in layout.root.rglob("*") if not path.is_dir())
    return all(
        path.is_relative_to(layout.incoming) or (path == readme and path.read_bytes() == README.encode())
        for path in files
    )


def open_layout(folder: Path) -> Layout:
    """The record in `folder`. Raises NotARecord, or NewerFormat for one this software does not know."""
    page = folder / TITLE_PAGE
    if not page.is_file():
        raise NotARecord(f"{folder} holds no {TITLE_PAGE}")
    try:
        said = tomllib.loads(page.read_text("utf-8"))
    except ValueError as cause:
        raise NotARecord(f"{page} cannot be read: {cause}") from cause
    version = said.get("format")
    if isinstance(version, int) and version > FORMAT:
        raise NewerFormat(f"{folder} has format {version}; this software knows up to {FORMAT}")
    layout = _layout(folder.resolve(), said)
    if said.get("id") != layout.id:
        raise NotARecord(f"{page} was altered: its id is not the digest of what it says")
    return layout


def _layout(root: Path, said: Mapping[str, Any]) -> Layout:
    try:
        area = cast(AreaOfWork, union_from_json(AreaOfWork, said["area"])) if "area" in said else None
        salt = bytes.fromhex(said["salt"])
        languages, title, zone = tuple(said["languages"]), said["title"], said["zone"]
        version = said["format"]
    except (KeyError, TypeError, ValueError, LawBroken) as cause:
        raise NotARecord(f"{root / TITLE_PAGE} lacks or misspells {cause}") from cause
    if len(salt) != 32 or not isinstance(version, int) or version < 1:
        raise NotARecord(f"{root / TITLE_PAGE} needs a salt of 32 bytes and a format of 1 or more")
    if not all(isinstance(text, str) for text in (title, zone, *languages)):
        raise NotARecord(f"{root / TITLE_PAGE}: title, zone and languages are texts")
    return Layout(root, salt, title, languages, zone, area, version)


def _toml(value: Json) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_toml(inner)}" for key, inner in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(inner) for inner in value) + "]"
    # A JSON string is a TOML string but for DEL, which TOML wants escaped.
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
