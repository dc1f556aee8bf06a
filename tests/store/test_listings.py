from fractions import Fraction
from pathlib import Path

from tawthiq.record.agent import person
from tawthiq.record.item import Access, Item, Role
from tawthiq.record.measure import Exact
from tawthiq.record.post import Acquisition
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Link, Term, Text, Value
from tawthiq.store.layout import create_record
from tawthiq.store.listings import Said, lengths, names, pictures, said_about_items, totals
from tawthiq.store.writing import RecordWriter, open_for_writing
from tests.store.samples import TOOL

ANALYST = person("R. Analyst (invented)")


def film_in(record: RecordWriter) -> Item:
    """A film with two names, a length, a still, and one observation."""
    film, still = (record.objects.put_bytes(content) for content in (b"film", b"still"))
    item = Item(film.digest, film.size, "video/mp4")
    about = Span(film.digest)

    def said(term: str, value: Value, method: Method = Method.MEASURED) -> Statement:
        by = ANALYST if method is Method.OBSERVED else TOOL
        return Statement(about, term, value, by, by, method, (about,))

    record.add([item, Item(still.digest, still.size, "image/jpeg", Role.PICTURE)])
    record.add(statements=[said("acquisition", Acquisition("first.mp4"), Method.PARSED)])
    record.add(statements=[said("acquisition", Acquisition("second.mp4"), Method.PARSED)])
    record.add(statements=[said("media.duration", Exact(Fraction(20020, 1001), "s"), Method.PARSED)])
    record.add(statements=[said("key-frame", Link(still.digest, "picture"))])
    record.add(statements=[said("observation", Text("smoke"), Method.OBSERVED)])
    return item


def test_lists_say_what_the_statements_say(tmp_path: Path) -> None:
    with open_for_writing(create_record(tmp_path / "r.record", "r"), TOOL) as record:
        film = film_in(record).digest
        assert names(record.index, [film]) == {film: "first.mp4"}
        assert lengths(record.index) == {film: Fraction(20)}
        assert set(pictures(record.index)) == {film}
        assert said_about_items(record.index)[film] == Said(by_people=1, proposals=1)
        assert totals(record.index) == (5, 1)


def test_lists_hide_what_is_restricted(tmp_path: Path) -> None:
    with open_for_writing(create_record(tmp_path / "r.record", "r"), TOOL) as record:
        film = film_in(record).digest
        about = Span(film)
        record.add(
            statements=[
                Statement(about, "access", Term("restricted"), ANALYST, ANALYST, Method.JUDGED, (about,))
            ]
        )
        assert names(record.index, [film]) == {}
        assert not lengths(record.index)
        assert not pictures(record.index)
        assert not said_about_items(record.index)
        assert totals(record.index) == (0, 0)
        assert names(record.index, [film], seen_by=Access.RESTRICTED) == {film: "first.mp4"}
