import subprocess
import sys
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.record.area import Circle
from tawthiq.record.errors import NewerFormat, NotARecord, UsageError
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
