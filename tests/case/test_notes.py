from tests.case import notes
from tests.case.clock import NOTICE


def test_texts_say_that_they_are_invented() -> None:
    assert notes.ABOUT.startswith(NOTICE)
    assert notes.STATEMENT.startswith(NOTICE)
