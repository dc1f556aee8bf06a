"""What runs in the child: open, load, warm up, lock; and only then look at a single byte of structure.

The order is the point. After the lock nothing can be opened or imported, so everything that footage or
its damage may make a library ask for has been asked for before.
"""

import importlib
from collections.abc import Callable, Sequence
from fractions import Fraction
from pathlib import Path
from typing import BinaryIO, cast

import av

from tawthiq.media.analyser import Analyser, Watched
from tawthiq.media.caps import Caps
from tawthiq.media.decode import Pass, Tally
from tawthiq.media.fan import Fan, Send
from tawthiq.media.frames import Frames
from tawthiq.media.kinds import Kind, Role
from tawthiq.media.lock import Locks, ending_at_cpu_limit, grant_cpu, lock
from tawthiq.media.messages import End, Header, Maker, Probed, Progress, fault_of, write_message
from tawthiq.media.opening import identify
from tawthiq.media.probe import Probe
from tawthiq.media.probing import probe_media
from tawthiq.media.still import open_still
from tawthiq.media.warm import warm_up
from tawthiq.record.canonical import JsonObject
from tawthiq.record.codec import from_json
from tawthiq.record.errors import MediaError
from tawthiq.record.media_time import MediaTime, parse_rational

DECODER = Maker("tawthiq.decoder", f"{av.__version__}+{av.ffmpeg_version_info}")
"""Who speaks where footage is damaged: PyAV and the FFmpeg in it."""


def run(arguments: JsonObject, emit: Callable[[bytes], None]) -> None:
    """Watch the file at arguments["path"] with the analysers named "module:Class", within caps.

    Stops at arguments["until"] (seconds, a rational), where that is given.
    Emits messages (see messages.py): the probe, findings, faults, and an end. A file that cannot be
    watched at all is told as a fault, without a probe.
    """

    def send(header: Header, blob: bytes = b"") -> None:
        emit(write_message(header, blob))

    caps = from_json(Caps, arguments.get("caps", {}))
    until = parse_rational(str(arguments["until"])) if "until" in arguments else None
    analysers = [load(name) for name in cast(Sequence[str], arguments["analysers"])]
    with Path(str(arguments["path"])).open("rb") as file:
        locks = lock(caps)
        try:
            watch_locked(file, analysers, caps, locks, send, until=until)
        except MediaError as cause:
            send(fault_of(DECODER, cause))


def load(name: str) -> Analyser:
    """A new analyser by its "module:Class"."""
    module, _, attribute = name.partition(":")
    return cast(Analyser, getattr(importlib.import_module(module), attribute)())


def watch_locked(
    file: BinaryIO,
    analysers: Sequence[Analyser],
    caps: Caps,
    locks: Locks,
    send: Send,
    *,
    until: MediaTime | None = None,
) -> None:
    """Watch an open file; to be called in a locked process. Raises MediaError, MediaTooLarge."""
    kind = identify(file)
    if kind.role is Role.PICTURE:
        _watch_still(file, kind, analysers, caps, locks, send)
        return
    probe = probe_media(file, kind, caps)
    send(Probed(probe), b"")
    if locks.rlimits:
        grant_cpu(caps, float(probe.duration or caps.seconds))
    fan = Fan((Frames(), *analysers), probe, send)
    this = Pass(probe, fan, caps)
    try:
        with ending_at_cpu_limit():
            this.run(file, kind, until=until, progress=lambda time: send(Progress(time), b""))
    except MediaError as cause:  # what was seen until then is told all the same
        this.tally.failed(cause)
    fan.finish(Watched(this.tally.seconds, this.tally.frames))
    if this.tally.first_error:
        send(fault_of(DECODER, this.tally.first_error, this.tally.error_at), b"")
    send(_end(this.tally, locks, probe), b"")


def _watch_still(
    file: BinaryIO,
    kind: Kind,
    analysers: Sequence[Analyser],
    caps: Caps,
    locks: Locks,
    send: Send,
) -> None:
    probe, sight = open_still(file, kind, caps)
    send(Probed(probe), b"")
    fan = Fan(analysers, probe, send)
    fan.see(Fraction(0), None, sight, is_key=True)
    fan.finish(Watched(Fraction(0), 1))
    send(End(Fraction(0), 1, complete=True, locks=locks), b"")


def _end(tally: Tally, locks: Locks, probe: Probe) -> End:
    return End(
        seconds=tally.seconds,
        frames=tally.frames,
        complete=tally.is_complete(probe),
        locks=locks,
        skipped=tally.skipped,
        corrupt=tally.corrupt,
        errors=tally.errors,
        backward=tally.backward,
        backward_at=tally.backward_at,
    )


warm_up()  # when imported: the fork server does it once for all children
