"""What an analyser is. One file, one class; `tawthiq.media.conformance` says whether it is right.

An analyser runs inside the locked child: it can open nothing and reach nothing. Whatever it needs of its
own it loads when its module is imported or its class constructed, before the lock.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, ClassVar, Protocol, TypeAlias

import numpy as np
import numpy.typing as npt

from tawthiq.media.probe import Probe
from tawthiq.record.draft import Draft
from tawthiq.record.measure import Column
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Frame, Seconds, Selector

Picture: TypeAlias = npt.NDArray[np.uint8]
"""Grey (height, width) or RGB (height, width, 3), upright as displayed."""


Samples: TypeAlias = npt.NDArray[np.float32]
"""Sound in -1…1, mono, one value a sample."""


@dataclass(frozen=True, slots=True)
class Luma:
    """Every frame's brightness, every n-th row and column so that no side is over `long_side`.

    Costs almost nothing, since nothing is converted: it is not filtered, so it flickers on fine detail.
    """

    long_side: int = 160


@dataclass(frozen=True, slots=True)
class Pictures:
    """Properly scaled pictures at `rate` a second, no side over `long_side`; each costs about 1 ms."""

    rate: Fraction = Fraction(1)
    long_side: int = 320
    colour: bool = True


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono sound at `rate` Hz, or as recorded, which costs least; in blocks of about two seconds."""

    rate: int | None = None


@dataclass(frozen=True, slots=True)
class Wants:
    """What an analyser asks for; each shared representation is made once for all who ask."""

    luma: Luma | None = None
    pictures: Pictures | None = None
    sound: Sound | None = None


@dataclass(frozen=True, slots=True)
class Seen:
    """One frame: `luma` where asked for, `picture` too where one is due. The arrays may be kept, not changed.

    `selectors` point at it: the very frame, or nothing for a still picture, whose `time` is zero. `second`:
    the same time rounded, made once for all who look; a fraction takes ten times as long to turn into it.
    """

    time: MediaTime
    frame: Frame | None
    is_key: bool
    luma: Picture | None
    picture: Picture | None
    second: float = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "second", self.time.numerator / self.time.denominator)

    @property
    def selectors(self) -> tuple[Selector, ...]:
        """Where this frame is."""
        return (Seconds(self.time, frame=self.frame),) if self.frame else ()


@dataclass(frozen=True, slots=True)
class Heard:
    """A block of sound; the first of its samples is at `time`, `rate` a second."""

    time: MediaTime
    rate: int
    samples: Samples


@dataclass(frozen=True, slots=True)
class Watched:
    """How far the pass came: media time of the end of what was seen and heard, and the frames seen."""

    seconds: MediaTime
    frames: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A dense finding: a track. One array a column, all with the same rows.

    Where it `goes_on`, the rows of the analyser's next table of that property belong to it too: so that hours
    need not be kept until the end. Only where it ends has it been found.
    """

    property: str
    columns: tuple[Column, ...]
    arrays: tuple[npt.NDArray[Any], ...]
    selectors: tuple[Selector, ...] = ()
    goes_on: bool = False


@dataclass(frozen=True, slots=True)
class Image:
    """A picture to keep, as JPEG, and what it shows."""

    property: str
    jpeg: bytes
    width: int
    height: int
    selectors: tuple[Selector, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """The next bytes of a file that is made of the footage, and what kind of file it is."""

    media_type: str
    content: bytes


Finding: TypeAlias = Draft | Table | Image | Piece


class Analyser(Protocol):
    """Finds something in footage. Constructed without arguments, once a file; in this order are called:

    `wants` once; `see` and `hear` as the footage goes by; `finish` once, also where the footage ended
    early. Findings are sent home as they are given, so what is known early should be given early.
    """

    name: ClassVar[str]
    version: ClassVar[str]

    def wants(self, probe: Probe) -> Wants:
        """What it needs of this footage; nothing, where it has nothing to say of it."""
        ...

    def see(self, seen: Seen) -> Iterable[Finding]:
        """One frame, in order of time."""
        ...

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """One block of sound, in order of time; not in step with the frames."""
        ...

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The footage is over."""
        ...
