"""What the commands of `tawthiq drill` do between the drill room and the terminal."""

from pathlib import Path

from tawthiq.app.progress import Step
from tawthiq.cli.drill_forms import made_form, scenarios_form
from tawthiq.cli.output import print_json, print_table, progress, say
from tawthiq.drill.making import make
from tawthiq.drill.scenario import SIZES, read_scenario, shipped
from tawthiq.record.errors import Interrupted, UsageError

_ANEW = "Run the same command again: a drill is made from its beginning."


def run_drill_make(
    scenario: str,
    out: Path,
    seed: int,
    size: str,
    real: Path | None,
    speech: Path | None,
    *,
    as_json: bool,
) -> None:
    """`tawthiq drill make`."""
    if size not in SIZES:
        raise UsageError(f"no size {size!r}; sizes are {', '.join(SIZES)}")
    with progress(quiet=as_json) as drawn:
        try:
            truth = make(
                read_scenario(scenario),
                SIZES[size],
                seed,
                out,
                real,
                speech,
                report=lambda stage, done, total: drawn(Step(stage, done, total)),
            )
        except KeyboardInterrupt:
            raise Interrupted("stopped by the user; nothing of the drill is kept", mend=_ANEW) from None
    if as_json:
        print_json("drill-made", made_form(out, truth))
        return
    print_table(
        ("made", ""),
        [(name.replace("_", " "), count) for name, count in made_form(out, truth)["made"].items()],
    )
    say(f"\nAll of it is invented. Hand out {out / 'material'}; keep {out / 'truth.json'} to yourself.")
    say("كل ما فيه مختلق. وزّعوا مجلد material على المتدربين، واحتفظوا بالملف truth.json لأنفسكم.")


def run_drill_scenarios(*, as_json: bool) -> None:
    """`tawthiq drill scenarios`."""
    found = tuple(read_scenario(name) for name in shipped())
    if as_json:
        print_json("drill-scenarios", scenarios_form(found))
        return
    print_table(("scenario", "", ""), [(each.name, each.english, each.arabic) for each in found])
