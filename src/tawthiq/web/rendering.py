"""Templates to answers: who asks, the record and the words are there in every one."""

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, partial
from pathlib import Path
from typing import Any

import jinja2
from fastapi import Request
from starlette.responses import HTMLResponse

from tawthiq.record.media_time import clock
from tawthiq.record.written import written_time
from tawthiq.web.asker import Asker
from tawthiq.web.reasons import reason_said
from tawthiq.web.wording import called_as, household_called, kind_of
from tawthiq.web.words import DIRECTIONS, for_script, label, word

TEMPLATES = Path(__file__).parent / "templates"
STATIC = Path(__file__).parent / "static"


def page(request: Request, template: str, asker: Asker, status: int = 200, **values: Any) -> HTMLResponse:
    """The page or piece of a page that `template` makes for `asker`."""
    state = request.app.state
    return HTMLResponse(
        render(
            template,
            asker.language,
            asker=asker,
            csrf=state.keys.csrf,
            menu=state.menu,
            title=state.desk.layout.title,
            here=request.url.path,
            address=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            work=state.desk.work.report(),
            **values,
        ),
        status,
    )


def render(template: str, language: str, **values: Any) -> str:
    """The text that `template` makes in `language`."""
    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            direction=DIRECTIONS[language],
            t=partial(_said, language),
            label=lambda term: label(str(term), language),
            reason=lambda said: reason_said(said, language),
            kind_of=kind_of,
            named=lambda label: called_as(label, language),
            home=lambda label: household_called(label, language),
            script_words=lambda *pages: for_script(language, "shell", *pages),
            **values,
        )
    )


def prepare(template: str) -> None:
    """Has `template` compiled, so that who first asks for it need not wait for that."""
    _environment().get_template(template)


def _said(language: str, key: str, **parts: object) -> str:
    return word(key, language, **parts)


def size_words(size: int) -> str:
    """Bytes as people read them, in powers of 1000 (IEC 80000-13)."""
    amount, units = float(size), ["B", "kB", "MB", "GB", "TB"]
    while amount >= 999.5 and len(units) > 1:
        amount, units = amount / 1000, units[1:]
    return f"{amount:.0f} {units[0]}" if amount >= 10 or units[0] == "B" else f"{amount:.1f} {units[0]}"


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= _FILTERS
    return environment


_FILTERS: Mapping[str, Any] = {
    "clock": lambda seconds, decimals=0: clock(Fraction(seconds), decimals=decimals),
    "utc": written_time,
    "size": size_words,
    "apart": lambda words: f"\u2068{words}\u2069",  # for attributes and choices, where no <bdi> can stand
    "short": lambda digest: f"{digest[:12]}…",
}
