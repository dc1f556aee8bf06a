"""Cuts: where one shot ends and another begins."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

from tawthiq.media.analyser import Finding, Heard, Luma, Seen, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.draft import Draft
from tawthiq.record.measure import Quantity
from tawthiq.record.written import rounded
from tawthiq.watch.cuts import Cut, CutDetector


class Shots:
    """A draft "shot.cut" at the first frame of each new shot; its score, 0-1, is not a probability."""

    name: ClassVar = "tawthiq.shots"
    version: ClassVar = "2"

    def __init__(self) -> None:
        self._detector = CutDetector[Seen]()

    def wants(self, probe: Probe) -> Wants:
        """Every frame, small."""
        return Wants() if probe.is_still else Wants(luma=Luma(80))

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The cut that this frame settles, if any."""
        if seen.luma is not None:
            return _drafts(self._detector.add(seen, seen.luma))
        return ()

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The cuts among the last frames."""
        return _drafts(self._detector.finish())


def _drafts(cuts: Iterable[Cut[Seen]]) -> Iterator[Draft]:
    for cut in cuts:
        yield Draft("shot.cut", Quantity(rounded(cut.score, 2), "1"), cut.moment.selectors)
