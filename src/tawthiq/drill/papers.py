"""What is not footage, chat or list: a photograph, and two files that lie."""

import io
import random

from PIL import Image as Pillow

from tawthiq.drill.texture import Image

PLAYLIST = "#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nhttp://127.0.0.1:9/x.ts\n#EXT-X-ENDLIST\n"
"""Points at a port where nothing listens: a decoder that opens it reaches for the network."""

_MAKE, _MODEL, _SOFTWARE, _DATE, _EXIF, _TAKEN, _MADE = (
    0x010F,
    0x0110,
    0x0131,
    0x0132,
    0x8769,
    0x9003,
    0x9004,
)


def photograph(picture: Image, taken: str) -> bytes:
    """JPEG with EXIF: `taken` as "YYYY:MM:DD HH:MM:SS" by the phone's clock, no zone, no place."""
    exif = Pillow.Exif()
    exif[_MAKE], exif[_MODEL], exif[_SOFTWARE] = "Invented", "Drill Phone 16", "Tawthiq drill"
    exif[_DATE] = taken
    exif.get_ifd(_EXIF).update({_TAKEN: taken, _MADE: taken})
    page = io.BytesIO()
    Pillow.fromarray(picture[..., ::-1].copy()).save(page, "JPEG", quality=85, exif=exif)
    return page.getvalue()


def noise(seed: int, size: int = 40_000) -> bytes:
    """Bytes of no format at all."""
    return random.Random(f"noise {seed}").randbytes(size)
