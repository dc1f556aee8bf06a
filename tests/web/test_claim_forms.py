from datetime import UTC, datetime

import pytest

from tawthiq.record.value import When
from tawthiq.web.claim_forms import when_in_brief

NOON = datetime(2013, 8, 16, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "said"),
    [
        (When(NOON, NOON, "UTC", "at noon"), "2013-08-16 12:00 UTC"),
        (When(NOON, NOON.replace(minute=5), "UTC"), "2013-08-16 12:00 – 12:05 UTC"),
        (
            When(NOON, NOON.replace(day=17), "Asia/Damascus"),
            "2013-08-16 15:00 – 2013-08-17 15:00 Asia/Damascus",
        ),
        (When(None, NOON, "UTC"), "? – 2013-08-16 12:00 UTC"),
        (When(NOON.replace(tzinfo=None), NOON.replace(tzinfo=None)), "2013-08-16 12:00 (?)"),
        (When(stated="after the prayer"), ""),
    ],
)
def test_a_cell_shows_the_bounds_and_whether_a_zone_is_known(when: When, said: str) -> None:
    assert when_in_brief(when) == said
