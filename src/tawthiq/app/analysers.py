"""Who watches by default; and the name and version of an analyser, which need not be loaded to be known."""

import ast
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.abc import InspectLoader
from importlib.util import find_spec

from tawthiq.media.messages import Maker

ANALYSERS = (
    "tawthiq.watch.shots:Shots",
    "tawthiq.watch.key_frames:KeyFrames",
    "tawthiq.watch.hashes:Hashes",
    "tawthiq.watch.local_features:LocalFeatures",
    "tawthiq.watch.thumbnails:Thumbnails",
    "tawthiq.watch.panes:Panes",
    "tawthiq.watch.motion_curve:MotionCurve",
    "tawthiq.watch.loudness:Loudness",
    "tawthiq.watch.sound_track:SoundTrack",
    "tawthiq.watch.camera:Camera",
    "tawthiq.watch.picture_states:PictureStates",
    "tawthiq.watch.marks:Marks",
    "tawthiq.watch.impulses:Impulses",
    "tawthiq.watch.tones:Tones",
    "tawthiq.watch.drone:Drone",
    "tawthiq.watch.speech:Speech",
    "tawthiq.watch.chant:Chant",
)
"""What watches by default, each "module:Class"."""

FRAMES = "tawthiq.media.frames:Frames"
"""The track of frames, which is a part of every pass."""


def maker_of(spec: str) -> Maker:
    """The name and version of the analyser "module:Class".

    Read from its source where they stand there as they are: loading all analysers takes a page some seconds,
    and asking who watched a file needs none of what they load.
    """
    module, _, name = spec.partition(":")
    if module not in sys.modules and (said := written(module, name)).keys() == {"name", "version"}:
        return Maker(said["name"], said["version"])
    kind = getattr(import_module(module), name)
    return Maker(kind.name, kind.version)


@cache
def written(module: str, kind: str) -> Mapping[str, str]:
    """What the class `kind` sets `name` and `version` to in its own body, where that is plain text there."""
    spec = find_spec(module)
    source = spec.loader.get_source(module) if spec and isinstance(spec.loader, InspectLoader) else None
    classes = (each for each in ast.parse(source or "").body if isinstance(each, ast.ClassDef))
    lines = (line for each in classes if each.name == kind for line in each.body)
    return dict(pair for line in lines for pair in _literal(line))


def _literal(line: ast.stmt) -> Iterator[tuple[str, str]]:
    if isinstance(line, ast.Assign):
        targets = line.targets
    elif isinstance(line, ast.AnnAssign):
        targets = [line.target]
    else:
        return
    if isinstance(line.value, ast.Constant) and isinstance(line.value.value, str):
        names = (each.id for each in targets if isinstance(each, ast.Name))
        yield from ((name, line.value.value) for name in names if name in {"name", "version"})
