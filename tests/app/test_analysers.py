"""Who watches by default is known without loading them, and exactly so."""

from importlib import import_module

import pytest

from tawthiq.app.analysers import ANALYSERS, FRAMES, maker_of, written
from tawthiq.media.messages import Maker


@pytest.mark.parametrize("spec", [*ANALYSERS, FRAMES])
def test_name_and_version_are_read_as_they_are(spec: str) -> None:
    module, _, name = spec.partition(":")
    kind = getattr(import_module(module), name)
    assert written(module, name) == {"name": kind.name, "version": kind.version}
    assert maker_of(spec) == Maker(kind.name, kind.version)


def test_what_is_worked_out_is_not_read() -> None:
    assert written("tawthiq.watch.pdq", "PdqHashes") == {"name": "tawthiq.pdq"}


def test_an_analyser_that_sets_neither_itself_is_loaded() -> None:
    assert written("tests.media.analysers", "Nothing") == {}
    assert maker_of("tests.media.analysers:Quiet").name
