"""Small records for every test of the store, each with its device keys in the test's own folder."""

from pathlib import Path

import pytest

from tawthiq.store.layout import Layout, create_record
from tests.store.samples import Small, fill


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "home"
    monkeypatch.setenv("TAWTHIQ_HOME", str(folder))
    return folder


@pytest.fixture
def layout(tmp_path: Path) -> Layout:
    return create_record(tmp_path / "aleppo.record", "Aleppo حلب", ("ar", "en"), "Asia/Damascus")


@pytest.fixture
def small(layout: Layout) -> Small:
    return fill(layout)
