"""How much of the writing laid over pictures is found and read, in Arabic and English, on unseen seeds.

    python -m benchmarks.screen_text [--seed N] [--films N]

Films: an invented street filmed by somebody who walks, encoded as a phone does; over it for a while a banner,
a caption without a box and a station's name, in fonts of the system (Noto Naskh and Kufi, DejaVu), with
shaping by Pillow's raqm. Cut out and read as the second pass does it. A film without writing counts what is
read where there is nothing.
"""

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from benchmarks.second_pass import Excerpt, cut_out
from tawthiq.app.extras import text_pass
from tawthiq.drill import encode
from tawthiq.drill.camera import Pose, Walk
from tawthiq.drill.scene import street
from tawthiq.drill.texture import Image as Pixels
from tawthiq.media.second import made
from tawthiq.record.arabic import words
from tawthiq.record.selector import Seconds
from tawthiq.record.value import Text
from tawthiq.watch.text_reading import TextReader

WIDTH, HEIGHT = 854, 480
SECONDS, PICTURES_A_SECOND = 12, 15
EVERY = 5
"""One picture of so many is drawn and the others repeat it: writing is looked for once a second."""

FOLDER = Path("/usr/share/fonts/truetype")
FONTS = {
    "ar": ("noto/NotoNaskhArabic-Bold.ttf", "noto/NotoKufiArabic-Bold.ttf", "noto/NotoSansArabic-Bold.ttf"),
    "en": ("dejavu/DejaVuSans-Bold.ttf", "noto/NotoSans-Bold.ttf"),
}
SAID = {
    "ar": (
        "قصف على سوق القرية ظهر الجمعة",
        "استمرار البحث عن ناجين تحت الأنقاض",
        "شبكة أخبار قرية المثال",
        "الدفاع المدني ينتشل عائلة كاملة",
        "شهود عيان يتحدثون عن صاروخ",
        "مشاهد من حي الأنموذج",
        "نداء عاجل إلى المسعفين",
        "دمار كبير في شارع السوق",
    ),
    "en": (
        "STRIKE ON THE VILLAGE MARKET",
        "RESCUERS SEARCH THE RUBBLE",
        "EXAMPLE VILLAGE NEWS NETWORK",
        "WITNESSES SPEAK OF A MISSILE",
        "Scenes from Market Street",
        "Civil defence asks for cranes",
        "FAMILIES WAIT FOR NEWS",
        "BREAKING: MANY UNDER RUBBLE",
    ),
}
GROUNDS = ((180, 20, 20), (20, 40, 110), (15, 15, 15), None)
"""Colours behind the letters; none is a caption with an outline only."""


@dataclass(frozen=True)
class Shown:
    """Writing in a film: from when to when, where, how large, on what."""

    text: str
    language: str
    begins: float
    ends: float
    top: int
    size: int
    ground: tuple[int, int, int] | None
    font: Path


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("--seed", type=int, default=20240816)
    options.add_argument("--films", type=int, default=10)
    chosen = options.parse_args()
    tally = {language: [0, 0, 0, 0] for language in SAID}
    reader = made(text_pass().reader, {})
    assert isinstance(reader, TextReader)
    with tempfile.TemporaryDirectory() as folder:
        for number in range(chosen.films):
            shown = plan(Random(f"screen {chosen.seed} {number}"))
            read = _read(reader, Path(folder), chosen.seed + number, shown)
            for each in shown:
                _count(tally[each.language], each, read)
        nothing = _read(reader, Path(folder), chosen.seed + 999, ())
    for language, (found, of, right, spoken) in tally.items():
        print(f"{language}: found {found} of {of}, words right {right} of {spoken}: {right / spoken:.2f}")
    print(f"read where there is no writing but a label: {[text for _, text in nothing]}")


def plan(random: Random) -> tuple[Shown, ...]:
    """A banner below and a line above, each in one of the languages, for a part of the film."""
    made_: list[Shown] = []
    for top in (int(HEIGHT * 0.80), int(HEIGHT * 0.16)):
        language = random.choice(("ar", "en"))
        fonts = [path for name in FONTS[language] if (path := FOLDER / name).is_file()]
        begins = random.uniform(0, 4)
        made_.append(
            Shown(
                random.choice(SAID[language]),
                language,
                begins,
                begins + random.uniform(4, 7),
                top,
                random.randint(22, 36),
                random.choice(GROUNDS),
                random.choice(fonts),
            )
        )
    return tuple(made_)


def _read(reader: TextReader, folder: Path, seed: int, shown: tuple[Shown, ...]) -> list[tuple[Excerpt, str]]:
    film = folder / f"{seed}.mp4"
    encode.write(film, encode.PHONE, pictures=pictures(seed, shown))
    excerpts, _, _ = cut_out(text_pass(), film)
    return [
        (excerpt, draft.value.text)
        for excerpt in excerpts
        for draft in reader.read(*excerpt)
        if isinstance(draft.value, Text)
    ]


def pictures(seed: int, shown: tuple[Shown, ...]) -> Iterator[tuple[int, Pixels]]:
    """The film's pictures and their numbers."""
    walk = Walk(Pose((0.3, 1.65, 0.0)), pace=1.2, tremor=0.6, phase=seed % 7)
    scene = street(seed, walk)
    for number in range(0, SECONDS * PICTURES_A_SECOND, EVERY):
        second = number / PICTURES_A_SECOND
        picture = scene.frame(second, WIDTH, HEIGHT)
        for each in shown:
            if each.begins <= second < each.ends:
                picture = written(picture, each)
        for repeat in range(EVERY):
            yield number + repeat, picture


def written(picture: Pixels, shown: Shown) -> Pixels:
    """The picture (BGR) with the writing in it."""
    image = Image.fromarray(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB))
    draw = ImageDraw.Draw(image)
    font = ImageFont.truetype(str(shown.font), shown.size)
    left, above, right, below = draw.textbbox((0, 0), shown.text, font=font)
    x, pad = (WIDTH - right) // 2, 8
    if shown.ground is not None:
        box = (x + left - 2 * pad, shown.top + above - pad, x + right + 2 * pad, shown.top + below + pad)
        draw.rectangle(box, fill=shown.ground)
    outline = 0 if shown.ground else 2
    draw.text(
        (x, shown.top),
        shown.text,
        font=font,
        fill=(250, 250, 245),
        stroke_width=outline,
        stroke_fill=(0, 0, 0),
    )
    return np.ascontiguousarray(cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2BGR))


def _count(tally: list[int], shown: Shown, read: list[tuple[Excerpt, str]]) -> None:
    held = {word for (header, _), text in read if _meets(header.selectors, shown) for word in words(text)}
    wanted = words(shown.text)
    right = sum(word in held for word in wanted)
    if right < len(wanted):
        print(f"  {shown.size} px on {shown.ground}: {shown.text!r}; read {[text for _, text in read]}")
    for place, more in enumerate((right > 0, 1, right, len(wanted))):
        tally[place] += more


def _meets(selectors: tuple[object, ...], shown: Shown) -> bool:
    times = [s for s in selectors if isinstance(s, Seconds)]
    return any(s.start <= shown.ends and (s.end or s.start) >= shown.begins for s in times)


if __name__ == "__main__":
    main()
