"""Cuts in encoded footage, as drafts at the first frame of the new shot."""

from dataclasses import replace

import pytest

from tawthiq.media.specimen import Specimen, clip
from tawthiq.record.measure import Quantity
from tawthiq.record.selector import Seconds
from tawthiq.watch.shots import Shots
from tests.media.watched import here

FOOTAGE = Specimen(seconds=6, cuts=(1, 2.52, 4.4))


def found(recipe: Specimen) -> list[float]:
    drafts = [f.draft for f in here(clip(recipe), Shots()).found]
    assert {draft.property for draft in drafts} <= {"shot.cut"}
    assert all(isinstance(draft.value, Quantity) for draft in drafts)
    starts = [s.start for draft in drafts for s in draft.selectors if isinstance(s, Seconds)]
    return [float(start) for start in starts]


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"rotation": 90},
        {"start": 5.0, "container": "matroska"},
        {"video_codec": "mpeg4", "container": "avi", "tone": None},
        {"brightness": 0.3},
    ],
)
def test_cuts_are_where_the_footage_has_them(change: dict[str, object]) -> None:
    assert found(replace(FOOTAGE, **change)) == pytest.approx(FOOTAGE.cuts, abs=0.05)  # type: ignore[arg-type]  # fields by name


def test_no_cut_no_draft() -> None:
    assert found(replace(FOOTAGE, cuts=())) == []
