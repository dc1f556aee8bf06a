"""What a file says of itself: streams, sizes, clocks, and the words of its maker, as found."""

from dataclasses import dataclass
from fractions import Fraction

from tawthiq.media.kinds import Role


@dataclass(frozen=True, slots=True)
class Tag:
    """One entry of a container's or a picture's own metadata, as found."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class StreamProbe:
    """One stream. `start` and `duration` are in units of `time_base`, as the container states them.

    `width` and `height` in pixels as coded; `rate` in frames a second, by the container or FFmpeg's
    guess; `first` is the pts of the first sample that really decoded.
    """

    index: int
    role: str
    codec: str = ""
    time_base: Fraction = Fraction(1)
    start: int | None = None
    duration: int | None = None
    first: int | None = None
    rate: Fraction | None = None
    width: int = 0
    height: int = 0
    pixel_aspect: Fraction = Fraction(1)
    pixel_format: str = ""
    sample_rate: int = 0
    channels: int = 0
    language: str = ""
    is_default: bool = False
    is_cover: bool = False
    tags: tuple[Tag, ...] = ()


@dataclass(frozen=True, slots=True)
class BoxClock:
    """A clock of an MP4 or MOV box, as found: seconds since 1904-01-01, which should be UTC.

    `box` is mvhd (the movie), tkhd or mdhd (of track number `track`, from 1; 0 for the movie).
    """

    box: str
    track: int
    created: int
    modified: int


@dataclass(frozen=True, slots=True)
class EditEntry:
    """An entry of a track's edit list: it plays `duration` seconds from `media_time` at `rate`.

    `media_time` in seconds of the track's own media; None for a pause.
    """

    track: int
    duration: Fraction
    media_time: Fraction | None = None
    rate: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class Probe:
    """A whole file. Pictures have a size and tags, and neither streams nor times.

    `zero` is where media time begins on the container's own clock: its earliest presented sample of any
    stream, in seconds. `width` and `height` are as displayed: after pixel aspect and `rotation` (degrees
    clockwise). `video` and `audio` are the indexes of the streams that are analysed.
    """

    kind: str
    role: Role
    zero: Fraction = Fraction(0)
    duration: Fraction | None = None
    width: int = 0
    height: int = 0
    rotation: int = 0
    video: int | None = None
    audio: int | None = None
    streams: tuple[StreamProbe, ...] = ()
    tags: tuple[Tag, ...] = ()
    clocks: tuple[BoxClock, ...] = ()
    edits: tuple[EditEntry, ...] = ()

    @property
    def is_still(self) -> bool:
        """Whether it is one picture, without time."""
        return self.role is Role.PICTURE

    @property
    def undecodable(self) -> tuple[StreamProbe, ...]:
        """Streams of pictures or sound of which no sample could be decoded while probing."""
        roles = {"video", "audio"}
        return tuple(s for s in self.streams if s.role in roles and s.first is None and not s.is_cover)

    def stream(self, index: int | None) -> StreamProbe | None:
        """The stream of that index; None for None and for an index it has not."""
        return next((stream for stream in self.streams if stream.index == index), None)

    def tag(self, key: str) -> str | None:
        """The value of the first tag of that key, in any case; of the container before its streams."""
        tags = (*self.tags, *(tag for stream in self.streams for tag in stream.tags))
        return next((tag.value for tag in tags if tag.key.lower() == key.lower()), None)
