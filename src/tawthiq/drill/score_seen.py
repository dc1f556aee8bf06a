"""What is to be seen: cuts and words in the picture."""

from fractions import Fraction

from tawthiq.drill.found import Found, seconds_of
from tawthiq.drill.scoring import Measure, Missed, RoomScore, f1, middle, not_attempted, paired, share
from tawthiq.drill.truth import Truth
from tawthiq.drill.truth_footage import Kind, Overlay
from tawthiq.record.arabic import words
from tawthiq.record.value import Text

CUT_WITHIN = Fraction(3, 10)
"""Seconds: a cut is a picture, and detectors differ by a few of them."""


def score_cuts(truth: Truth, found: Found) -> RoomScore:
    """F1 of cuts and false ones a minute, over the films whose every cut is known."""
    if not found.has_run("watch/tawthiq.shots"):
        return not_attempted("cuts")
    films = [f for f in truth.files if f.kind is Kind.VIDEO and f.seconds and f.path not in truth.real]
    right, seen, off, missed = 0, 0, list[float](), list[Missed]()
    for film in films:
        true = [cut.at for cut in truth.cuts if cut.path == film.path]
        said = [s[0] for row in found.said_of(film.path, "shot.cut") if (s := seconds_of(row))]
        pairs = paired(true, said, CUT_WITHIN)
        right, seen = right + len(pairs), seen + len(said)
        off += [float(abs(t - f)) for t, f in pairs]
        hit = {t for t, _ in pairs}
        missed += [Missed(film.path, t, "cut") for t in true if t not in hit]
    known = {film.path for film in films}
    total = sum(cut.path in known for cut in truth.cuts)
    minutes = float(sum((film.seconds or Fraction(0) for film in films), Fraction(0)) / 60)
    return RoomScore(
        "cuts",
        (
            share("recall", right, total),
            share("precision", right, seen),
            f1("F1", right, seen, total),
            Measure(
                "false a minute", (seen - right) / minutes if minutes else None, seen - right, None, "1/min"
            ),
            middle("off, median", off, "s"),
        ),
        tuple(missed),
    )


def score_text(truth: Truth, found: Found) -> RoomScore:
    """Words in the picture that were read: overlays found, and the share of their words that is right."""
    if not found.has_run("second/text") and not any(found.by_people("transcription")):
        return not_attempted("text")
    shown = [o for o in truth.overlays if o.words]
    shares = {o: _words_right(o, found) for o in shown}
    right = sum(right for right, _ in shares.values())
    of = sum(total for _, total in shares.values())
    return RoomScore(
        "text",
        (
            share("overlays found", sum(hit > 0 for hit, _ in shares.values()), len(shown)),
            share("words right", right, of),
        ),
        tuple(Missed(o.span.path, o.span.begins, "words", o.words) for o in shown if not shares[o][0]),
    )


def _words_right(overlay: Overlay, found: Found) -> tuple[int, int]:
    wanted = words(overlay.words)
    held = set[str]()
    for row in found.said_of(overlay.span.path, "transcription"):
        value, seconds = row.statement.value, seconds_of(row)
        if isinstance(value, Text) and seconds and _meets(seconds, overlay):
            held |= set(words(value.text))
    return sum(word in held for word in wanted), len(wanted)


def _meets(seconds: tuple[Fraction, Fraction], overlay: Overlay) -> bool:
    return seconds[0] <= overlay.span.ends and seconds[1] >= overlay.span.begins
