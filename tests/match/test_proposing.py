from fractions import Fraction

import pytest

from tawthiq.match.aligning import Line
from tawthiq.match.frame import Frame
from tawthiq.match.proposing import propose
from tawthiq.match.segment import Segment
from tawthiq.match.terms import COPY
from tawthiq.record.codec import from_json, to_json
from tawthiq.record.selector import Region, Seconds
from tawthiq.record.statement import Statement
from tawthiq.record.value import Overlap
from tests.match.invented import film, recorded
from tests.record.strategies import some_digest


def test_a_segment_becomes_a_proposal_that_cites_both_sides() -> None:
    one, other = recorded("one", film(1, 3)), recorded("other", film(2, 3))
    segment = Segment(
        0.5,
        2.5,
        Line(20.0, 1.25),
        0.1,
        COPY,
        0.987,
        9.5,
        8,
        1.0,
        True,
        90,
        Frame(10, 20, 50, 50),
        sound="same",
    )
    statement = propose(one, other, segment, some_digest("task"))
    assert statement.is_proposal
    value = statement.value
    assert isinstance(value, Overlap)
    assert (value.other, value.rate, value.offset) == (other.item, Fraction(5, 4), Fraction(20))
    assert (value.start, value.end) == (Fraction(165, 8), Fraction(185, 8))
    assert value.transform == ("mirror", "rotation 90")
    assert (float(value.probability or 0), value.sound) == (0.987, "same")
    here = next(s for s in statement.spans if s.item == one.item)
    assert here.seconds == Seconds(Fraction(1, 2), Fraction(5, 2))
    assert any(isinstance(s, Region) for s in here.selectors)
    assert from_json(Statement, to_json(statement)) == statement


def test_a_probability_is_one_and_a_sound_is_known() -> None:
    from decimal import Decimal

    from tawthiq.record.errors import LawBroken

    whole = (some_digest("x"), Fraction(0), Fraction(1), Fraction(0), Decimal(0))
    with pytest.raises(LawBroken):
        Overlap(*whole, probability=Decimal(2))
    with pytest.raises(LawBroken):
        Overlap(*whole, sound="loud")
