"""Recordings are read from their tracks when they are looked at, and few are held."""

import gc
import weakref
from pathlib import Path

import pytest

from tawthiq import __version__
from tawthiq.app import held_recordings
from tawthiq.app.match_tasks import waiting_for_match
from tawthiq.record.agent import software
from tawthiq.store.indexing import open_index
from tawthiq.store.layout import open_layout
from tawthiq.store.writing import open_for_writing


def test_few_are_held_and_the_same_is_read_again(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_for_writing(open_layout(record), software("tawthiq", __version__)) as writer:
        waiting = waiting_for_match(writer.index)
        most = 3
        assert len(waiting) > most
        usual = sum(each.pictures for each in waiting) / len(waiting)
        monkeypatch.setattr(held_recordings, "_PICTURES", most * usual)
        library = held_recordings.held_recordings(writer, waiting)
        assert library.waiting == waiting
        alive, thumbnails = [], []
        for each in waiting:
            recording = library.read(each.item)
            assert recording.pictures == each.pictures
            thumbnails.append(recording.thumbnails.copy())
            alive.append(weakref.ref(recording.thumbnails))
            del recording
        gc.collect()
        assert sum(each() is not None for each in alive) <= most
        for each, seen in zip(waiting, thumbnails, strict=True):
            assert (library.read(each.item).thumbnails == seen).all()


def test_pictures_are_counted_without_a_track_being_read(record: Path) -> None:
    with open_index(open_layout(record)) as index:
        waiting = waiting_for_match(index)
    with open_for_writing(open_layout(record), software("tawthiq", __version__)) as writer:
        library = held_recordings.held_recordings(writer, waiting)
        for each in waiting:
            assert each.pictures == library.read(each.item).pictures
