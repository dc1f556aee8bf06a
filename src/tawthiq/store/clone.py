"""Copy-on-write clones of a file, where the file system can make them."""

from typing import BinaryIO

try:
    import fcntl
except ImportError:  # Windows: every file is copied instead
    fcntl = None  # type: ignore[assignment]

_FICLONE = 0x40049409
"""linux/fs.h; btrfs, XFS and bcachefs know it, other file systems refuse."""


def cloned(descriptor: int, source: BinaryIO) -> bool:
    """Whether the empty file `descriptor` now shares all bytes of `source`; if not, it is still empty."""
    if fcntl is None:
        return False
    try:
        fcntl.ioctl(descriptor, _FICLONE, source.fileno())
    except OSError:
        return False
    return True
