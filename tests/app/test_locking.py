"""Locking a record into one encrypted file and back, with all that can go wrong in between."""

import io
import os
import subprocess
import tarfile
from pathlib import Path

import pyrage
import pytest

from tawthiq.app import locking
from tawthiq.app.locking import lock, locked_file, unlock
from tawthiq.record.digest import digest_of
from tawthiq.record.errors import ExtraMissing, NotUnlocked, NotWhole, UsageError
from tawthiq.store import locked as locked_module
from tawthiq.store.folder_stream import FolderStream, files_of, unpack
from tawthiq.store.layout import create_record, open_layout
from tawthiq.store.locked import Secret, write_locked
from tawthiq.store.writing import open_for_writing
from tests.store.samples import TOOL, Small, fill, put

PASS = Secret(passphrase="وردة ranunculus 41")


@pytest.fixture(scope="module")
def key() -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def small(tmp_path: Path) -> Small:
    return fill(create_record(tmp_path / "small.record", "Invented"))


def snapshot(folder: Path) -> dict[str, str]:
    """Every file that is the record, by its digest."""
    return {m.name: digest_of((folder / m.name).read_bytes()) for m in files_of(open_layout(folder))}


def to_key(key: pyrage.x25519.Identity) -> Secret:
    return Secret(recipients=(str(key.to_public()),))


def with_key(key: pyrage.x25519.Identity) -> Secret:
    return Secret(identities=(str(key),))


def test_a_record_comes_back_whole_by_passphrase(small: Small, tmp_path: Path) -> None:
    before = snapshot(small.layout.root)
    done = lock(small.layout.root, locked_file(small.layout.root), PASS)
    assert done.files == len(before)
    assert small.layout.root.is_dir()
    assert not done.removed
    back = unlock(done.file, tmp_path / "back.record", PASS)
    assert back.verification.whole
    assert snapshot(back.record) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "back.record",
        "small.record",
        "small.record.locked",
    ]


def test_nothing_of_the_record_can_be_read_in_the_file(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity
) -> None:
    file = lock(small.layout.root, tmp_path / "f", to_key(key)).file
    content = file.read_bytes()
    for word in (b"moving pictures", "الأنصاري".encode(), small.video.encode(), b"record.toml", b"Invented"):
        assert word not in content


def test_the_folder_goes_only_when_told_to_and_after_the_file_was_read_back(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity
) -> None:
    done = lock(small.layout.root, tmp_path / "f", to_key(key), remove=True)
    assert done.removed
    assert not small.layout.root.exists()
    assert unlock(done.file, tmp_path / "back", with_key(key)).verification.whole


def test_a_file_that_does_not_read_back_leaves_the_folder(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locking, "digests_in", lambda stream: {})
    before = snapshot(small.layout.root)
    with pytest.raises(NotWhole):
        lock(small.layout.root, tmp_path / "f", to_key(key), remove=True)
    assert snapshot(small.layout.root) == before


