"""The debrief: what you found, what you missed, and the second at which it was to be seen. Both languages."""

import tomllib
from fractions import Fraction
from functools import cache
from importlib.resources import files
from pathlib import Path

import jinja2

from tawthiq.drill.score import Score
from tawthiq.drill.scoring import Measure, Missed
from tawthiq.drill.truth_footage import Span
from tawthiq.record.media_time import clock

LANGUAGES = ("en", "ar")

PROPOSED = ("accepted-wrong", "refused-right")
"""What was missed in judging a proposal."""

MOST_MISSED = 12
"""Of one room; a page of three hundred missed rows teaches nobody."""


def debrief_html(score: Score) -> str:
    """One self-contained page, English and Arabic side by side in one file, that prints."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["clock"] = _second
    environment.filters["span"] = _span
    environment.globals |= {
        "said": said,
        "measured": measured,
        "counted": counted,
        "named": named,
        "detailed": detailed,
        "edited": edited,
        "told": told,
    }
    template = environment.get_template("debrief.html.j2")
    return template.render(score=score, languages=LANGUAGES, most=MOST_MISSED)


def said(table: str, key: str, language: str) -> str:
    """The words for `key` of a table of `debrief.toml`. Raises KeyError where nobody wrote them."""
    return catalogue()[table][key][language]


def named(measure: Measure, language: str) -> str:
    """A measure's name; of "segments: mirror" each half is said by itself."""
    return ": ".join(said("measures", part, language) for part in measure.name.split(": "))


def detailed(missed: Missed, language: str) -> str:
    """What the material has of something missed; for a proposal its kind in words."""
    return said("proposals", missed.detail, language) if missed.what in PROPOSED else missed.detail


def told(missed: Missed, language: str) -> str:
    """What the truth calls something missed; nothing where it has no words of its own."""
    return missed.told[LANGUAGES.index(language)]


def edited(missed: Missed, language: str) -> str:
    """What was done to a copy that was missed, in words; nothing for anything else."""
    comma = {"en": ", ", "ar": "، "}[language]
    return comma.join(said("measures", edit, language) for edit in missed.edits)


def measured(measure: Measure, language: str = "en") -> str:
    """The figure with its unit: shares in percent, others to a thousandth; a dash where there was nothing."""
    if measure.value is None:
        return "–"
    if measure.right is not None:
        return f"{100 * measure.value:.0f} %"
    figure = f"{measure.value:.0f}" if abs(measure.value) >= 1000 else f"{round(measure.value, 3):.3g}"
    return figure if measure.unit == "1" else f"{figure} {said('units', measure.unit, language)}"


def counted(measure: Measure) -> str:
    """The counts behind a share; nothing for other measures."""
    return "" if measure.right is None else f"{measure.right} / {measure.of}"


def _second(time: Fraction) -> str:
    return clock(time, decimals=0 if time.denominator == 1 else 1)


def _span(span: Span) -> str:
    """From the second at which something is to be seen until the one at which it is over."""
    return f"{_second(span.begins)}–{_second(span.ends)}"


@cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Every table of words by key, then by language."""
    return tomllib.loads(files("tawthiq.drill").joinpath("debrief.toml").read_text("utf-8"))
