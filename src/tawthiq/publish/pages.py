"""Self-contained HTML pages, both languages in one file, that open from disk without our software."""

import base64
from collections.abc import Mapping
from functools import partial
from pathlib import Path

import jinja2
import segno

from tawthiq.publish.contents import Contents, ItemView, homes, shown
from tawthiq.publish.phrases import phrase
from tawthiq.publish.seal import SealSheet
from tawthiq.record.digest import Digest
from tawthiq.record.item import Role
from tawthiq.record.media_time import clock
from tawthiq.record.written import written_time

CHECK_BY_HAND = (
    'find objects -type f | while read f; do echo "$(basename $f)  $f"; done | sha256sum -c --quiet'
)
"""Prints a line for each object whose bytes are not what its name says, and nothing where all are."""

_GIVEN = (Role.EVIDENCE, Role.SIDECAR)

_PLACES = {"video": 0, "audio": 1, "image": 2}
"""Footage stands before chats, lists and documents."""


def contents_html(contents: Contents) -> str:
    """CONTENTS.html. A restricted item is listed by digest, without picture or name, or not at all."""
    arrived = [v for v in contents.items if v.acquisitions or (v.closed and v.item.role in _GIVEN)]
    came = {v.item.digest for v in arrived}
    groups = [
        ("evidence", sorted(arrived, key=lambda v: _PLACES.get(v.item.media_type.partition("/")[0], 9))),
        ("notes", [v for v in contents.items if v.item.role is Role.NOTE]),
        (
            "derived",
            [v for v in contents.items if v.item.digest not in came and v.item.role is not Role.NOTE],
        ),
    ]
    numbers = {v.item.digest: number for number, v in enumerate(contents.items, start=1)}
    return render(
        "contents.html.j2",
        contents=contents,
        groups=groups,
        key=numbers if contents.public else {digest: digest for digest in numbers},
        named={v.item.digest: _name(v, contents, numbers) for v in contents.items},
        home=homes(contents.families),
        check=CHECK_BY_HAND,
    )


def seal_html(sheet: SealSheet) -> str:
    """One printable page with the head in words, digits and a QR code, and room for where it is left."""
    code = segno.make(sheet.head, error="m").svg_inline(scale=4, border=2)
    return render("seal.html.j2", sheet=sheet, code=code)


def _name(view: ItemView, contents: Contents, numbers: Mapping[Digest, int]) -> str:
    digest = view.item.digest
    if view.closed or not view.names:
        return f"№ {numbers[digest]}" if contents.public else f"{digest[:12]}…"
    return view.names[0]


def render(template: str, **values: object) -> str:
    """A page of this room's templates; whatever it shows is escaped."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {
        "base64": lambda content: base64.b64encode(content).decode(),
        "clock": partial(clock, decimals=0),
        "utc": written_time,
        "shown": shown,
    }
    environment.globals["phrase"] = phrase
    return environment.get_template(template).render(**values)
