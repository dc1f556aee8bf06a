"""A scenario: the readable TOML file that a drill is made from, as frozen values.

Shipped scenarios lie in `scenarios/`; docs/drills.md explains every table. Times are seconds of a full
drill; a smaller size shortens them by `Size.scale`.
"""

import tomllib
import typing
from dataclasses import MISSING, dataclass, fields
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from tawthiq.record.errors import UsageError

T = TypeVar("T")

SHIPPED = Path(__file__).parent / "scenarios"


@dataclass(frozen=True)
class Size:
    """How much of a scenario is made. `scale` shortens films, `halve` halves their pictures."""

    name: str
    scale: float
    halve: int
    people: int
    rows: int
    posts: int
    copies: int
    shortest: int


SIZES = {
    each.name: each
    for each in (
        Size("tiny", 1 / 30, 2, 28, 20, 60, 5, 7),
        Size("small", 0.54, 1, 1_000, 200, 300, 20, 8),
        Size("full", 1.0, 1, 5_000, 1_000, 1_000, 60, 12),
    )
}


@dataclass(frozen=True)
class PlaceOf:
    """Where it "is": degrees in open sea; `heading` where the street runs, degrees from north."""

    english: str
    arabic: str
    latitude: float
    longitude: float
    heading: float


@dataclass(frozen=True)
class Source:
    """A source of sound: metres aside, up, and before (-) or behind the heap; `moments` of impulses."""

    kind: str
    place: tuple[float, float, float]
    level: float
    moments: tuple[float, ...] = ()


@dataclass(frozen=True)
class Event:
    """What cameras film together: world seconds of its beginning, and how bright it is (1 noon)."""

    name: str
    begins: int
    seconds: int
    scene: str = "market"
    light: float = 1.0
    sources: tuple[Source, ...] = ()


@dataclass(frozen=True)
class Camera:
    """A phone that films an event. `place` as of `Source`; angles in degrees; `after` the event begins.

    `arrives` is for one who walks the whole street: the second at which the heap is reached.
    """

    id: str
    event: str
    name: str
    after: float
    seconds: int
    place: tuple[float, float, float] = (0.0, 1.65, -20.0)
    yaw: float = 0.0
    pitch: float = 0.0
    pace: float = 0.0
    gaze: float = 0.25
    arrives: float = 0.0
    recipe: str = "phone"
    width: int = 854
    height: int = 480
    upright: bool = False
    uneven: bool = False
    silent: bool = False
    damaged: bool = False
    drift_ppm: int = 0
    fault: str = "none"
    grammar: str = "none"
    gain: float = 0.6
    echo: float = 0.4
    sizes: tuple[str, ...] = ("tiny", "small", "full")


@dataclass(frozen=True)
class MarkOf:
    """Something to be found in a camera's film, seconds after its first picture."""

    name: str
    camera: str
    begins: float
    ends: float
    english: str
    arabic: str


@dataclass(frozen=True)
class CopyOf:
    """A copy to be made: its name, whose film, and the edits, in order (words of COPY_EDITS)."""

    name: str
    of: tuple[str, ...]
    edits: tuple[str, ...]
    sizes: tuple[str, ...] = ("small", "full")


ODD = ("twin", "photograph", "noise", "playlist", "statement")
ODD_OF_FILMS = ODD[:2]
"""Those that are made from a camera's film."""


@dataclass(frozen=True)
class OddOf:
    """A file that is neither film, chat nor list: its kind, its path, whose film, the words it holds."""

    kind: str
    name: str
    of: str = ""
    words: str = ""


@dataclass(frozen=True)
class ClaimOf:
    """An answer to a question; `voices` how often it is repeated against the others."""

    id: str
    question: str
    english: str
    arabic: str
    truth: str
    voices: int
    scope: str = ""
    figure: int = -1


@dataclass(frozen=True)
class NeedOf:
    """Something asked for; minutes after the strike. No `met` is never met."""

    id: str
    what: str
    english: str
    arabic: str
    quantity: int
    asked: tuple[int, ...]
    offered: tuple[int, ...] = ()
    met: tuple[int, ...] = ()


@dataclass(frozen=True)
class PostOf:
    """A post with words of its own; `minute` after the strike, `chat` telegram, ar or en."""

    minute: int
    chat: str
    kind: str
    words: str
    stances: tuple[str, ...] = ()
    attached: str = ""
    answers: int = -1


@dataclass(frozen=True)
class Scenario:
    """The whole of a scenario. `epoch` is second 0 of world time, with the place's own zone."""

    name: str
    english: str
    arabic: str
    epoch: datetime
    struck: int
    place: PlaceOf
    events: tuple[Event, ...]
    cameras: tuple[Camera, ...]
    marks: tuple[MarkOf, ...]
    copies: tuple[CopyOf, ...]
    claims: tuple[ClaimOf, ...]
    needs: tuple[NeedOf, ...]
    posts: tuple[PostOf, ...]
    odd: tuple[OddOf, ...] = ()

    def event(self, name: str) -> Event:
        """The event of that name. Raises UsageError when the scenario has none."""
        for each in self.events:
            if each.name == name:
                return each
        raise UsageError(f"scenario {self.name} has no event {name!r}")


def shipped() -> tuple[str, ...]:
    """Names of the scenarios that come with the program."""
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.toml")))


def read_scenario(name: str) -> Scenario:
    """A shipped scenario by its name, or one in a file. Raises UsageError saying what is wrong."""
    path = SHIPPED / f"{name}.toml" if name in shipped() else Path(name)
    try:
        body = tomllib.loads(path.read_text("utf-8"))
        return _value(Scenario, {"name": path.stem, **body}, path.stem)
    except OSError as cause:
        raise UsageError(f"no scenario {name!r}; shipped are {', '.join(shipped())}") from cause
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as cause:
        raise UsageError(f"{path} is not TOML: {cause}") from cause


def _value(kind: type[T], body: Any, where: str) -> T:
    """A dataclass from a table, checked field by field."""
    if not isinstance(body, dict):
        raise UsageError(f"{where}: expected a table")
    hints = typing.get_type_hints(kind)
    known = {field.name: field.default for field in fields(kind)}  # type: ignore[arg-type]
    if unknown := sorted(set(body) - set(known)):
        raise UsageError(f"{where}: unknown {', '.join(unknown)}; known are {', '.join(known)}")
    if lacking := sorted(name for name, default in known.items() if default is MISSING and name not in body):
        raise UsageError(f"{where}: lacks {', '.join(lacking)}")
    return kind(**{name: _field(hints[name], given, f"{where}.{name}") for name, given in body.items()})


def _field(hint: Any, given: Any, where: str) -> Any:
    """One value as its hint asks; numbers may be written without a point."""
    if typing.get_origin(hint) is tuple:
        if not isinstance(given, list):
            raise UsageError(f"{where}: expected a list")
        inner = typing.get_args(hint)
        if inner[-1] is not Ellipsis and len(given) != len(inner):
            raise UsageError(f"{where}: expected {len(inner)} values")
        return tuple(_field(inner[0], each, f"{where}[{number}]") for number, each in enumerate(given))
    if hint is float and type(given) is int:
        return float(given)
    if hint in (str, int, float, bool, datetime):
        if type(given) is not hint or (hint is datetime and given.tzinfo is None):
            wanted = "a time with its zone" if hint is datetime else hint.__name__
            raise UsageError(f"{where}: expected {wanted}, found {given!r}")
        return given
    return _value(hint, given, where)
