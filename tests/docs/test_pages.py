"""The other pages are true too: errors against the classes, the mission's rows, links that lead somewhere."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import tawthiq
from tawthiq.cli.commands import commands
from tawthiq.media.kinds import sniff
from tawthiq.record.errors import TawthiqError

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def all_errors(kind: type[TawthiqError] = TawthiqError) -> Iterator[type[TawthiqError]]:
    for leaf in kind.__subclasses__():
        yield leaf
        yield from all_errors(leaf)


def test_the_page_of_errors_equals_the_classes() -> None:
    for module in pkgutil.walk_packages(tawthiq.__path__, "tawthiq."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    page = (ROOT / "docs/errors.md").read_text("utf-8")
    rows = set(re.findall(r"^\| (\w+) \| (\d+) \| (.*?) \| (.*?) \|$", page, re.MULTILINE))
    expected = {
        (k.__name__, str(k.exit_code), (k.__doc__ or "").splitlines()[0], k.mend)
        for k in all_errors()
        if k.__module__.startswith("tawthiq.")
    }
    assert rows == expected


def test_the_mission_has_a_row_for_each_part_of_the_work() -> None:
    page = (ROOT / "docs/mission.md").read_text("utf-8")
    rows = re.findall(r"^\| (E\d+) \| .+ \| .+ \| .+ \|$", page, re.MULTILINE)
    assert rows == [f"E{number}" for number in range(1, 11)]


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", page.read_text("utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_pages_name_only_commands_and_make_targets_that_exist(page: Path) -> None:
    text = page.read_text("utf-8")
    known = {c.name or (c.callback.__name__ if c.callback else "") for c in commands.registered_commands}
    known |= {group.name or "" for group in commands.registered_groups}
    for name in re.findall(r"(?:^|`)tawthiq ([a-z]+)\b", text, re.MULTILINE):
        assert name in known, f"{page.name}: tawthiq {name}"
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    for name in re.findall(r"(?:^|`)make ([a-z-]+)\b", text, re.MULTILINE):
        assert name in targets, f"{page.name}: make {name}"


def test_playlists_are_never_footage() -> None:
    for head in (b"#EXTM3U\n", b"<MPD xmlns=", b"<svg xmlns=", b"ffconcat version 1.0\n", b"v=0\no=- "):
        kind = sniff(head)
        assert kind is None or not kind.demuxer
