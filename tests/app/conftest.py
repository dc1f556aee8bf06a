from pathlib import Path

import pytest

from tests.app.case import Case, copied, make_case


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """The invented case and its record; tests leave both as they are."""
    return make_case(tmp_path_factory.mktemp("case"))


@pytest.fixture
def record(case: Case, tmp_path: Path) -> Path:
    """A copy of the case's record, to be changed."""
    return copied(case.record, tmp_path / "copy.record")
