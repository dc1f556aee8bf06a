from pathlib import Path

from tests.cli.reference import reference

PAGE = Path(__file__).parents[2] / "docs" / "commands.md"


def test_the_page_of_commands_equals_their_help() -> None:
    """Where it does not: python -m tests.cli.reference > docs/commands.md"""
    assert PAGE.read_text("utf-8") == reference()
