"""A record against the truth of its drill, room by room."""

from collections.abc import Callable
from dataclasses import dataclass

from tawthiq.drill.found import Found
from tawthiq.drill.score_clocks import score_clocks
from tawthiq.drill.score_copies import score_copies
from tawthiq.drill.score_events import score_events
from tawthiq.drill.score_heard import score_sounds
from tawthiq.drill.score_marks import Noted, noted, score_marks
from tawthiq.drill.score_people import score_claims, score_needs, score_persons, score_toll
from tawthiq.drill.score_read import score_lists, score_posts, score_rejects
from tawthiq.drill.score_reviews import score_reviews
from tawthiq.drill.score_seen import score_cuts, score_text
from tawthiq.drill.score_where_when import score_places, score_times
from tawthiq.drill.scoring import Measure, RoomScore, not_attempted
from tawthiq.drill.truth import NOTICE, Truth

ROOMS: tuple[Callable[[Truth, Found], RoomScore], ...] = (
    score_posts,
    score_lists,
    score_rejects,
    score_cuts,
    score_sounds,
    score_text,
    score_copies,
    score_clocks,
    score_events,
    score_times,
    score_places,
    score_persons,
    score_toll,
    score_claims,
    score_needs,
    score_marks,
    score_reviews,
)
"""What is scored, in the order of the house."""


@dataclass(frozen=True, slots=True)
class Score:
    """How a record did in a drill: every room, and what people noted beside each mark."""

    scenario: str
    seed: int
    size: str
    rooms: tuple[RoomScore, ...]
    marks: tuple[Noted, ...]
    notice: str = NOTICE


def score(truth: Truth, found: Found) -> Score:
    """The score of what was `found` by what is true."""
    rooms = tuple(room(truth, found) for room in ROOMS)
    return Score(
        truth.scenario, truth.seed, truth.size, (*rooms, _seconds(truth, found)), noted(truth, found)
    )


def _seconds(truth: Truth, found: Found) -> RoomScore:
    """From the first statement logged to the last, by the record's own clock, and footage in it."""
    times = found.times
    if not times:
        return not_attempted("seconds")
    took = (times[-1] - times[0]).total_seconds()
    footage = float(sum(f.seconds or 0 for f in truth.files))
    return RoomScore(
        "seconds",
        (
            Measure("from first to last statement", took, len(times), unit="s"),
            Measure("footage in the drill", footage, len(truth.files), unit="s"),
        ),
    )
