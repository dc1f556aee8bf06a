"""All of a drill that is decided before a picture is drawn: the same on every machine."""

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tawthiq.drill import filming, population, rolls
from tawthiq.drill.archive_posts import archived
from tawthiq.drill.chats import Chat, chats
from tawthiq.drill.copying import Copying, Original
from tawthiq.drill.copyplan import copy_plan
from tawthiq.drill.drafts import Draft, drafts
from tawthiq.drill.filming import Shooting
from tawthiq.drill.population import Fate
from tawthiq.drill.rolls import Roll
from tawthiq.drill.scenario import Scenario, Size
from tawthiq.drill.scenario_words import check_words
from tawthiq.drill.speech import Speech


@dataclass(frozen=True)
class Plan:
    """What is to be made, of every kind."""

    scenario: Scenario
    size: Size
    seed: int
    shots: tuple[Shooting, ...]
    real: tuple[Original, ...]
    copies: tuple[Copying, ...]
    fates: tuple[Fate, ...]
    rolls: tuple[Roll, ...]
    drafts: tuple[Draft, ...]
    chats: tuple[Chat, ...]
    speech: Speech | None = None

    @property
    def day(self) -> date:
        """The day of the strike by the place's clock."""
        return (self.scenario.epoch + timedelta(seconds=self.scenario.struck)).date()


def planned(
    scenario: Scenario,
    size: Size,
    seed: int,
    real: tuple[Original, ...] = (),
    speech: Speech | None = None,
) -> Plan:
    """Decide everything: films, copies, people, lists, posts. Raises UsageError on words nobody knows."""
    check_words(scenario)
    shots = filming.shootings(scenario, size, seed)
    copies = copy_plan(scenario, size, seed, shots, real)
    fates = population.population(seed, size.people)
    day = (scenario.epoch + timedelta(seconds=scenario.struck)).date()
    films = {Path(copy.path).name: copy.path for copy in copies}
    posts = drafts(scenario, seed, size.posts, fates, films)
    made = (*chats(scenario, posts), *archived(scenario, tuple(copy.path for copy in copies[1:3])))
    return Plan(
        scenario,
        size,
        seed,
        shots,
        real,
        copies,
        fates,
        rolls.rolls(seed, fates, day, size.rows),
        posts,
        made,
        speech,
    )
