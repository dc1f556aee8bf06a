"""Any lawful value of the record, for property tests."""

from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import strategies as st

from tawthiq.record import value as v
from tawthiq.record.agent import Agent, AgentKind
from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.measure import OVERLAP_SOUNDS
from tawthiq.record.selector import Frame, Lines, Pointer, Quote, Region, Row, Seconds, Selector
from tawthiq.record.span import Mention, Span
from tawthiq.record.statement import Method, Modality, Statement
from tawthiq.record.vocabulary import PROPERTIES, STATUSES
from tawthiq.record.when import When

texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
arabic = st.text(st.sampled_from("ابتثجحخدذرزسشصضطظعغفقكلمنهويىةءأإآؤئ ًٌٍَُِّْـ٠١٢٣٤٥٦٧٨٩"), max_size=30)
words = st.one_of(texts, arabic)
named = words.filter(bool)
digests = st.binary(max_size=8).map(digest_of)
fractions = st.fractions(min_value=0, max_value=100_000, max_denominator=90_000)
decimals = st.decimals(min_value=-1000, max_value=1000, allow_nan=False, places=3).map(
    lambda d: Decimal(f"{d:f}").normalize() + 0
)
counts = st.integers(min_value=0, max_value=10**6)

frames = st.builds(
    Frame,
    stream=st.integers(0, 8),
    pts=st.integers(-(2**40), 2**40),
    time_base=st.fractions(min_value=Fraction(1, 90_000), max_value=1, max_denominator=90_000),
) | st.builds(
    Frame,
    stream=st.integers(0, 8),
    pts=st.integers(0, 2**40),
    time_base=st.just(Fraction(1, 12_800)),
    pixels=digests,
    decoder=named,
)


@st.composite
def seconds(draw: st.DrawFn) -> Seconds:
    start = draw(fractions)
    length = draw(st.none() | fractions)
    return Seconds(start, None if length is None else start + length, draw(st.none() | frames))


@st.composite
def regions(draw: st.DrawFn) -> Region:
    x, y = draw(st.integers(0, 9900)), draw(st.integers(0, 9900))
    width, height = draw(st.integers(1, 10_000 - x)), draw(st.integers(1, 10_000 - y))
    return Region(*(Decimal(part) / 100 for part in (x, y, width, height)))


@st.composite
def quotes(draw: st.DrawFn) -> Quote:
    start = draw(st.none() | counts)
    return Quote(draw(named), draw(words), draw(words), start, None if start is None else start + 1)


@st.composite
def line_ranges(draw: st.DrawFn) -> Lines:
    first = draw(st.integers(1, 1000))
    return Lines(first, first + draw(st.integers(0, 20)))


selectors: st.SearchStrategy[Selector] = st.one_of(
    seconds(),
    regions(),
    quotes(),
    line_ranges(),
    st.builds(Row, st.integers(1, 10**6), words, words),
    st.builds(Pointer, words.map(lambda w: f"/{w}")),
)
spans = st.builds(Span, digests, st.lists(selectors, max_size=2).map(tuple))
mentions = st.builds(Mention, digests)
citations = spans | mentions


@st.composite
def whens(draw: st.DrawFn) -> When:
    zone = draw(st.sampled_from(["", "UTC", "+03:00", "Asia/Damascus"]))
    moments = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1))
    bounds = sorted(draw(st.lists(moments, min_size=2, max_size=2)))
    aware = [b.replace(tzinfo=UTC) if zone else b for b in bounds]
    return When(draw(st.sampled_from([None, aware[0]])), aware[1], zone, draw(words))


@st.composite
def tallies(draw: st.DrawFn) -> v.Tally:
    ends = sorted(draw(st.lists(counts, min_size=2, max_size=2)))
    low = draw(st.sampled_from([None, ends[0]]))
    return v.Tally(low, ends[1], draw(words), draw(st.none() | whens()), draw(words))


