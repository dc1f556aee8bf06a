import stat
import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from tawthiq.intake.archive import Caps, Member, members
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import SourceError


def make(path: Path, *entries: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return path


def contents(path: Path) -> dict[str, bytes]:
    return {m.name: m.open().read() for m in members(path) if isinstance(m, Member)}


def rejects(path: Path, caps: Caps | None = None) -> dict[str, str]:
    met = members(path, caps=caps) if caps else members(path)
    return {m.where: m.reason for m in met if isinstance(m, Reject)}


def test_members_are_names_and_bytes(tmp_path: Path) -> None:
    path = make(tmp_path / "chat.zip", ("_chat.txt", b"words"), ("صور/1.jpg", b"picture"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.mkdir("empty")
    assert contents(path) == {"_chat.txt": b"words", "صور/1.jpg": b"picture"}


def test_names_are_data_and_never_paths(tmp_path: Path) -> None:
    names = ["../../etc/passwd", "/etc/passwd", "C:\\x.exe", "CON", "exe\u202egpj.mp4"]
    path = make(tmp_path / "a.zip", *((name, b"x") for name in names))
    assert [m.name for m in members(path) if isinstance(m, Member)] == names
    assert list(tmp_path.iterdir()) == [path]


def test_the_time_of_a_member_has_no_zone_and_1980_is_none(tmp_path: Path) -> None:
    dated = zipfile.ZipInfo("a", (2013, 8, 16, 12, 40, 0))
    first, second = members(make(tmp_path / "a.zip", (dated, b"x"), (zipfile.ZipInfo("b"), b"x")))
    assert isinstance(first, Member)
    assert isinstance(second, Member)
    assert first.modified is not None
    assert not first.modified.comparable
    assert second.modified is None


def test_links_and_system_files_are_refused(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    device = zipfile.ZipInfo("device")
    device.external_attr = (stat.S_IFCHR | 0o777) << 16
    path = make(tmp_path / "a.zip", (link, b"/etc"), (device, b""), ("__MACOSX/._a", b""), ("a", b"x"))
    assert rejects(path) == {
        "link": "symbolic link, not followed",
        "device": "neither a file nor a folder",
        "__MACOSX/._a": "system file, not taken in",
    }


def test_an_encrypted_member_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("a", b"x"))
    content = bytearray(path.read_bytes())
    content[6] |= 1  # the flag in the entry's own header, and in the list
    content[content.index(b"PK\x01\x02") + 8] |= 1
    path.write_bytes(content)
    assert "encrypted" in rejects(path)["a"]


def test_a_member_that_swells_is_refused(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("bomb", bytes(20 * 2**20)), ("a", b"x"))
    assert "swells" in rejects(path)["bomb"]
    assert [m.name for m in members(path) if isinstance(m, Member)] == ["a"]


def test_caps_on_number_and_total(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("a", b"xx"), ("b", b"xx"), ("c", b"xx"))
    assert "over the cap" in rejects(path, Caps(members=2))[""]
    assert rejects(path, Caps(total=4)) == {"c": "archive is too large"}


def overlapping(count: int) -> bytes:
    """One deflated blob that `count` entries of the list all point at."""
    body = zlib.compress(bytes(65536), 9)[2:-4]
    fields = (20, 0, 8, 0, 33, zlib.crc32(bytes(65536)), len(body), 65536, 1)
    blob = b"PK\x03\x04" + struct.pack("<5H3I2H", *fields, 0) + b"a" + body
    entry = b"PK\x01\x02" + struct.pack("<6H3I5H2I", 20, *fields, 0, 0, 0, 0, 0, 0) + b"a"
    end = struct.pack("<4H2IH", 0, 0, count, count, len(entry) * count, len(blob), 0)
    return blob + entry * count + b"PK\x05\x06" + end


def test_overlapping_entries_refuse_the_whole_archive(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    path.write_bytes(overlapping(1))
    (only,) = members(path)
    assert isinstance(only, Member)
    path.write_bytes(overlapping(50))
    assert rejects(path) == {"": "its entries overlap, as in a zip bomb"}


def test_an_archive_in_an_archive_stays_closed(tmp_path: Path) -> None:
    inner = make(tmp_path / "inner.zip", ("a", b"x")).read_bytes()
    assert contents(make(tmp_path / "outer.zip", ("inner.zip", inner))) == {"inner.zip": inner}


def test_bytes_that_are_not_whole_raise_when_read(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("a", bytes(range(256)) * 64))
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(content)
    with pytest.raises(SourceError, match=r"a\.zip, a"):
        contents(path)


@pytest.mark.parametrize("cut", [0, 1, 30, 100, -1, -30])
def test_what_is_no_archive_is_an_error(tmp_path: Path, cut: int) -> None:
    whole = make(tmp_path / "a.zip", ("a", b"x" * 100)).read_bytes()
    (tmp_path / "cut.zip").write_bytes(whole[:cut])
    with pytest.raises(SourceError):
        list(members(tmp_path / "cut.zip"))


def test_every_flipped_byte_is_met_calmly(tmp_path: Path) -> None:
    whole = make(tmp_path / "a.zip", ("a", b"some words " * 9), ("b", b"x")).read_bytes()
    path = tmp_path / "flipped.zip"
    for at in range(len(whole)):
        path.write_bytes(whole[:at] + bytes([whole[at] ^ 0x5A]) + whole[at + 1 :])
        try:
            contents(path)
        except SourceError:
            continue


def test_names_without_the_flag_are_utf8_where_they_can_be(tmp_path: Path) -> None:
    path = make(tmp_path / "a.zip", ("مقطع", b"x"))
    content = bytearray(path.read_bytes())
    content[7] &= ~0x08  # the flag in the entry's own header, and in the list
    content[content.index(b"PK\x01\x02") + 9] &= ~0x08
    path.write_bytes(content)
    assert contents(path) == {"مقطع": b"x"}
