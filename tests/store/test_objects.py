import io
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawthiq.record.digest import Digest, digest_of
from tawthiq.record.errors import NotFound, NotWhole
from tawthiq.record.item import Item
from tawthiq.store.durable import WriteFailed
from tawthiq.store.layout import Layout
from tawthiq.store.objects import ObjectStore, SourceChanged


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None)
@given(content=st.binary(max_size=3000))
def test_what_is_put_is_found_by_its_digest(layout: Layout, content: bytes) -> None:
    store = ObjectStore(layout)
    assert store.put_bytes(content) == (digest_of(content), len(content))
    assert store.put(io.BytesIO(content)) == (digest_of(content), len(content))
    digest = digest_of(content)
    assert digest in store and store.size(digest) == len(content) and store.check(digest)
    with store.open(digest) as held:
        assert held.read() == content


def test_a_large_file_is_streamed_in_and_cannot_be_written_to(layout: Layout, tmp_path: Path) -> None:
    content = os.urandom(1 << 20) * 3 + b"tail"
    (tmp_path / "clip.mp4").write_bytes(content)
    store = ObjectStore(layout)
    digest, size = store.put(tmp_path / "clip.mp4")
    assert (digest, size) == (digest_of(content), len(content))
    assert stat.S_IMODE(store.path(digest).stat().st_mode) == 0o400
    assert not list(layout.incoming.rglob("*.*"))


def test_an_external_item_is_found_where_it_lies(layout: Layout, tmp_path: Path) -> None:
    far = tmp_path / "far.mp4"
    far.write_bytes(b"far")
    item = Item(digest_of(b"far"), 3, "video/mp4", external=str(far))
    assert ObjectStore(layout).locate(item) == far


def test_what_is_not_there_is_not_found(layout: Layout) -> None:
    store, nothing = ObjectStore(layout), Digest("0" * 64)
    for ask in (store.size, store.open, store.check):
        with pytest.raises(NotFound):
            ask(nothing)
    assert nothing not in store


def test_a_source_that_changes_is_refused(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    growing = tmp_path / "growing.mp4"
    growing.write_bytes(b"first")
    fsync = os.fsync

    def grow(descriptor: int) -> None:
        with growing.open("ab") as file:
            file.write(b" and more")
        fsync(descriptor)

    with monkeypatch.context() as racing, pytest.raises(SourceChanged):
        racing.setattr(os, "fsync", grow)
        ObjectStore(layout).put(growing)
    for folder in (layout.objects, layout.incoming):
        assert not [path for path in folder.rglob("*") if path.is_file()]


def test_a_cut_object_under_the_same_name_is_not_taken_for_the_bytes(layout: Layout) -> None:
    store = ObjectStore(layout)
    digest, _ = store.put_bytes(b"whole")
    store.path(digest).chmod(0o600)
    store.path(digest).write_bytes(b"who")
    assert not store.check(digest)
    with pytest.raises(NotWhole):
        store.put_bytes(b"whole")


def test_orphans_are_removed_adopted_or_set_aside_but_never_deleted(layout: Layout) -> None:
    store = ObjectStore(layout, "writer")
    logged, _ = store.put_bytes(b"logged")
    orphan, _ = store.put_bytes(b"orphan")
    wrong = store.path(digest_of(b"wrong"))
    wrong.parent.mkdir(exist_ok=True)
    wrong.write_bytes(b"altered")
    (layout.objects / "desktop.ini").write_bytes(b"x")
    (layout.incoming / "writer" / "half").write_bytes(b"ha")
    found = store.recover({logged})
    assert found.removed == ("half",)
    assert found.adopted == (orphan,)
    assert sorted(name[:64].split(".")[0] for name in found.quarantined) == sorted(["desktop", wrong.name])
    assert {p.read_bytes() for p in layout.quarantine.iterdir()} == {b"altered", b"x"}
    assert logged in store and orphan in store
    assert store.recover({logged, orphan}).adopted == ()


@pytest.mark.parametrize("call", ["fsync", "write", "replace", "open"])
@pytest.mark.parametrize("nth", range(1, 6))
def test_a_refusing_disk_acknowledges_nothing(
    layout: Layout, monkeypatch: pytest.MonkeyPatch, call: str, nth: int
) -> None:
    store = ObjectStore(layout)
    with monkeypatch.context() as broken:
        seen = failing(broken, call, nth)
        try:
            digest, _ = store.put_bytes(b"footage")
        except WriteFailed:
            broken.undo()
            assert not [p for p in layout.incoming.rglob("*") if p.is_file()]
            digest, _ = store.put_bytes(b"footage")
    assert seen and store.check(digest)


def failing(monkeypatch: pytest.MonkeyPatch, call: str, nth: int) -> list[int]:
    """Makes the nth call of os.<call> fail with no space left; the list fills as calls are made."""
    real, seen = getattr(os, call), [0]

    def fail(*args: object, **kwargs: object) -> object:
        seen[0] += 1
        if seen[0] == nth:
            raise OSError(28, "No space left on device")
        return real(*args, **kwargs)

    monkeypatch.setattr(os, call, fail)
    return seen
