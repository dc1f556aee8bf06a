from pathlib import Path

import pytest

from tawthiq.drill.case_truth import DemoTruth
from tawthiq.drill.demo_case import make_demo

TINY = 8


@pytest.fixture(scope="session")
def demo_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("drill") / "case"


@pytest.fixture(scope="session")
def demo_truth(demo_folder: Path) -> DemoTruth:
    return make_demo(demo_folder, seconds=TINY)
