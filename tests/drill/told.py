"""Small truths and small records, made by hand, for the tests of the score."""

from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

from tawthiq.drill.found import Found
from tawthiq.drill.truth import NOTICE, VERSION, Truth
from tawthiq.drill.truth_footage import File, Kind, PhoneClock, Recording
from tawthiq.record.agent import Agent, person, software
from tawthiq.record.bodies import Reject
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.item import Access
from tawthiq.record.review import Standing
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Citation, Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Value
from tawthiq.store.queries import StatementRow

NOON = datetime(2013, 8, 16, 9, 40, tzinfo=UTC)
MACHINE = software("tawthiq watch", "1")
TRAINEE = person("A trainee (invented)")


EVERY = " ".join(
    (
        "match",
        *(f"watch/tawthiq.{name}" for name in ("shots", "impulses", "tones", "drone", "speech", "chant")),
    )
)


def truth(**parts: object) -> Truth:
    """A truth of nothing but `parts`."""
    bare = Truth(VERSION, NOTICE, "by-hand", 1, "tiny", NOON, 10800, ())
    return replace(bare, **parts)  # type: ignore[arg-type]  # the caller names fields of Truth


def film(path: str, seconds: int = 60) -> File:
    return File(path, Kind.VIDEO, "a film", Fraction(seconds))


def recording(path: str, begins: Fraction | int, **parts: object) -> Recording:
    clock = PhoneClock("none", created="2013-08-16T09:41:00.000000Z", grammar="local")
    made = Recording(
        path, "a", "strike", "street", Fraction(begins), Fraction(60), 0, clock, 640, 360, "h264", ()
    )
    return replace(made, **parts)  # type: ignore[arg-type]  # the caller names fields of Recording


def item_of(path: str) -> Digest:
    return digest_of(path.encode())


def span(path: str, start: Fraction | float | None = None, end: Fraction | float | None = None) -> Span:
    if start is None:
        return Span(item_of(path))
    return Span(item_of(path), (Seconds(Fraction(start), None if end is None else Fraction(end)),))


def row(
    property: str,
    value: Value,
    about: Citation,
    *cites: Citation,
    by: Agent = MACHINE,
    method: Method = Method.MEASURED,
    name: str = "",
) -> StatementRow:
    cited = cites or (about,)
    said = Statement(about, property, value, by, by, method, cited)
    key = digest_of((name or repr(said)).encode())
    return StatementRow(key, said, NOON, "w", 1, Access.TEAM, Standing.STATED)


def found(
    *rows: StatementRow,
    paths: tuple[str, ...],
    ran: str = EVERY,
    rejects: tuple[Reject, ...] = (),
    judged: tuple[StatementRow, ...] = (),
    families: tuple[frozenset[str], ...] = (),
) -> Found:
    """A record of `rows`, whose files are `paths`, in which every analyser has run."""
    return Found({item_of(p): (p,) for p in paths}, rows, rejects, frozenset(ran.split()), judged, families)
