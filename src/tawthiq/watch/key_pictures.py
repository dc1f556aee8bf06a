"""The key frames again, as plain pixels for a reader of pictures (`watch.picture_words`)."""

from collections.abc import Iterable, Iterator
from typing import ClassVar

import cv2
import numpy as np

from tawthiq.media.analyser import Finding, Heard, Image, Seen, Table, Wants, Watched
from tawthiq.media.probe import Probe
from tawthiq.record.measure import Column
from tawthiq.watch.key_frames import KeyFrames

COLUMNS = (Column("pixel", "1"),)


class KeyPictures:
    """A table "x.picture" a key frame: its pixels, RGB, (height, width, 3)."""

    name: ClassVar = "tawthiq.key-pictures"
    version: ClassVar = "1"

    def __init__(self) -> None:
        self._frames = KeyFrames()

    def wants(self, probe: Probe) -> Wants:
        """What key frames are chosen from."""
        return self._frames.wants(probe)

    def see(self, seen: Seen) -> Iterable[Finding]:
        """The key frames that are known now."""
        return _pixels(self._frames.see(seen))

    def hear(self, heard: Heard) -> Iterable[Finding]:
        """Nothing."""
        return ()

    def finish(self, watched: Watched) -> Iterable[Finding]:
        """The last of them."""
        return _pixels(self._frames.finish(watched))


def _pixels(found: Iterable[Finding]) -> Iterator[Table]:
    for each in found:
        if isinstance(each, Image):
            picture = cv2.imdecode(np.frombuffer(each.jpeg, np.uint8), cv2.IMREAD_COLOR_RGB)
            yield Table("x.picture", COLUMNS, (np.asarray(picture, np.uint8),), each.selectors)