def test_an_interruption_leaves_the_record_whole_and_no_file(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(small.layout.root)
    read = FolderStream.read

    def stopped(self: FolderStream, size: int = -1) -> bytes:
        if self.digests:
            raise KeyboardInterrupt
        return read(self, size)

    monkeypatch.setattr(FolderStream, "read", stopped)
    with pytest.raises(KeyboardInterrupt):
        lock(small.layout.root, tmp_path / "f", to_key(key), remove=True)
    assert snapshot(small.layout.root) == before
    assert [p.name for p in tmp_path.iterdir()] == ["small.record"]


def test_what_a_killed_run_left_is_in_nobodys_way_and_does_not_stay(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity
) -> None:
    (tmp_path / "f.part").write_bytes(b"cut short")
    (tmp_path / ".back.tawthiq-unlocking" / "objects").mkdir(parents=True)
    (tmp_path / ".back.tawthiq-unlocking" / "objects" / "half").write_bytes(b"moving pictures")
    before = snapshot(small.layout.root)
    file = lock(small.layout.root, tmp_path / "f", to_key(key)).file
    assert snapshot(unlock(file, tmp_path / "back", with_key(key)).record) == before
    assert sorted(p.name for p in tmp_path.iterdir()) == ["back", "f", "small.record"]


@pytest.mark.parametrize("harm", ["cut", "changed", "empty", "other key"])
def test_a_harmed_file_unlocks_nothing(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity, harm: str
) -> None:
    file = lock(small.layout.root, tmp_path / "f", to_key(key)).file
    content = bytearray(file.read_bytes())
    content[-3000] ^= 1
    harmed = {"cut": bytes(content[: len(content) // 2]), "empty": b"", "changed": bytes(content)}
    file.write_bytes(harmed.get(harm, file.read_bytes()))
    secret = with_key(pyrage.x25519.Identity.generate()) if harm == "other key" else with_key(key)
    with pytest.raises(NotUnlocked):
        unlock(file, tmp_path / "back", secret)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["f", "small.record"], "nothing half-unpacked stays"


def test_another_passphrase_unlocks_nothing(small: Small, tmp_path: Path) -> None:
    file = lock(small.layout.root, tmp_path / "f", PASS).file
    with pytest.raises(NotUnlocked):
        unlock(file, tmp_path / "back", Secret(passphrase="another"))
    assert not (tmp_path / "back").exists()


def test_nothing_is_overwritten(small: Small, tmp_path: Path, key: pyrage.x25519.Identity) -> None:
    (tmp_path / "f").write_bytes(b"mine")
    with pytest.raises(UsageError):
        lock(small.layout.root, tmp_path / "f", to_key(key))
    assert (tmp_path / "f").read_bytes() == b"mine"
    file = lock(small.layout.root, tmp_path / "g", to_key(key)).file
    with pytest.raises(UsageError):
        unlock(file, small.layout.root, with_key(key))
    with pytest.raises(UsageError):
        lock(small.layout.root, small.layout.root / "inside", to_key(key))


HOSTILE = [
    "../out",
    "record/../../out",
    "/tmp/out",
    "record",
    "record/a/../b",
    "other/x",
    "record/a\\b",
    "record/c:x",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_that_leads_out_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(NotUnlocked):
        unpack(hostile(name), tmp_path / "deep" / "folder")
    assert not [p for p in tmp_path.rglob("*") if p.is_file()]


def hostile(name: str, kind: bytes = tarfile.REGTYPE) -> io.BytesIO:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        info = tarfile.TarInfo(name)
        info.size, info.type, info.linkname = (0 if kind != tarfile.REGTYPE else 3), kind, "/etc/passwd"
        archive.addfile(info, io.BytesIO(b"abc"))
    out.seek(0)
    return out


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE])
def test_links_and_devices_are_refused(tmp_path: Path, kind: bytes) -> None:
    with pytest.raises(NotUnlocked):
        unpack(hostile("record/x", kind), tmp_path / "folder")


def test_a_link_in_a_record_is_not_locked(small: Small, tmp_path: Path, key: pyrage.x25519.Identity) -> None:
    (small.layout.root / "cache" / "link").symlink_to("/etc/passwd")
    with pytest.raises(UsageError):
        lock(small.layout.root, tmp_path / "f", to_key(key))
    assert not (tmp_path / "f").exists()


class Counting:
    """Gives out `total` bytes and notes how much is held at a time."""

    def __init__(self, total: int) -> None:
        self.left, self.largest = total, 0

    def read(self, size: int = -1) -> bytes:
        assert size > 0, "everything at once would not fit into memory"
        self.largest = max(self.largest, size)
        got = min(size, self.left)
        self.left -= got
        return bytes(got)


def test_locking_holds_a_piece_at_a_time(tmp_path: Path, key: pyrage.x25519.Identity) -> None:
    source = Counting(20 * 2**20)
    write_locked(source, tmp_path / "f", to_key(key))
    assert source.left == 0
    assert source.largest <= 2**20
    folder = FolderStream(tmp_path, ())
    assert len(folder.read(10)) == 10


def test_an_index_and_unfinished_writes_are_left_out(small: Small) -> None:
    (small.layout.incoming / "x").mkdir(parents=True)
    (small.layout.incoming / "x" / "half").write_bytes(b"half")
    names = {m.name for m in files_of(small.layout)}
    assert "record.toml" in names
    assert not any(n.startswith(("index", "tmp")) for n in names)


def test_without_the_extra_it_says_so(small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def absent() -> None:
        raise ExtraMissing("no")

    monkeypatch.setattr(locked_module, "_age", absent)
    with pytest.raises(ExtraMissing):
        lock(small.layout.root, tmp_path / "f", PASS)
    assert not (tmp_path / "f").exists()


def test_writing_meanwhile_is_noticed(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A record that another process adds to after it was locked is not removed."""
    calls: list[int] = []

    def adding(layout: object) -> object:
        calls.append(1)
        if len(calls) == 3:
            (small.layout.root / "cache" / "late").write_bytes(b"late")
        return files_of(small.layout)

    monkeypatch.setattr(locking, "files_of", adding)
    with pytest.raises(NotWhole):
        lock(small.layout.root, tmp_path / "f", to_key(key), remove=True)
    assert (small.layout.root / "record.toml").is_file()


def test_public_tools_open_the_outside(small: Small, tmp_path: Path) -> None:
    """`tar` lists it, and the key inside is an age file under the passphrase; `age` itself is not here."""
    file = lock(small.layout.root, tmp_path / "f", PASS).file
    done = subprocess.run(["tar", "-xf", file, "-C", tmp_path], check=True, capture_output=True)
    assert done.stderr == b""
    identity = (
        pyrage.passphrase.decrypt((tmp_path / "key.age").read_bytes(), PASS.passphrase).decode().strip()
    )
    plain = tmp_path / "plain.tar"
    pyrage.decrypt_file(
        os.fspath(tmp_path / "record.tar.age"), os.fspath(plain), [pyrage.x25519.Identity.from_str(identity)]
    )
    subprocess.run(["tar", "-xf", plain, "-C", tmp_path], check=True)
    assert snapshot(tmp_path / "record") == snapshot(small.layout.root)


def test_a_locked_record_is_worked_on_after_unlocking(
    small: Small, tmp_path: Path, key: pyrage.x25519.Identity
) -> None:
    file = lock(small.layout.root, tmp_path / "f", to_key(key), remove=True).file
    back = unlock(file, tmp_path / "back", with_key(key)).record
    with open_for_writing(open_layout(back), TOOL) as record:
        assert record.add(items=[put(record, b"more")]).items
