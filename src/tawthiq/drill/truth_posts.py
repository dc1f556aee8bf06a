"""What is known of the invented posts: what each one is, what it claims, and what it asks for."""

from dataclasses import dataclass
from fractions import Fraction

POST_KINDS = (
    "eyewitness",
    "repost",
    "hearsay",
    "question",
    "denial",
    "rumour",
    "correction",
    "need",
    "offer",
    "delivery",
    "notice",
    "chatter",
    "search",
)

QUESTIONS = ("weapon", "place", "toll", "culprit", "motive", "time")


@dataclass(frozen=True)
class Claim:
    """One answer to one of QUESTIONS. `true` is none where the scenario itself leaves it open.

    Rival claims share a question (and, for a toll, a scope: site or city). `figure` is a toll's number.
    """

    id: str
    question: str
    english: str
    arabic: str
    true: bool | None
    scope: str = ""
    figure: int | None = None


@dataclass(frozen=True)
class Stance:
    """What a post does with a claim: asserts, denies, asks or reports (tells from others)."""

    claim: str
    modality: str


@dataclass(frozen=True)
class PostTruth:
    """A post by its `path` and `locator`: a JSON pointer, or for text `line/N`, for CSV `row/N`.

    Lines count from 1 and are the first line of the post; rows count the header as 1. `at` is world
    time. `kind` is one of POST_KINDS. `repeats` is the id of the post this one repeats or forwards, so
    that the two are one source; `answers` the one it replies to. `attached` a file of the material;
    `person` those the post is about; `needs` the needs it asks for, offers to, or delivers.
    """

    id: str
    path: str
    locator: str
    at: Fraction
    kind: str
    author: str
    language: str
    stances: tuple[Stance, ...] = ()
    needs: tuple[str, ...] = ()
    repeats: str | None = None
    answers: str | None = None
    attached: str | None = None
    person: tuple[int, ...] = ()


@dataclass(frozen=True)
class NeedStep:
    """A change in what a need is: `state` is asked, offered, met or cancelled, by the post that says so.

    `quantity` is how much was asked, offered or brought by that post.
    """

    state: str
    at: Fraction
    post: str
    quantity: int


@dataclass(frozen=True)
class Need:
    """Something asked for at a worksite. `outcome` is met, part-met or never-met.

    A need that is asked again is one need with several steps asked.
    """

    id: str
    what: str
    english: str
    arabic: str
    quantity: int
    worksite: str
    outcome: str
    steps: tuple[NeedStep, ...]


@dataclass(frozen=True)
class NeedsOn:
    """At the end of a day: ids of needs still open and of needs met by then."""

    day: str
    unmet: tuple[str, ...]
    met: tuple[str, ...]


@dataclass(frozen=True)
class ChatTruth:
    """A chat or export: `form` is telegram, whatsapp-ios-ar, whatsapp-android-en, whatsapp-android-ar,
    whatsapp-ios-en, auto-archiver or csv; posts and lines by the service itself; objects to refuse."""

    path: str
    form: str
    posts: int
    service: int
    rejects: int


@dataclass(frozen=True)
class RejectTruth:
    """Something that must be refused and located: a post, a row or a whole file (empty locator)."""

    path: str
    locator: str
    why: str
