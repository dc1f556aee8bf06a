"""Warming up: everything that decoding loads late is loaded now, because nothing can be once locked.

PyAV and numpy import parts of themselves when first used, Python its text encodings, Pillow its formats,
OpenCV the font it writes with.
"""

import codecs
import contextlib
import importlib
import io
from fractions import Fraction

import av
import cv2
import numpy as np
from PIL import Image

from tawthiq.media.caps import Caps
from tawthiq.media.ear import Ear, Resampling
from tawthiq.media.kinds import MP4, sniff
from tawthiq.media.opening import DECODING_ERRORS, open_container
from tawthiq.media.probing import probe_media
from tawthiq.media.sight import FrameSight
from tawthiq.media.specimen import Specimen, clip
from tawthiq.media.still import open_still
from tawthiq.record.errors import MediaError


def warm_up() -> None:
    """Decode a small clip, its sound and some pictures, and meet one error."""
    av.logging.set_level(None)  # damage is told in messages, not on the terminal
    cv2.setNumThreads(1)  # a thread would not be under our locks, and a process has one file
    for encoding in ("ascii", "latin-1", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"):
        codecs.lookup(encoding)
    cv2.putText(np.zeros((16, 16, 3), np.uint8), "0", (0, 12), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0))
    for part in ("fft", "linalg", "ma", "random"):
        importlib.import_module(f"numpy.{part}")  # numpy.median, for one, needs numpy.ma
    content = clip(Specimen(seconds=0.2, width=64, height=48))
    _decode(content)
    with contextlib.suppress(MediaError):
        probe_media(io.BytesIO(content[: len(content) // 2]), MP4, Caps())
    for pillow_format in ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF"):
        _decode_still(pillow_format)


def _decode(content: bytes) -> None:
    ear, resampling = Ear(Fraction(0)), Resampling(8000)
    with open_container(io.BytesIO(content), MP4, Caps()) as container:
        for packet in container.demux():
            with contextlib.suppress(*DECODING_ERRORS):
                for frame in packet.decode():
                    if isinstance(frame, av.VideoFrame):
                        sight = FrameSight(frame, frame.width, frame.height, frame.rotation)
                        sight.picture(32, colour=True), sight.picture(32, colour=False)
                    elif isinstance(frame, av.AudioFrame):
                        list(ear.take(frame))
    for heard in ear.flush():
        list(resampling.take(heard))
    list(resampling.flush())


def _decode_still(pillow_format: str) -> None:
    file = io.BytesIO()
    Image.new("RGB", (8, 8)).save(file, pillow_format)
    kind = sniff(file.getvalue())
    if kind:
        open_still(file, kind, Caps())
