"""Every analyser of ours passes the kit we publish for others."""

import pytest

from tawthiq.app.analysers import ANALYSERS
from tawthiq.app.watching import local_executor
from tawthiq.media.conformance import check_analyser

EXECUTOR = local_executor(1)


@pytest.mark.parametrize("name", ANALYSERS)
def test_ours_are_right(name: str) -> None:
    check_analyser(name, executor=EXECUTOR)
