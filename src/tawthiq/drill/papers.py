"""What is not footage, chat or list: a photograph, a statement, and two files that lie."""

import io
import random

from PIL import Image as Pillow

from tawthiq.drill.case_clock import CITY_AR, CITY_EN, NOTICE
from tawthiq.drill.texture import Image

ABOUT = (
    f"{NOTICE}\n\nEverything in this folder is invented: {CITY_EN} ({CITY_AR}) does not exist,\n"
    "nobody in it lives, nothing in it happened, and every picture says INVENTED DRILL in its corner.\n"
    "كل ما في هذا المجلد مختلق للتدريب: لا المكان موجود ولا الناس ولا الحدث.\n"
)
STATEMENT = (
    f"{NOTICE}\nStatement of a neighbour, written down on 17 August 2013 in {CITY_EN}.\n\n"
    "I was at Friday lunch. I heard one very loud sound and no aeroplane. When I reached Experiment Street\n"
    "the smoke was over the roofs. I do not know what it was. I counted nine people carried out; whether\n"
    "they were alive I do not know.\n"
)
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
