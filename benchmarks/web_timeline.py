"""How many frames a second the timeline of a three-hour video keeps while somebody moves about in it.

    python -m benchmarks.web_timeline [STATEMENTS]

Target: 30 or more, on two shared cores and without a GPU. The page of the item itself is opened in Chromium,
with three hours of waveform, STATEMENTS statements in its lanes (half spans by people, half proposals)
and a cut every ten seconds. A wheel event a frame pans or zooms; the frames counted are those the browser
gives (requestAnimationFrame, at most 60), and the longest wait between two of them is told too.
"""

import os
import sys
import tempfile
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from benchmarks.large_record import HOURS, three_hours
from benchmarks.log_and_index import TOOL
from benchmarks.web_pages import chromium, served
from tawthiq.app.desk import at_desk
from tawthiq.record.agent import Agent, person
from tawthiq.record.digest import Digest
from tawthiq.record.measure import Quantity
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Text
from tawthiq.store.layout import create_record
from tawthiq.store.writing import open_for_writing
from tawthiq.web.guard import ENTRY

ANALYST = person("R. Analyst (invented)")
CUTS = 900
"""Pages list at most 2,000 statements of an item."""

_ONE = Quantity(Decimal(1), "1")

MEASURE = """async ([deltaX, deltaY]) => {
  const canvas = document.getElementById("timeline");
  const waits = [];
  let last = null;
  for (let n = 0; n < 180; n += 1) {
    const now = await new Promise(requestAnimationFrame);
    if (last !== null) waits.push(now - last);
    last = now;
    const turn = n % 60 < 30 ? 1 : -1;
    const wheel = { deltaX: deltaX * turn, deltaY: deltaY * turn, bubbles: true, cancelable: true };
    canvas.dispatchEvent(new WheelEvent("wheel", wheel));
  }
  const all = waits.reduce((sum, each) => sum + each, 0);
  return [1000 * waits.length / all, Math.max(...waits)];
}"""


def main(count: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["TAWTHIQ_HOME"] = str(Path(folder) / "home")
        layout = create_record(Path(folder) / "long.record", "benchmark")
        with open_for_writing(layout, TOOL) as record:
            item = three_hours(record)
            record.add(statements=said(item, count))
        with at_desk(layout.root) as desk, served(desk) as entry, chromium() as browser:
            page = browser.new_page()
            page.goto(entry)
            page.goto(f"{entry.partition(ENTRY)[0]}/item/{item}", wait_until="networkidle")
            marks = page.locator("[data-statement][data-start]").count()
            print(f"{HOURS} hours of waveform, {marks} marks and cuts; without a GPU")
            for name, moved in (("panning", (40, 0)), ("zooming", (0, 40))):
                page.keyboard.press("0")
                if name == "panning":
                    page.keyboard.press("+")
                rate, longest = page.evaluate(MEASURE, list(moved))
                print(f"{name:10} {rate:5.1f} frames/s, longest wait {longest:5.0f} ms")


def said(item: Digest, count: int) -> list[Statement]:
    """Spans by people, proposals by a tool, and cuts, over all of the hours."""
    length = Fraction(HOURS * 3600)
    spans = [Span(item, (Seconds(length * n / count, length * n / count + 4),)) for n in range(count)]
    cuts = [Span(item, (Seconds(length * n / CUTS),)) for n in range(1, CUTS)]
    return [
        *(_said(span, (ANALYST, TOOL)[n % 2], f"smoke over the roofs {n}") for n, span in enumerate(spans)),
        *(Statement(c, "shot.cut", _ONE, TOOL, TOOL, Method.MEASURED, (c,)) for c in cuts),
    ]


def _said(span: Span, by: Agent, words: str) -> Statement:
    method = Method.OBSERVED if by is ANALYST else Method.MEASURED
    return Statement(span, "observation", Text(words, "en"), by, by, method, (span,))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1000)
