"""`tawthiq drill`: exercises, made and scored."""

from pathlib import Path
from typing import Annotated

import typer

from tawthiq.cli.arguments import Json, Record

drill = typer.Typer(help="Exercises with a known truth, all invented.", no_args_is_help=True)


@drill.command("make")
def drill_make(
    scenario: Annotated[
        str, typer.Argument(metavar="SCENARIO", help="A shipped scenario's name, or a TOML file.")
    ],
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="A new folder for the drill.")],
    seed: Annotated[int, typer.Option(min=0, help="Another seed gives another drill.")] = 1,
    size: Annotated[str, typer.Option(help="tiny, small or full.")] = "small",
    real: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Real clips of yours, lent so that copies of them can be looked for."
        ),
    ] = None,
    speech: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Recordings of speech (.wav), with a speech.toml saying whose they are; "
            "without them nobody speaks.",
        ),
    ] = None,
    as_json: Json = False,
) -> None:
    """Make films, posts and lists of an invented event in DIR/material, and DIR/truth.json."""
    from tawthiq.cli.drill_running import run_drill_make

    run_drill_make(scenario, out, seed, size, real, speech, as_json=as_json)


@drill.command("scenarios")
def drill_scenarios(as_json: Json = False) -> None:
    """The scenarios that come with the program."""
    from tawthiq.cli.drill_running import run_drill_scenarios

    run_drill_scenarios(as_json=as_json)


@drill.command("score")
def drill_score(
    record: Record,
    truth: Annotated[Path, typer.Argument(metavar="TRUTH", help="The drill's truth.json.")],
    debrief: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Also write the debrief, a page in both languages.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Hold a record against the truth of its drill: what was found, what was missed, and where it was."""
    from tawthiq.cli.score_running import run_score

    run_score(record, truth, debrief, as_json=as_json)
