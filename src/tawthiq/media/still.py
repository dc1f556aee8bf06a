"""Still pictures: decoded by Pillow, turned upright, their EXIF kept as found."""

import struct
import warnings
from collections.abc import Mapping
from typing import BinaryIO

import numpy as np
from PIL import ExifTags, Image, ImageOps, TiffImagePlugin

from tawthiq.media.caps import Caps
from tawthiq.media.kinds import Kind, Role
from tawthiq.media.opening import check_pixels
from tawthiq.media.probe import Probe, Tag
from tawthiq.media.sight import StillSight
from tawthiq.record.errors import MediaError

_LONG_SIDE = 1280
"""Analysers see no more of a picture than this; none asks for more."""

_VALUE_CHARACTERS = 2000
_ROTATIONS = {3: 180, 4: 180, 5: 270, 6: 90, 7: 90, 8: 270}
"""Degrees clockwise by EXIF orientation (JEITA CP-3451), mirroring left out."""

_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP", "TIFF", "AVIF")
"""Pillow's names of what we let it decode; each upper-case name is one of our kinds."""

_DAMAGE = (
    OSError,
    SyntaxError,  # how Pillow tells of a broken PNG
    ValueError,
    ArithmeticError,
    LookupError,
    MemoryError,
    RuntimeError,
    TypeError,
    struct.error,
    Image.DecompressionBombError,
)

Image.init()  # all its plugins now: nothing can be imported once the process is locked


def open_still(file: BinaryIO, kind: Kind, caps: Caps) -> tuple[Probe, StillSight]:
    """A picture's probe and its pixels. Raises MediaError, MediaTooLarge."""
    if kind.name.upper() not in _FORMATS:
        raise MediaError(f"{kind.name} pictures are kept, but cannot be decoded here")
    file.seek(0)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of odd EXIF, and of bombs: our own cap decides
            with Image.open(file, formats=[kind.name.upper()]) as image:
                return _opened(image, kind, caps)
    except _DAMAGE as cause:
        raise MediaError(f"a {kind.name} that cannot be decoded: {cause}") from cause


def _opened(image: Image.Image, kind: Kind, caps: Caps) -> tuple[Probe, StillSight]:
    check_pixels(image.width, image.height, caps)
    exif = image.getexif()
    rotation = _ROTATIONS.get(exif.get(ExifTags.Base.Orientation, 1), 0)
    width, height = image.size
    if rotation % 180:
        width, height = height, width
    tags = (*_info(image), *_tags(exif, "", ExifTags.TAGS))
    for ifd, names in ((ExifTags.IFD.Exif, ExifTags.TAGS), (ExifTags.IFD.GPSInfo, ExifTags.GPSTAGS)):
        tags += _tags(exif.get_ifd(ifd), f"{ifd.name}.", names)
    probe = Probe(kind.name, Role.PICTURE, width=width, height=height, rotation=rotation, tags=tags)
    image.draft("RGB", (_LONG_SIDE, _LONG_SIDE))  # a JPEG can be decoded at half or quarter size
    upright = ImageOps.exif_transpose(image).convert("RGB")
    upright.thumbnail((_LONG_SIDE, _LONG_SIDE))
    return probe, StillSight(np.asarray(upright))


def _info(image: Image.Image) -> tuple[Tag, ...]:
    """The texts of a PNG, the comment of a GIF, and the like."""
    found = {str(key): value for key, value in image.info.items() if isinstance(value, str)}
    return tuple(Tag(key, _plain(value)) for key, value in found.items())


def _tags(ifd: Mapping[int, object], prefix: str, names: Mapping[int, str]) -> tuple[Tag, ...]:
    return tuple(Tag(f"{prefix}{names.get(key, key)}", _plain(ifd[key])) for key in ifd)


def _plain(value: object) -> str:
    """As text: fractions as n/d, sequences joined by spaces, bytes with escapes."""
    if isinstance(value, tuple):
        text = " ".join(_plain(part) for part in value)
    elif isinstance(value, TiffImagePlugin.IFDRational):
        text = f"{value.numerator}/{value.denominator}"
    elif isinstance(value, bytes):
        text = value.decode("ascii", "backslashreplace")
    else:
        text = str(value).encode("utf-8", "backslashreplace").decode()
    return text.rstrip("\0")[:_VALUE_CHARACTERS]
