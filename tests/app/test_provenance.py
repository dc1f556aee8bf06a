"""What is said of a source after it came: it fills what arrivals leave unknown and takes nothing away."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.contents import contents_of
from tawthiq.app.desk import Desk, at_desk
from tawthiq.app.editing import Hand, take_back
from tawthiq.app.item_sheet import item_sheet
from tawthiq.app.provenance import provenances, say_provenance, sources
from tawthiq.intake.provenance import Answers
from tawthiq.record.agent import person
from tawthiq.record.errors import LawBroken, NotFound
from tawthiq.record.item import Access
from tawthiq.record.post import UNKNOWN_CUSTODY
from tawthiq.store import queries

ME = person("R. Analyst (invented)")
CONSENT = "may be shown, without her name"


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Two sources: of one nothing is known, of the other the giver was told when it was built."""
    for name in ("stick", "phone"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "note.txt").write_text(f"words of the {name}")
    build([tmp_path / "stick"], tmp_path / "r")
    build([tmp_path / "phone"], tmp_path / "r", ask=lambda name: Answers(given_by="her brother"))
    with at_desk(tmp_path / "r") as opened:
        yield opened


def _sheet(desk: Desk, source: str):  # type: ignore[no-untyped-def]
    rows = queries.items(desk.index)
    came = (
        r for r in rows if any(getattr(a.statement.value, "source", "") == source for a in r.acquisitions)
    )
    return item_sheet(desk.index, next(came).item.digest)


def test_what_is_said_fills_what_the_arrivals_leave_unknown(desk: Desk) -> None:
    say_provenance(Hand(desk.record, ME), "stick", Answers(given_by="a neighbour", consent=CONSENT))
    (arrival,) = _sheet(desk, "stick").arrivals
    assert (arrival.given_by, arrival.consent, arrival.custody) == ("a neighbour", CONSENT, UNKNOWN_CUSTODY)
    assert arrival.name == "note.txt"
    listed = {v.acquisitions[0].given_by for v in contents_of(desk.index).items if v.acquisitions}
    assert listed == {"a neighbour", "her brother"}


def test_what_the_giver_said_when_it_came_stays(desk: Desk) -> None:
    say_provenance(Hand(desk.record, ME), "phone", Answers(given_by="somebody else", how="by hand"))
    (arrival,) = _sheet(desk, "phone").arrivals
    assert (arrival.given_by, arrival.how) == ("her brother", "by hand")


def test_the_later_answer_counts_and_a_withdrawn_one_does_not(desk: Desk) -> None:
    hand = Hand(desk.record, ME)
    say_provenance(hand, "stick", Answers(given_by="a neighbour", how="by message"))
    edit = say_provenance(hand, "stick", Answers(given_by="a cousin"))
    (view,) = (s for s in sources(desk.index, seen_by=Access.TEAM) if s.name == "stick")
    assert (view.known.given_by, view.known.how, len(view.said)) == ("a cousin", "by message", 2)
    take_back(hand, edit)
    assert provenances(desk.index, seen_by=Access.TEAM)["stick"].given_by == "a neighbour"


def test_a_giver_who_must_not_be_named_is_named_to_nobody_else(desk: Desk) -> None:
    answers = Answers(given_by="a name to keep")
    say_provenance(Hand(desk.record, ME), "stick", answers, Access.RESTRICTED)
    assert "stick" not in provenances(desk.index, seen_by=Access.TEAM)
    assert _sheet(desk, "stick").arrivals[0].given_by == ""
    assert provenances(desk.index, seen_by=Access.RESTRICTED)["stick"].given_by == "a name to keep"


def test_nothing_answered_and_a_source_that_never_came_are_refused(desk: Desk) -> None:
    hand, before = Hand(desk.record, ME), queries.entries(desk.index)
    with pytest.raises(LawBroken):
        say_provenance(hand, "stick", Answers())
    with pytest.raises(NotFound):
        say_provenance(hand, "nowhere", Answers(how="by hand"))
    assert queries.entries(desk.index) == before
