"""Key frames: the sharpest picture of each shot, and of every ten seconds of a long one.

A shot that a flash lights up, or somebody steps into, may have one more: what changes at once is worth it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar

import cv2
import numpy as np

from tawthiq.media.analyser import (
    Finding,
    Heard,
    Image,
    Luma,
    Picture,
    Pictures,
    Seen,
    Wants,
    Watched,
)
from tawthiq.media.probe import Probe
from tawthiq.record.media_time import MediaTime
from tawthiq.record.selector import Selector
from tawthiq.watch.contact_sheet import ContactSheet
from tawthiq.watch.cuts import CutDetector

_LONG_SIDE = 320
_CANDIDATES_A_SECOND = Fraction(1)
_STRETCH_SECONDS = 10
_JPEG_QUALITY = 80


@dataclass(frozen=True, slots=True)
class _Candidate:
    time: MediaTime
    selectors: tuple[Selector, ...]
    picture: Picture
    sharpness: float


class KeyFrames:
    """Pictures "key-frame", at most 320 pixels a side, and one "contact-sheet" of them where there are two.

    A shot under a second may have none.
    """

    name: ClassVar = "tawthiq.key-frames"
    version: ClassVar = "4"

    def __init__(self) -> None:
        self._detector = CutDetector[MediaTime](sure=False)
        self._candidates: list[_Candidate] = []
        self._sheet = ContactSheet()

    def wants(self, probe: Probe) -> Wants:
        """One colour picture a second, and every frame small, to know the shots."""
        pictures = Pictures(_CANDIDATES_A_SECOND, _LONG_SIDE, colour=True)
        return Wants(luma=None if probe.is_still else Luma(80), pictures=pictures)

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The key frame of a shot or stretch that is over, if one is."""
        if seen.picture is not None:
            sharp = _sharpness(seen.picture)
            self._candidates.append(_Candidate(seen.time, seen.selectors, seen.picture, sharp))
            if seen.time - self._candidates[0].time >= _STRETCH_SECONDS:
                yield from self._best_before(seen.time)
        if seen.luma is not None:
            for cut in self._detector.add(seen.time, seen.luma):
                yield from self._best_before(cut.moment)

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The key frame of what is left, and the sheet of all."""
        for cut in self._detector.finish():
            yield from self._best_before(cut.moment)
        if self._candidates:
            yield from self._best_before(self._candidates[-1].time + 1)
        sheet = self._sheet.picture()
        if sheet is not None:
            yield Image("contact-sheet", _jpeg(sheet), sheet.shape[1], sheet.shape[0])

    def _best_before(self, time: MediaTime) -> Iterator[Image]:
        over = [c for c in self._candidates if c.time < time]
        self._candidates = self._candidates[len(over) :]
        if over:
            best = max(over, key=lambda c: c.sharpness)
            height, width = best.picture.shape[:2]
            self._sheet.add(best.time, best.picture)
            yield Image("key-frame", _jpeg(best.picture), width, height, best.selectors)


def _sharpness(rgb: Picture) -> float:
    """Variance of the Laplacian (Pech-Pacheco and others, 2000): more edges, less blur."""
    edges = cv2.Laplacian(cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY), cv2.CV_16S)
    return float(cv2.meanStdDev(edges)[1][0, 0]) ** 2


def _jpeg(rgb: Picture) -> bytes:
    done, encoded = cv2.imencode(
        ".jpg", cv2.cvtColor(rgb, cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, _JPEG_QUALITY]
    )
    return bytes(np.asarray(encoded)) if done else b""
