"""A compilation of two recordings, uploaded twice, is no reason to take the two for one."""

from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest

from tawthiq.app.building import build
from tawthiq.app.contents import contents_of
from tawthiq.app.copies import copies_found
from tawthiq.app.item_sheet import item_sheet
from tawthiq.app.overview import overview
from tawthiq.app.sheet_sources import Sources
from tawthiq.app.table_families import family_places
from tawthiq.publish.contents import homes
from tawthiq.record.agent import person
from tawthiq.record.digest import Digest
from tawthiq.record.item import Access
from tawthiq.record.selector import Seconds
from tawthiq.record.span import Span
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Text
from tawthiq.store.index import Index
from tests.app.case import reading
from tests.app.test_sound_matching import film_file, names
from tests.match.invented import RATE, film


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two recordings; 5 s of the one and then 6 s of the other in one film; and 8 s of that film."""
    folder = tmp_path_factory.mktemp("compilations")
    (films := folder / "films").mkdir()
    street, yard = film(1, 12), film(2, 12)
    both = [*street[3 * RATE : 8 * RATE], *yard[4 * RATE : 10 * RATE]]
    film_file(films / "a-both.mp4", both)  # held first
    film_file(films / "street.mp4", street)
    film_file(films / "yard.mp4", yard)
    film_file(films / "again.mp4", both[RATE : 9 * RATE])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TAWTHIQ_HOME", str(folder / "home"))
        yield build([films], folder / "films.record").record


@pytest.fixture(scope="module")
def index(built: Path) -> Iterator[Index]:
    with reading(built) as index:
        yield index


@pytest.fixture(scope="module")
def digests(built: Path) -> dict[str, Digest]:
    return {name: digest for digest, name in names(built).items()}


def test_it_is_of_both_families_and_they_are_two(built: Path, index: Index) -> None:
    found = copies_found(built)
    assert (found.recordings, found.distinct) == (4, 2)
    named = names(built)
    families = [[named[m.item] for m in f.members] for f in found.families]
    assert {frozenset(f) for f in families} == {
        frozenset({"street", "a-both", "again"}),
        frozenset({"yard", "a-both", "again"}),
    }
    assert {f[0] for f in families} == {"street", "yard"}, "who shows nothing else stands first"


def test_the_record_page_folds_it_under_each(index: Index, built: Path) -> None:
    page, named = overview(index), names(built)
    assert page.recordings == 2
    folded = {named[f.item.digest]: {named[c.item.digest] for c in f.copies} for f in page.files}
    assert folded == {"street": {"a-both", "again"}, "yard": {"a-both", "again"}}
    assert dict(contents_of(index).counts)["recordings"] == 2


def test_the_table_says_of_how_many_it_is(index: Index, digests: dict[str, Digest]) -> None:
    places = family_places(index)
    assert {name: places[digest].families for name, digest in digests.items()} == {
        "street": 1, "yard": 1, "a-both": 2, "again": 2,
    }  # fmt: skip
    assert sum(place.heads for place in places.values()) == 2
    assert places[digests["a-both"]].earliest == digests["street"]


def test_its_own_page_shows_both_in_the_order_it_shows_them(
    index: Index, digests: dict[str, Digest], built: Path
) -> None:
    named = names(built)
    sheet = item_sheet(index, digests["a-both"])
    assert [named[family[0].item] for family in sheet.families] == ["street", "yard"]
    numbers = homes(contents_of(index).families)
    assert len(numbers[digests["a-both"]]) == 2
    assert len(numbers[digests["street"]]) == 1


@pytest.mark.parametrize(("second", "of"), [(2, "street"), (8, "yard")])
def test_what_is_said_of_its_second_rests_on_the_recording_shown_there(
    index: Index, digests: dict[str, Digest], second: int, of: str
) -> None:
    def origins(item: Digest, at: int) -> object:
        span = Span(item, (Seconds(Fraction(at), Fraction(at + 1)),))
        witness = person("invented witness")
        said = Statement(
            about=span, property="note", value=Text("a cart"), said_by=witness, recorded_by=witness,
            method=Method.OBSERVED, cites=(span,),
        )  # fmt: skip
        return sources.origins(said)

    sources = Sources(index, Access.TEAM, {})
    assert origins(digests["a-both"], second) == origins(digests[of], 6)
    assert origins(digests["street"], 6) != origins(digests["yard"], 6)
