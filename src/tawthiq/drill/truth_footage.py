"""What is known of drill footage: files, clocks, camera tracks, sounds, words in the picture, copies.

Two kinds of time, never mixed. *Media time* is seconds from the first presented sample of a file.
*World time* is seconds of the scenario's world after its `epoch`. Both are exact fractions.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from tawthiq.record.digest import Digest


class Kind(StrEnum):
    """What a file really is, whatever its name says."""

    VIDEO = "video"
    SOUND = "sound"
    PICTURE = "picture"
    TEXT = "text"
    CHAT = "chat"
    LIST = "list"
    SIDECAR = "sidecar"
    PLAYLIST = "playlist"
    NOISE = "noise"


class SoundIs(StrEnum):
    """What a segment of a copy does with the sound of its source."""

    SAME = "same"
    REPLACED = "replaced"
    ABSENT = "absent"


@dataclass(frozen=True)
class File:
    """A file by its path below `material` ("/" between parts).

    `same_bytes_as` names the file whose bytes these are too. `damaged` when its tail is missing.
    """

    path: str
    kind: Kind
    what: str
    seconds: Fraction | None = None
    same_bytes_as: str | None = None
    damaged: bool = False


@dataclass(frozen=True)
class Span:
    """A stretch of a file in its media time; `ends` is not part of it."""

    path: str
    begins: Fraction
    ends: Fraction


@dataclass(frozen=True)
class Box:
    """Part of a displayed picture, in percent of its width and height, from its upper left corner."""

    x: Fraction
    y: Fraction
    width: Fraction
    height: Fraction


@dataclass(frozen=True)
class TrackPoint:
    """Where a camera is at a second of its film.

    `x`, `y`, `z` in millimetres of the scene (right of the street, up, along it); `heading` in
    thousandths of a degree clockwise from true north, `pitch` likewise above the horizon.
    """

    at: Fraction
    x: int
    y: int
    z: int
    heading: int
    pitch: int


@dataclass(frozen=True)
class PhoneClock:
    """What a phone says of the time, against what is true.

    `fault` is one of none, hour-ahead, wrong-day, local-as-utc, stripped; `ahead` by how many seconds
    the stated time is after the true one. `created` is `creation_time` as written (the end of
    recording in UTC where nothing is wrong); `grammar` how the file's name tells the time: local, utc,
    date-only or none.
    """

    fault: str
    ahead: int = 0
    created: str = ""
    grammar: str = "none"


@dataclass(frozen=True)
class Recording:
    """What one camera recorded. Two recordings of one `event` and `scene` saw one world at one time.

    World time `w` is second `(w - begins) * (1 + drift_ppm / 1e6)` of the file. `sound` is false for a
    silent film. `turn` is how far a player turns the picture clockwise, in degrees; `width` and
    `height` are those of the displayed picture. `calibrates` when plain poles of a known height, in
    `pole_mm`, stand in sight.
    """

    path: str
    camera: str
    event: str
    scene: str
    begins: Fraction
    seconds: Fraction
    drift_ppm: int
    clock: PhoneClock
    width: int
    height: int
    codec: str
    track: tuple[TrackPoint, ...]
    turn: int = 0
    uneven: bool = False
    sound: bool = True
    calibrates: bool = False
    pole_mm: int = 0


@dataclass(frozen=True)
class Cut:
    """A change of shot: the first picture of the new one is at `at`."""

    path: str
    at: Fraction


@dataclass(frozen=True)
class SoundEvent:
    """A sound with an onset as one microphone has it, in media time of `path`.

    `source` is one id for all microphones that heard it; `kind` is impulse, hammering, recitation, chant,
    shout or speech. `onset` is below 0 for what had begun before the film; `seconds` is its whole length,
    which the film's end may cut. `words` is what was said, where somebody spoke.
    `distance_mm` from source to microphone at the onset; `level_mdb` thousandths of a decibel against
    full scale at the microphone, before clipping. `made_at` is the world second at which the source made
    it.
    """

    path: str
    source: str
    kind: str
    onset: Fraction
    seconds: Fraction
    distance_mm: int
    level_mdb: int
    made_at: Fraction
    words: str = ""


@dataclass(frozen=True)
class Steady:
    """A sound that runs through a whole film and so has no onset; `kind` and `source` as of `SoundEvent`.

    `level_mdb` thousandths of a decibel against full scale at the microphone, half way through the film.
    """

    path: str
    source: str
    kind: str
    level_mdb: int


@dataclass(frozen=True)
class LentVoice:
    """One lent recording of speech: its file, digest, length between first and last sound, its words."""

    name: str
    sha256: Digest
    seconds: Fraction
    words: str = ""


@dataclass(frozen=True)
class LentSpeech:
    """Real speech heard in the films: where it comes from, under which licence, in which language."""

    source: str
    licence: str
    language: str
    voices: tuple[LentVoice, ...]


@dataclass(frozen=True)
class Overlay:
    """Words or a mark in the picture. `kind` is label, banner, logo, ticker, sign or clock."""

    kind: str
    words: str
    language: str
    span: Span
    box: Box


@dataclass(frozen=True)
class Mark:
    """Something a person who watches should find: `name` is its id, the rest says it in two languages."""

    name: str
    span: Span
    english: str
    arabic: str


@dataclass(frozen=True)
class Segment:
    """A stretch of a copy, `a`, that shows a stretch of its source, `b`.

    Second `a.begins + t` of the copy is second `b.begins + speed * t` of the source. `cropped` is the
    part of the source's picture that is used, `placed` the part of the copy's picture it fills, before
    that `mirror` (left for right) and `rotation` (degrees clockwise, applied after mirroring).
    """

    a: Span
    b: Span
    speed: Fraction
    sound: SoundIs
    cropped: Box
    placed: Box
    mirror: bool = False
    rotation: Fraction = Fraction(0)


@dataclass(frozen=True)
class Copy:
    """A file made from others. `edits` are words of `COPY_EDITS`; none means the same bytes, or a still."""

    path: str
    segments: tuple[Segment, ...]
    edits: tuple[str, ...]


COPY_EDITS = (
    "re-encode",
    "excerpt",
    "crop",
    "mirror",
    "logo",
    "banner",
    "letterbox",
    "small-in-frame",
    "speed",
    "rotation",
    "re-film",
    "music",
    "mute",
    "colour",
    "compilation",
    "two-at-once",
)


@dataclass(frozen=True)
class Family:
    """All files that descend from one recording or one real clip, itself the first. Derived from copies."""

    original: str
    members: tuple[str, ...]


@dataclass(frozen=True)
class Sun:
    """The sun over a recording at a second of it, in thousandths of a degree; geometric, no refraction.

    `azimuth` clockwise from true north. Below the horizon `elevation` is negative.
    """

    path: str
    at: Fraction
    azimuth: int
    elevation: int


@dataclass(frozen=True)
class Place:
    """An invented place. Latitude and longitude in microdegrees, the truth within `radius_m` metres.

    `street_heading` is where the street's z axis points, thousandths of a degree from true north.
    """

    scene: str
    arabic: str
    english: str
    latitude: int
    longitude: int
    radius_m: int
    street_heading: int
