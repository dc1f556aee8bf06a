"""Real clips lent to a drill, so that matching is not tested on drawings alone.

They are the user's own files. They are opened here with nothing but files allowed, and their names and
bytes are kept; the truth names them, and all that was made of them, as real.
"""

import shutil
from fractions import Fraction
from pathlib import Path

import av

from tawthiq.drill.copying import Original
from tawthiq.record.errors import UsageError

_ENDINGS = (".mp4", ".mov", ".webm", ".mkv")


def lent(folder: Path, material: Path) -> tuple[Original, ...]:
    """Copies the clips of a folder under `material`/lent. Raises UsageError when there is none."""
    clips = sorted(path for path in folder.rglob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    if not clips:
        raise UsageError(f"{folder} holds no clip ({', '.join(_ENDINGS)})")
    (material / "lent").mkdir(parents=True, exist_ok=True)
    found = []
    for number, clip in enumerate(clips, start=1):
        path = f"lent/{number:02}-{clip.name}"
        shutil.copyfile(clip, material / path)
        found.append(_measured(material / path, path))
    return tuple(found)


def _measured(full: Path, path: str) -> Original:
    """What copies need to know of a clip. Raises UsageError on what cannot be opened as a film."""
    try:
        with av.open(str(full), options={"protocol_whitelist": "file"}) as box:
            film = box.streams.video[0]
            frame = next(box.decode(film))
            turn = -int(frame.rotation) % 360
            wide, high = (frame.height, frame.width) if turn % 180 else (frame.width, frame.height)
            seconds = Fraction(box.duration or 0, 1_000_000)
            return Original(path, _whole_pictures(seconds), wide, high, turn, bool(box.streams.audio))
    except (av.error.FFmpegError, IndexError, StopIteration) as cause:
        raise UsageError(f"{full.name} cannot be opened as a film: {cause}") from cause


def _whole_pictures(seconds: Fraction) -> Fraction:
    """Down to a fifteenth of a second."""
    return Fraction(int(seconds * 15), 15)
