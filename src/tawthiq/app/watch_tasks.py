"""Which analysers a file still waits for: one task an analyser, so that a new one is all that is run.

Records made before that have one task a file, of stage "watch", whose code version names its analysers. It
counts for those it names. Where one of them has a newer version, the file is watched anew by all, and a last
task of that stage, which says nothing itself, makes the old one give way.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tawthiq.app.analysers import ANALYSERS, FRAMES, maker_of
from tawthiq.media.messages import Maker
from tawthiq.record.bodies import Task, parameters_digest
from tawthiq.record.digest import Digest
from tawthiq.store import queries
from tawthiq.store.index import Index
from tawthiq.store.listings import HeldItem

STAGE = "watch"
PROBER = Maker("tawthiq probe", "2")
"""Who reads the facts of the container; like the track of frames, a part of every pass."""

FOOTAGE = ("video/", "audio/", "image/")
"""How the media types of what can be watched begin."""

_PARAMETERS = parameters_digest({})
_EVERY_PASS = (PROBER, maker_of(FRAMES))
_APART = "by analyser"
"""Code version of the last task of the old kind."""


@dataclass(frozen=True, slots=True)
class Missing:
    """What a file waits for: analysers as "module:Class", and the task of each maker, by its name."""

    analysers: tuple[str, ...]
    tasks: Mapping[str, Task]
    closing: Task | None = None

    @property
    def all_tasks(self) -> tuple[Task, ...]:
        """Those that are complete when the pass is."""
        return (*self.tasks.values(), *((self.closing,) if self.closing else ()))


class Watchings:
    """What was watched by whom, according to a record's index."""

    def __init__(self, index: Index, analysers: Sequence[str]) -> None:
        self._makers = {spec: maker_of(spec) for spec in analysers}
        self._every = (*_EVERY_PASS, *self._makers.values())
        self._done = queries.versions_done(index, [_stage(maker) for maker in self._every])
        self._whole = queries.code_versions(index, STAGE)

    def missing(self, item: Digest) -> Missing | None:
        """What has still to watch the item; None where nothing has."""
        by_whole, is_outdated = self._by_whole(self._whole.get(item))
        waiting = {maker.name: task_of(maker, item) for maker in self._waiting(item, by_whole)}
        if not waiting:
            return None
        specs = tuple(spec for spec, maker in self._makers.items() if maker.name in waiting)
        closing = Task(STAGE, _APART, _PARAMETERS, (item,)) if is_outdated else None
        return Missing(specs, waiting, closing)

    def is_whole(self, item: Digest) -> bool:
        """Whether nothing has still to watch the item; for pages that ask of thousands."""
        by_whole, _ = self._by_whole(self._whole.get(item))
        return next(self._waiting(item, by_whole), None) is None

    def _waiting(self, item: Digest, by_whole: frozenset[Maker]) -> Iterator[Maker]:
        done = self._done.get(item, frozenset())
        return (m for m in self._every if m not in by_whole and (_stage(m), m.version) not in done)

    def _by_whole(self, code_version: str | None) -> tuple[frozenset[Maker], bool]:
        """The makers for whom an old task of all counts, and whether it has to give way."""
        if code_version in {None, _APART}:
            return frozenset(), False
        named = {Maker(*each.rsplit("/", 1)) for each in str(code_version).split()}
        versions = {maker.name: maker.version for maker in self._makers.values()}
        if any(versions.get(maker.name, maker.version) != maker.version for maker in named):
            return frozenset(), True
        return frozenset((*named, *_EVERY_PASS)), False


def watched_whole(index: Index, items: Iterable[HeldItem]) -> Mapping[Digest, bool]:
    """Whether each item that is called footage was watched to its end by all of today's analysers."""
    watchings = Watchings(index, ANALYSERS)
    return {
        each.digest: watchings.is_whole(each.digest) for each in items if each.media_type.startswith(FOOTAGE)
    }


def task_of(maker: Maker, item: Digest) -> Task:
    """Watching `item` by `maker`: a stage of its own, so that a later version makes only itself old."""
    return Task(_stage(maker), maker.version, _PARAMETERS, (item,))


def _stage(maker: Maker) -> str:
    return f"{STAGE}/{maker.name}"
