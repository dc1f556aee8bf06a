from datetime import UTC, datetime
from decimal import Decimal
from fractions import Fraction

from hypothesis import given

from tawthiq.cli.wording import said_words, value_words, where_words
from tawthiq.record import value as v
from tawthiq.record.agent import UNKNOWN_VOICE
from tawthiq.record.selector import Quote, Region, Row, Seconds
from tawthiq.record.span import Citation, Mention, Span
from tawthiq.record.statement import Statement
from tawthiq.record.when import instant, wall_clock
from tests.record import strategies as some


@given(some.values)
def test_every_value_has_words_that_fit_a_line(value: v.Value) -> None:
    words = value_words(value)
    assert "\n" not in words
    assert len(words) <= 160


@given(some.citations)
def test_every_citation_says_where(citation: Citation) -> None:
    digest = citation.statement if isinstance(citation, Mention) else citation.item
    assert digest[:12] in where_words(citation)


@given(some.statements())
def test_every_statement_has_a_speaker(statement: Statement) -> None:
    assert said_words(statement)
    if statement.said_by == UNKNOWN_VOICE:
        assert said_words(statement).startswith("unknown voice")


def test_unknown_is_said_as_unknown() -> None:
    assert value_words(v.Unknown("dead or alive")) == "unknown: dead or alive"
    assert "up to 30" in value_words(v.Tally(None, 30, "dead"))
    assert "no zone" in value_words(wall_clock(datetime(2013, 8, 16, 12)))
    assert "no zone" not in value_words(instant(datetime(2013, 8, 16, 12, tzinfo=UTC)))


def test_places_in_an_item_as_people_write_them() -> None:
    item = some.some_digest()
    assert where_words(Span(item, (Seconds(Fraction(205), Fraction(212)),))).endswith("3:25.00–3:32.00")
    assert where_words(Span(item, (Seconds(Fraction(205)),))).endswith("3:25.00")
    assert where_words(Span(item, (Row(7, "Names", "Age"),))).endswith("row 7 · Names · Age")
    assert where_words(Span(item, (Quote("الركام"),))).endswith("“الركام”")
    box = Region(*(Decimal(n) for n in (0, 0, 10, 10)))
    assert where_words(Span(item, (Seconds(Fraction(3)), box))).startswith(item[:12])
