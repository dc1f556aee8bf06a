from fractions import Fraction

from tawthiq.match.copies import find_copies
from tawthiq.match.proposing import propose
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Overlap
from tests.match.test_copies import film, flipped, track
from tests.record.strategies import some_digest


def test_a_copy_becomes_a_proposal_that_cites_both_sides() -> None:
    whole = film(1, 60)
    tracks = (track(whole, "long"), track(flipped(whole[20:30], 10), "short"))
    (copy,) = find_copies(tracks)
    statement = propose(copy, tracks, some_digest("task"))
    assert statement.is_proposal
    assert isinstance(statement.value, Overlap)
    assert statement.value.other == some_digest("long")
    assert statement.value.offset == 20
    assert {span.item for span in statement.spans} == {some_digest("long"), some_digest("short")}
    cited = next(s.seconds for s in statement.spans if s.item == some_digest("long"))
    assert cited == Seconds(Fraction(20), Fraction(59, 2)) or cited == Seconds(Fraction(20), Fraction(30))
