"""OpenCV on one thread: pictures here are small, and two processes side by side share two cores."""

from collections.abc import Iterator
from contextlib import contextmanager

import cv2


@contextmanager
def one_thread() -> Iterator[None]:
    """OpenCV on one thread while it lasts: the pictures are small, and threads cost more than they give."""
    before = cv2.getNumThreads()
    cv2.setNumThreads(1)
    try:
        yield
    finally:
        cv2.setNumThreads(before)
