"""The conformance kit: is an analyser right? Public, for those who write their own.

    from tawthiq.media.conformance import check_analyser

    def test_mine() -> None:
        check_analyser("my_package.mine:Mine")

It shows the analyser small made-up footage, each piece with something odd, and looks at what comes back:
twice the same, in the record's own form, within the footage, without a trace from one file to the next,
and all of that inside the locked child, where nothing can be opened.
"""

import io
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
from PIL import Image

from tawthiq.engine.executor import Ending, Executor, Outcome, Task
from tawthiq.engine.local import LocalExecutor
from tawthiq.media.caps import Caps
from tawthiq.media.child import load, watch_locked
from tawthiq.media.lock import Locks
from tawthiq.media.messages import Header, Maker, write_message
from tawthiq.media.specimen import Specimen, clip
from tawthiq.media.watching import PRELOAD, Account, account_of, watch_task
from tawthiq.record.errors import NotConformant
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Seconds, Selector
from tawthiq.store.tracks import read_track

_PLAIN = Specimen(seconds=3, cuts=(1, 2), width=96, height=72)
_VARIABLE = (0, 0.04, 0.2, 0.24, 0.7, 0.74, 1.5, 1.52, 2.0)
_MARGIN_SECONDS = 1
"""Sound may end a little after the pictures, or the other way round."""


@cache
def specimens() -> Mapping[str, bytes]:
    """The footage shown, by what is odd about it."""
    plain = clip(_PLAIN)
    recipes = {
        "silent": replace(_PLAIN, tone=0),
        "without sound": replace(_PLAIN, tone=None),
        "with a moment of sound": replace(_PLAIN, sound_seconds=0.02),
        "with sound alone": replace(_PLAIN, has_pictures=False),
        "of variable frame rate": replace(_PLAIN, times=_VARIABLE),
        "turned by its container": replace(_PLAIN, rotation=90),
        "in portrait": replace(_PLAIN, width=72, height=96),
        "of one frame": replace(_PLAIN, times=(0,), tone=None),
        "of two frames": replace(_PLAIN, times=(0, 0.5), cuts=(0.5,), tone=None),
        "starting late": replace(_PLAIN, start=5, container="matroska"),
        "dark": replace(_PLAIN, brightness=0.02),
        "tiny": replace(_PLAIN, width=16, height=16),
        "slow and long": replace(_PLAIN, seconds=26, rate=2),
    }
    pieces = {"plain": plain} | {name: clip(recipe) for name, recipe in recipes.items()}
    stream = clip(replace(_PLAIN, container="mpegts"))
    return MappingProxyType(pieces | {"broken off": stream[: len(stream) // 2], "a picture": _picture()})


def check_analyser(name: str, *, executor: Executor | None = None) -> None:
    """Raise NotConformant, with all that is wrong, unless the analyser "module:Class" is right."""
    wrong = [*_identity(name), *_in_process(name)]
    if not wrong:  # what fails here would fail there, and be harder to read
        wrong += _locked(name, executor or LocalExecutor(1, preload=PRELOAD))
    if wrong:
        raise NotConformant(f"{name}:\n" + "\n".join(f"  - {line}" for line in wrong))


def _identity(name: str) -> Iterator[str]:
    kind = type(load(name))
    for attribute in ("name", "version"):
        if not isinstance(getattr(kind, attribute, None), str) or not getattr(kind, attribute):
            yield f"its class states no {attribute}"


def _in_process(name: str) -> Iterator[str]:
    pieces = specimens()
    accounts = {piece: _watch(name, content) for piece, content in pieces.items()}
    for piece, account in accounts.items():
        yield from (f"footage {piece}: {problem}" for problem in _problems(name, account))
    for piece, content in pieces.items():  # once more, after having seen all the others
        if _watch(name, content) != accounts[piece]:
            yield f"footage {piece}: a second run found something else (is state shared or random?)"


def _locked(name: str, executor: Executor) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "footage"
        path.write_bytes(clip(_PLAIN))
        (outcome,) = executor.run([watch_task(path, [name], key="conformance")])
    for fault in account_of(outcome).faults:
        yield f"in the locked child: {fault.what}"
    here = _watch(name, clip(_PLAIN))
    there = account_of(outcome)
    if (here.found, here.tracks, here.pictures) != (there.found, there.tracks, there.pictures):
        yield "in the locked child it found something else"


def _watch(name: str, content: bytes) -> Account:
    messages: list[bytes] = []

    def send(header: Header, blob: bytes) -> None:
        messages.append(write_message(header, blob))

    watch_locked(io.BytesIO(content), [load(name)], Caps(), Locks(), send)
    return account_of(Outcome(Task("here", "", {}), tuple(messages), Ending.FINISHED, "", 1, 0))


def _problems(name: str, account: Account) -> Iterator[str]:
    """What is wrong with an account. That it could be read at all says that its form is right."""
    maker = Maker(load(name).name, load(name).version)
    end = account.end.seconds + _MARGIN_SECONDS if account.end else MediaTime(0)
    for fault in account.faults:
        if "decoder" not in fault.by.name:  # of damaged footage the decoder complains, rightly
            yield fault.what
    for found in account.found:
        yield from _outside(found.draft.property, found.draft.selectors, end)
    for picture in account.pictures:
        yield from _outside(picture.header.property, picture.header.selectors, end)
    for track in account.tracks:
        if track.header.by == maker:
            yield from _unordered(track.header.property, track.npz, float(end))
            yield from (
                f"{track.header.property}: column {column.name} has no unit ('1' for a bare number)"
                for column in track.header.columns
                if not column.unit
            )


def _outside(term: str, selectors: tuple[Selector, ...], end: MediaTime) -> Iterator[str]:
    for selector in selectors:
        if isinstance(selector, Seconds) and max(selector.start, selector.end or 0) > end:
            yield f"{term}: {selector.start}-{selector.end} s is after the end of the footage"


def _unordered(term: str, npz: bytes, end: float) -> Iterator[str]:
    seconds = read_track(npz).get("seconds")
    if seconds is None:
        yield f"{term}: a track has a column 'seconds'"
    elif not np.all(np.isfinite(seconds)) or np.any(np.diff(seconds) <= 0):
        yield f"{term}: its seconds do not rise"
    elif len(seconds) and not 0 <= seconds[0] <= seconds[-1] <= end:
        yield f"{term}: its seconds are outside the footage"


def _picture() -> bytes:
    file = io.BytesIO()
    Image.linear_gradient("L").resize((96, 72)).convert("RGB").save(file, "PNG")
    return file.getvalue()
