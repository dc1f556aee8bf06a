"""docs/commands.md as the code has it: `python -m tests.cli.reference > docs/commands.md`."""

import sys
from collections.abc import Iterator

from typer.main import get_command
from typer.testing import CliRunner

from tawthiq.cli.commands import commands

WIDTH = 100


def reference() -> str:
    """The page: the help of every command, as a user meets it in a terminal of WIDTH columns."""
    names = list(_names(get_command(commands)))
    parts = [
        "# Commands\n\nThe help of every command, kept equal to the code by a test. "
        "Exit codes: [errors.md](errors.md).\n",
        _section("tawthiq", _help()),
        *(_section(f"tawthiq {name}", _help(*name.split())) for name in names),
    ]
    return "\n".join(parts)


def _names(group: object, above: str = "") -> Iterator[str]:
    """Every command, those of a group after the group itself."""
    for name, command in getattr(group, "commands", {}).items():
        yield above + name
        yield from _names(command, f"{above}{name} ")


def _help(*words: str) -> str:
    done = CliRunner().invoke(
        commands, [*words, "--help"], prog_name="tawthiq", terminal_width=WIDTH, max_content_width=WIDTH
    )
    return done.output.strip()


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```\n{text}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
