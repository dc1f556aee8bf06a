from pathlib import Path

import pytest

from tests.case.making import make_demo
from tests.case.truth import DemoTruth

TINY = 8


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drill") / "case"


@pytest.fixture(scope="session")
def demo_truth(demo_folder: Path) -> DemoTruth:
    return make_demo(demo_folder, seconds=TINY)
