import sys

import pytest

from tawthiq.engine.hidden_main import without_main


def test_the_script_is_hidden_while_the_block_lasts_and_back_after_an_error() -> None:
    main = sys.modules["__main__"]
    with pytest.raises(ValueError, match="within"), without_main():
        assert not hasattr(sys.modules["__main__"], "__file__")
        raise ValueError("within")
    assert sys.modules["__main__"] is main