@st.composite
def overlaps(draw: st.DrawFn) -> v.Overlap:
    start, length = draw(fractions), draw(fractions)
    marks = draw(st.lists(named, max_size=2).map(tuple))
    rate = draw(st.fractions(min_value=Fraction(1, 4), max_value=4, max_denominator=100))
    offset = draw(st.fractions(min_value=-1000, max_value=1000, max_denominator=1000))
    error = abs(draw(decimals))
    likely = draw(st.none() | st.integers(0, 1000).map(lambda n: Decimal(n) / 1000))
    sound = draw(st.sampled_from(OVERLAP_SOUNDS))
    return v.Overlap(draw(digests), start, start + length, offset, error, rate, marks, likely, sound)


latitudes = st.decimals(-90, 90, places=5).map(lambda d: d.normalize() + 0)
longitudes = st.decimals(-180, 180, places=5).map(lambda d: d.normalize() + 0)
radii = st.integers(1, 10_000).map(Decimal)
corners = st.builds(v.Corner, latitudes, longitudes)
attachments = st.builds(v.Attachment, named, st.none() | digests, words)
plain_verdicts = st.sampled_from([x for x in v.Verdict if x is not v.Verdict.CORRECT])

by_class: dict[type, st.SearchStrategy[v.Value]] = {
    v.Text: st.builds(v.Text, words, words),
    v.Term: st.builds(v.Term, st.sampled_from(STATUSES)),
    v.Quantity: st.builds(v.Quantity, decimals, named, st.none() | decimals),
    v.Exact: st.builds(v.Exact, fractions, named),
    v.Tally: tallies(),
    v.When: whens(),
    v.Circle: st.builds(v.Circle, latitudes, longitudes, radii, words),
    v.Area: st.lists(corners, min_size=3, max_size=5, unique=True).map(lambda c: v.Area(tuple(c))),
    v.Track: st.builds(
        v.Track, digests, st.lists(st.builds(v.Column, named, named), max_size=3).map(tuple), counts
    ),
    v.Overlap: overlaps(),
    v.Link: st.builds(v.Link, digests, words),
    v.Unknown: st.builds(v.Unknown, words),
    v.Introduction: st.builds(v.Introduction, st.sampled_from(v.EntityKind), words),
    v.Review: st.builds(v.Review, plain_verdicts, words)
    | st.builds(v.Review, st.just(v.Verdict.CORRECT), words, digests),
    v.Acquisition: st.builds(
        v.Acquisition, named, words, words, words, words, st.none() | whens(), words, words, words
    ),
    v.Post: st.builds(
        v.Post,
        words,
        words,
        st.none() | whens(),
        st.none() | whens(),
        words,
        attachments=st.lists(attachments, max_size=2).map(tuple),
    ),
}
values = st.one_of(*by_class.values())

speakers = st.one_of(
    st.builds(Agent, st.sampled_from([AgentKind.PERSON, AgentKind.ACCOUNT, AgentKind.GROUP]), named),
    st.builds(Agent, st.just(AgentKind.SOFTWARE), named, named),
    st.just(Agent(AgentKind.UNKNOWN)),
)
people = st.builds(Agent, st.just(AgentKind.PERSON), named)
programs = st.builds(Agent, st.just(AgentKind.SOFTWARE), named, named)


@st.composite
def statements(draw: st.DrawFn) -> Statement:
    """Any lawful statement."""
    property_ = draw(st.sampled_from([p for p in PROPERTIES.values() if p.term != "review"]))
    value = draw(st.one_of(*(by_class[kind] for kind in property_.values)))
    by_software = draw(st.booleans())
    return Statement(
        about=draw(citations),
        property=property_.term,
        value=value,
        said_by=draw(speakers),
        recorded_by=draw(programs if by_software else people),
        method=Method.PARSED if by_software else draw(st.sampled_from(Method)),
        cites=tuple(draw(st.lists(citations, min_size=1, max_size=3))),
        modality=draw(st.sampled_from(Modality)),
        said_at=draw(st.none() | whens()),
        task=draw(st.none() | digests),
        language=draw(st.sampled_from(["", "ar", "en"])),
    )


def some_digest(text: str = "x") -> Digest:
    """A digest to stand for an item."""
    return digest_of(text.encode())
