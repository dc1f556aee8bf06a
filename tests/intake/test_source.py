import os
from pathlib import Path

import pytest

from tawthiq.intake.source import SourceFile, walk
from tawthiq.record.bodies import Reject
from tawthiq.record.errors import NotFound
from tests.intake.given import put


def test_every_file_is_met_once_in_one_order(tmp_path: Path) -> None:
    for name in ("b/2.mp4", "a.txt", "b/1.mp4", "ب/مقطع.mp4"):
        put(tmp_path, name, b"x")
    met = [f.name for f in walk(tmp_path) if isinstance(f, SourceFile)]
    assert met == ["a.txt", "b/1.mp4", "b/2.mp4", "ب/مقطع.mp4"]
    assert met == [f.name for f in walk(tmp_path) if isinstance(f, SourceFile)]


def test_what_is_not_taken_in_says_why(tmp_path: Path) -> None:
    put(tmp_path, "video.mp4", b"x")
    for name in (".DS_Store", "._video.mp4", "Thumbs.db", "__MACOSX/._video.mp4"):
        put(tmp_path, name, b"x")
    (tmp_path / "link").symlink_to("/etc")
    (tmp_path / "link.mp4").symlink_to(tmp_path / "video.mp4")
    os.mkfifo(tmp_path / "pipe")
    rejects = {r.path: r.reason for r in walk(tmp_path) if isinstance(r, Reject)}
    assert rejects == {
        ".DS_Store": "system file, not taken in",
        "._video.mp4": "system file, not taken in",
        "Thumbs.db": "system file, not taken in",
        "__MACOSX": "system file, not taken in",
        "link": "symbolic link, not followed",
        "link.mp4": "symbolic link, not followed",
        "pipe": "neither a file nor a folder",
    }
    assert [f.name for f in walk(tmp_path) if isinstance(f, SourceFile)] == ["video.mp4"]


def test_a_single_file_is_a_source(tmp_path: Path) -> None:
    path = put(tmp_path, "list.csv", b"x")
    assert list(walk(path)) == [SourceFile(path, "list.csv")]


def test_nothing_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        list(walk(tmp_path / "gone"))


def test_names_that_are_not_utf8_are_written_and_still_read(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"x")
    (met,) = walk(tmp_path)
    assert isinstance(met, SourceFile)
    assert met.name == "caf\\xe9.txt"
    assert met.path.read_bytes() == b"x"


def test_deep_folders_are_walked(tmp_path: Path) -> None:
    deep = tmp_path
    for _ in range(600):
        deep = deep / "d"
    deep.mkdir(parents=True)
    put(deep, "end.txt", b"x")
    (met,) = walk(tmp_path)
    assert isinstance(met, SourceFile)
    assert met.name.count("/") == 600
