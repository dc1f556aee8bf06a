"""An account as WebVTT (W3C, https://www.w3.org/TR/webvtt1/): captions for any player.

A cue's id is its number and the first statement it rests on; all ids are in the annotations. What is said of
the whole stands in NOTE blocks, which players skip.
"""

from collections.abc import Iterable
from fractions import Fraction

from tawthiq.publish.account.told import Line
from tawthiq.publish.account.words import body_words
from tawthiq.record.media_time import MediaTime

MOMENT_SECONDS = Fraction(3)
"""How long a moment's cue stays: time to read a short line."""

_ID_DIGITS = 16
_ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}


def webvtt(lines: Iterable[Line], language: str, duration: MediaTime | None = None) -> str:
    """The file. Arabic cues begin with a right-to-left mark: the first strong letter turns a cue."""
    blocks = [f"WEBVTT\n\nNOTE language: {language}"]
    number = 0
    for line in lines:
        words = body_words(line, language)
        if line.start is None:
            blocks.append(f"NOTE {_note(words)}")
            continue
        number += 1
        times = f"{_time(line.start)} --> {_time(_end(line.start, line.end, duration))}"
        mark = "&rlm;" if language == "ar" else ""
        name = ".".join([str(number), *(id[:_ID_DIGITS] for id in line.ids[:1])])
        blocks.append(f"{name}\n{times}\n{mark}{escaped(words)}")
    return "\n\n".join(blocks) + "\n"


def escaped(words: str) -> str:
    """One line of cue text in which nothing is markup."""
    return "".join(_ESCAPES.get(c, c) for c in " ".join(words.split()))


def _note(words: str) -> str:
    return " ".join(words.split()).replace("-->", "→")


def _end(start: MediaTime, end: MediaTime | None, duration: MediaTime | None) -> MediaTime:
    """A cue ends after it begins, even at the last moment of a film."""
    if end is not None and end > start:
        return end
    stop = start + MOMENT_SECONDS
    return stop if duration is None or duration <= start else min(stop, duration)


def _time(seconds: MediaTime) -> str:
    milli = round(seconds * 1000)
    minutes, milli = divmod(milli, 60_000)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:02}:{minutes:02}:{milli // 1000:02}.{milli % 1000:03}"
