"""One decode, many analysers: each is handed what it wants, and what it finds is sent home at once."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from math import floor
from typing import TypeAlias, TypeVar

from tawthiq.media.analyser import Analyser, Finding, Heard, Image, Piece, Seen, Table, Wants, Watched
from tawthiq.media.messages import Found, Header, Made, Maker, Measured, Shown, fault_of
from tawthiq.media.probe import Probe
from tawthiq.media.sight import Sight
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Frame
from tawthiq.store.tracks import write_track

_BATCH, _BATCH_BYTES = 16, 4 << 20
"""Frames, and bytes of their pictures, that gather before they are looked at: the decoder leaves nothing of
an analyser in the processor's caches, so the first frame costs several times what each further one does."""

Given = TypeVar("Given")
Send: TypeAlias = Callable[[Header, bytes], None]
"""Sends a message home: header and blob."""


@dataclass(slots=True)
class _Seat:
    """An analyser and what it is owed."""

    analyser: Analyser
    maker: Maker
    wants: Wants = field(default_factory=Wants)
    next_picture: float = 0.0
    is_out: bool = False
    waiting: list[Seen] = field(default_factory=list)


class Fan:
    """Hands frames and sound to analysers. One that raises is out, told as a fault; others go on."""

    def __init__(self, analysers: Sequence[Analyser], probe: Probe, send: Send) -> None:
        self._send = send
        self._seats = [_Seat(a, Maker(a.name, a.version)) for a in analysers]
        for seat in self._seats:
            self._ask(seat, probe)
        self._lookers = [seat for seat in self._seats if seat.wants.luma or seat.wants.pictures]
        self._waiting = 0
        self._bytes = 0

    @property
    def sound_rates(self) -> set[int | None]:
        """The rates at which sound is wanted, None for as recorded; empty where nobody listens."""
        return {seat.wants.sound.rate for seat in self._seats if seat.wants.sound}

    @property
    def wants_sight(self) -> bool:
        """Whether anybody looks at frames."""
        return bool(self._lookers)

    def see(self, time: MediaTime, frame: Frame | None, sight: Sight, *, is_key: bool) -> None:
        """Show one frame to those who want it; they look when some have gathered, or at the end."""
        seconds = time.numerator / time.denominator  # correctly rounded, so in the same order
        plain: dict[int, Seen] = {}  # what most are shown: every frame has seven who look
        for seat in self._lookers:
            luma, pictures = seat.wants.luma, seat.wants.pictures
            if pictures and seconds >= seat.next_picture:
                seat.next_picture = float((floor(time * pictures.rate) + 1) / pictures.rate)
                picture = sight.picture(pictures.long_side, colour=pictures.colour)
                small = sight.luma(luma.long_side) if luma else None
                seat.waiting.append(Seen(time, frame, is_key, small, picture))
                self._bytes += picture.nbytes
            elif luma:
                side = luma.long_side
                if side not in plain:
                    plain[side] = Seen(time, frame, is_key, sight.luma(side), None)
                seat.waiting.append(plain[side])
        self._waiting += 1
        if self._waiting >= _BATCH or self._bytes >= _BATCH_BYTES:
            self.show()

    def hear(self, heard: Heard, rate: int | None) -> None:
        """Play one block to those who want sound at `rate`."""
        for seat in self._seats:
            if seat.wants.sound and seat.wants.sound.rate == rate and not seat.is_out:
                self._collect(seat, seat.analyser.hear, heard, heard.time)

    def finish(self, watched: Watched) -> None:
        """Ask all for what they still have."""
        self.show()
        for seat in self._seats:
            if not seat.is_out:
                self._collect(seat, seat.analyser.finish, watched, None)

    def show(self) -> None:
        """One after another looks at all frames that have gathered."""
        self._waiting = self._bytes = 0
        for seat in self._lookers:
            waiting, seat.waiting = seat.waiting, []
            for seen in waiting:
                if not seat.is_out:
                    self._collect(seat, seat.analyser.see, seen, seen.time)

    def _ask(self, seat: _Seat, probe: Probe) -> None:
        def ask(probe: Probe) -> Iterable[Finding]:
            seat.wants = seat.analyser.wants(probe)
            return ()

        self._collect(seat, ask, probe, None)

    def _collect(
        self, seat: _Seat, ask: Callable[[Given], Iterable[Finding]], given: Given, time: MediaTime | None
    ) -> None:
        """The one place where anything may go wrong: other people's code, on hostile footage."""
        try:
            for finding in ask(given):
                self._send(*_message(seat.maker, finding))
        except Exception as cause:  # noqa: BLE001  # the boundary of analysers: told, never hidden
            seat.is_out = True
            self._send(fault_of(seat.maker, cause, time), b"")


def _message(maker: Maker, finding: Finding) -> tuple[Header, bytes]:
    if isinstance(finding, Table):
        names = [column.name for column in finding.columns]
        blob = write_track(dict(zip(names, finding.arrays, strict=True)))
        rows = len(finding.arrays[0])
        told = (finding.property, finding.columns, rows, finding.selectors, finding.goes_on)
        return Measured(maker, *told), blob
    if isinstance(finding, Image):
        size = (finding.width, finding.height)
        return Shown(maker, finding.property, *size, finding.selectors), finding.jpeg
    if isinstance(finding, Piece):
        return Made(maker, finding.media_type), finding.content
    return Found(maker, finding), b""
