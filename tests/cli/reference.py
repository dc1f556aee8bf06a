"""docs/commands.md as the code has it: `python -m tests.cli.reference > docs/commands.md`."""

import sys
from collections.abc import Mapping

from typer.main import get_command
from typer.testing import CliRunner

from tawthiq.cli.commands import commands

WIDTH = 100


def reference() -> str:
    """The page: the help of every command, as a user meets it in a terminal of WIDTH columns."""
    group = get_command(commands)
    names = _names(getattr(group, "commands", {}))
    parts = [
        "# Commands\n\nThe help of every command, kept equal to the code by a test. "
        "Exit codes: [errors.md](errors.md).\n",
        _section("tawthiq", _help()),
        *(_section(f"tawthiq {name}", _help(*name.split())) for name in names),
    ]
    return "\n".join(parts)


def _names(commands: Mapping[str, object], above: str = "") -> list[str]:
    """Every command, those of a group behind the group's own name."""
    found: list[str] = []
    for name, command in commands.items():
        full = f"{above} {name}".strip()
        found += [full, *_names(getattr(command, "commands", {}), full)]
    return found


def _help(*words: str) -> str:
    done = CliRunner().invoke(
        commands, [*words, "--help"], prog_name="tawthiq", terminal_width=WIDTH, max_content_width=WIDTH
    )
    return done.output.strip()


def _section(title: str, text: str) -> str:
    return f"## {title}\n\n```\n{text}\n```\n"


if __name__ == "__main__":
    sys.stdout.write(reference())
