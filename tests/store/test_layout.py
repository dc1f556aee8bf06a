import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.area import Circle
from tawthiq.record.errors import NewerFormat, NotARecord, UsageError
from tawthiq.store import layout as layout_module
from tawthiq.store.layout import Layout, create_record, open_layout
from tawthiq.store.migrations import FORMAT, migrate


def test_a_record_is_read_back_as_it_was_made(tmp_path: Path) -> None:
    area = Circle(Decimal("36.2"), Decimal("37.15"), Decimal("8000"))
    made = create_record(tmp_path / "r", 'حلب\x7f "quoted" \\ 😀', ("ar",), "Asia/Damascus", area)
    assert open_layout(tmp_path / "r") == made
    assert open_layout(tmp_path / "r").id == made.id
    assert (tmp_path / "r" / "README.txt").read_text("utf-8").count("sha256sum") > 1


@given(
    st.text(st.characters(exclude_categories=["Cs"])),
    st.lists(st.text(st.characters(exclude_categories=["Cs"]))),
)
def test_any_title_survives_toml(title: str, languages: list[str]) -> None:
    layout = Layout(Path("r"), bytes(32), title, tuple(languages), "UTC")
    said = tomllib.loads(layout.title_page.decode())
    assert (said["title"], said["languages"], said["id"]) == (title, languages, layout.id)


class _Killed(BaseException):
    """What nothing in the product catches, as nothing catches kill -9."""


@pytest.mark.parametrize("steps", range(7))
def test_a_record_whose_making_was_cut_short_is_made_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    left = iter(range(steps))
    with monkeypatch.context() as cut:
        for name in ("make_folder", "place"):
            cut.setattr(layout_module, name, _until_killed(getattr(layout_module, name), left))
        with pytest.raises(_Killed):
            create_record(tmp_path / "r", "cut short")
    (tmp_path / "r" / "tmp").mkdir(parents=True, exist_ok=True)
    (tmp_path / "r" / "tmp" / "half-written").write_bytes(b"x")
    made = create_record(tmp_path / "r", "made")
    assert open_layout(tmp_path / "r") == made


def _until_killed(do: Callable[..., None], left: Iterator[int]) -> Callable[..., None]:
    def step(*arguments: object) -> None:
        if next(left, None) is None:
            raise _Killed
        do(*arguments)

    return step


@pytest.mark.parametrize("name", ["README.txt", "objects/photo.jpg", "record.toml.bak", "log/x/000001.jsonl"])
def test_what_no_unfinished_record_holds_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(UsageError):
        create_record(tmp_path, "r")
    assert (tmp_path / name).read_bytes() == b"mine"


def test_a_folder_with_anything_in_it_is_refused(tmp_path: Path) -> None:
    (tmp_path / "photo.jpg").write_bytes(b"x")
    with pytest.raises(UsageError):
        create_record(tmp_path, "r")
    assert [p.name for p in tmp_path.iterdir()] == ["photo.jpg"]


def test_a_folder_without_title_page_is_no_record(tmp_path: Path) -> None:
    with pytest.raises(NotARecord):
        open_layout(tmp_path)


def test_a_newer_format_is_refused_untouched(layout: Layout) -> None:
    page = layout.root / "record.toml"
    newer = page.read_bytes().replace(b"format = 1", b"format = 2")
    page.write_bytes(newer)
    with pytest.raises(NewerFormat):
        open_layout(layout.root)
    assert page.read_bytes() == newer


@pytest.mark.parametrize(
    "old, new", [(b"Aleppo", b"aleppo"), (b"Asia", b"Azia"), (b"salt", b"sold"), (b"= 1", b"= 0")]
)
def test_an_altered_title_page_is_noticed(layout: Layout, old: bytes, new: bytes) -> None:
    page = layout.root / "record.toml"
    page.write_bytes(page.read_bytes().replace(old, new, 1))
    with pytest.raises(NotARecord):
        open_layout(layout.root)


def test_migrations_run_forward_from_the_format_found(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("old sample")
    ran: list[int] = []
    steps = tuple((lambda root, n=n: ran.append(n)) for n in (1, 2, 3))
    assert migrate(tmp_path, 2, steps) == 4
    assert ran == [2, 3]
    assert migrate(tmp_path, FORMAT) == FORMAT


@pytest.mark.parametrize("room", ["layout", "objects", "chain", "chain_writer", "verify"])
def test_what_needs_no_database_imports_none(room: str) -> None:
    check = f"import sys, tawthiq.store.{room}; sys.exit('sqlalchemy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", check], check=False).returncode == 0
