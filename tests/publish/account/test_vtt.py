"""WebVTT, read back by the rules of the specification, section 6."""

import html
import re
from dataclasses import dataclass
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tawthiq.publish.account.lines import account
from tawthiq.publish.account.vtt import webvtt
from tawthiq.publish.account.words import body_words
from tawthiq.record import value as v
from tests.publish.account.saying import SUBJECT, event, noted, told

_TIMES = re.compile(r"(\d\d+):([0-5]\d):([0-5]\d)\.(\d{3}) --> (\d\d+):([0-5]\d):([0-5]\d)\.(\d{3})\Z")


@dataclass(frozen=True)
class Cue:
    name: str
    start: Fraction
    end: Fraction
    text: str


def parsed(content: str) -> list[Cue]:
    head, *blocks = content.rstrip("\n").split("\n\n")
    assert head == "WEBVTT"
    cues = []
    for block in blocks:
        assert "-->" in block or block.startswith("NOTE")
        if "-->" not in block:
            assert "\n" not in block
            continue
        name, times, *text = block.split("\n")
        match = _TIMES.match(times)
        assert match and len(text) == 1 and "-->" not in text[0] + name
        a = [int(part) for part in match.groups()]
        start, end = (Fraction(h * 3600 + m * 60 + s) + Fraction(f, 1000) for h, m, s, f in (a[:4], a[4:]))
        assert not re.search(r"<|&(?!amp;|lt;|gt;|rlm;)", text[0])
        cues.append(Cue(name, start, end, html.unescape(text[0])))
    return cues


def test_it_reads_back_as_what_was_said() -> None:
    what = [
        event("speech", 0, 41),
        noted("<i>smoke</i> & dust --> north", 205),
        told("media.damage", v.Text("-->")),
    ]
    lines = account(SUBJECT, what)
    timed = [line for line in lines if line.start is not None]
    cues = parsed(webvtt(lines, "en", SUBJECT.duration))
    assert [cue.text for cue in cues] == [body_words(line, "en") for line in timed]
    assert [cue.start for cue in cues] == [line.start for line in timed]
    assert len({cue.name for cue in cues}) == len(cues)
    assert all(line.ids[0][:16] in cue.name for cue, line in zip(cues, timed, strict=True) if line.ids)


@given(st.lists(st.tuples(st.integers(0, 420), st.text(min_size=1)), max_size=4))
def test_no_words_can_break_it(notes: list[tuple[int, str]]) -> None:
    lines = account(SUBJECT, [noted(words, second) for second, words in notes])
    cues = parsed(webvtt(lines, "ar", SUBJECT.duration))
    assert all(cue.end > cue.start for cue in cues)
    assert [cue.start for cue in cues] == sorted(cue.start for cue in cues)
    assert all(cue.text.startswith("\u200f") for cue in cues)
