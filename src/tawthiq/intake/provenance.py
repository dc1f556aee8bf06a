"""What is asked once of every source: who gave it, how, when, with what consent, from whose hands.

Every question can be skipped. What was not answered stays empty and prints as unknown; nothing is made
up for it. The answers become a note, an item of their own, which the acquisitions cite.
"""

import tomllib
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from tawthiq.intake.dates import iso_when
from tawthiq.record.canonical import canonical
from tawthiq.record.errors import LawBroken, SourceError
from tawthiq.record.post import UNKNOWN_CUSTODY, Acquisition
from tawthiq.record.when import When, instant


@dataclass(frozen=True, slots=True)
class Answers:
    """The giver's words to each question, empty where there are none."""

    given_by: str = ""
    how: str = ""
    when: str = ""
    consent: str = ""
    limits: str = ""
    custody: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question in both languages; `key` is the field of `Answers` it fills."""

    key: str
    english: str
    arabic: str


QUESTIONS = (
    Question("given_by", "Who gave it? A name, a pseudonym, a role.", "من أعطاها؟ اسم أو اسم مستعار أو صفة."),
    Question(
        "how", "How did it reach you? By hand, message, download.", "كيف وصلت؟ باليد أو برسالة أو بالتنزيل."
    ),
    Question(
        "when",
        "When did you receive it? For example 2013-08-17.",
        "متى استلمتها؟ مثلا \u20662013-08-17\u2069.",
    ),
    Question("consent", "What did the giver agree to, in their words?", "على ماذا وافق المعطي، بكلماته؟"),
    Question("limits", "What must not be done with it?", "ما الذي لا يجوز فعله بها؟"),
    Question("custody", "Through whose hands did it go before?", "عبر أيدي من مرت قبل ذلك؟"),
    Question("url", "Where was it online, if anywhere?", "أين كانت على الإنترنت، إن وجدت؟"),
)
"""All of them can be skipped."""


def answers_from_toml(path: Path) -> Answers:
    """The answers in the file at `path`, one key a question. Raises SourceError on anything else."""
    try:
        body = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, ValueError) as cause:
        raise SourceError(f"{path} is not TOML that can be read: {cause}") from cause
    keys = [question.key for question in QUESTIONS]
    if unknown := [key for key in body if key not in keys]:
        raise SourceError(f"{path}: unknown {', '.join(unknown)}; the questions are {', '.join(keys)}")
    return Answers(**{key: str(answer) for key, answer in body.items()})


def to_note(answers: Answers) -> bytes:
    """The answers that were given, as canonical JSON: the bytes of the note. Words stay as given."""
    return canonical({key: words for key, words in asdict(answers).items() if words})


def acquisition(name: str, source: str, answers: Answers, modified: datetime | None = None) -> Acquisition:
    """The arrival of the file `name` with `source`; `modified` is its time in the file system, with zone."""
    return Acquisition(
        name=name,
        source=source,
        url=answers.url,
        given_by=answers.given_by,
        how=answers.how,
        obtained=_obtained(answers.when) if answers.when else None,
        consent=answers.consent,
        limits=answers.limits,
        custody=answers.custody or UNKNOWN_CUSTODY,
        modified=instant(modified) if modified else None,
    )


def _obtained(words: str) -> When:
    """A day or time where the words are one, else just the words."""
    try:
        return iso_when(words)
    except LawBroken:
        return When(stated=words)
