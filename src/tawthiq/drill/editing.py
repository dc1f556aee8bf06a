"""What people do to a picture before they post it again, and the boxes that say where it went.

Order is fixed, as in one program's list of filters: crop, mirror, turn, place, colour, words, re-film.
"""

import random
from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from tawthiq.drill.lettering import write_in
from tawthiq.drill.texture import Image
from tawthiq.drill.truth_footage import Box

WHOLE = Box(Fraction(0), Fraction(0), Fraction(100), Fraction(100))
BANNER_WORDS = (
    "عاجل، قصف على شارع السوق",
    "BREAKING - MARKET STREET",
    "خاص، لحظة الوصول إلى المكان",
    "EXCLUSIVE FOOTAGE - SHARE",
)
LOGO_WORDS = ("قناة المثال", "DRILL-TV", "شبكة الصدى", "PAPER NEWS")
_OPAQUE = 0.85
"""How much of a logo hides what is under it."""


@dataclass(frozen=True)
class Look:
    """Everything decided about how a copy looks. Sizes in pixels; boxes in percent.

    `turn` is in quarters clockwise. `width` and `height` are those of the copy's picture.
    """

    width: int
    height: int
    cropped: Box = WHOLE
    placed: Box = WHOLE
    mirror: bool = False
    turn: int = 0
    colour: bool = False
    banner: str = ""
    logo: str = ""
    refilmed: bool = False
    seed: int = 0


def look_of(edits: tuple[str, ...], width: int, height: int, chance: random.Random) -> Look:
    """The look of a copy, from the displayed size of its source."""
    turn = chance.choice((1, 2, 3)) if "rotation" in edits else 0
    wide, high = (height, width) if turn % 2 else (width, height)
    shrunk = chance.choice((0.6, 0.75, 1.0)) if "re-encode" in edits else 1.0
    wide, high = (max(64, round(each * shrunk) // 2 * 2) for each in (wide, high))
    placed = WHOLE
    if "letterbox" in edits:
        placed, high = _barred(wide, high)
    elif "small-in-frame" in edits:
        placed = _small(chance)
    if "re-film" in edits:
        placed = _on_screen(placed)
    return Look(
        wide,
        high,
        cropped=_crop(chance) if "crop" in edits else WHOLE,
        placed=placed,
        mirror="mirror" in edits,
        turn=turn,
        colour="colour" in edits,
        banner=chance.choice(BANNER_WORDS) if "banner" in edits else "",
        logo=chance.choice(LOGO_WORDS) if "logo" in edits else "",
        refilmed="re-film" in edits,
        seed=chance.randrange(1_000_000),
    )


def changed(picture: Image, look: Look, seconds: float) -> Image:
    """The picture of the copy from a displayed picture of its source."""
    picture = _part(picture, look.cropped)
    if look.mirror:
        picture = picture[:, ::-1]
    if look.turn:
        picture = np.rot90(picture, -look.turn)
    inner = placed_inside(look)
    picture = _laid(np.ascontiguousarray(picture), look.width, look.height, inner)
    if look.colour:
        picture = _coloured(picture)
    if look.banner:
        _write_banner(picture, look.banner)
    if look.logo:
        _write_logo(picture, look.logo)
    return _refilmed(picture, look, seconds) if look.refilmed else picture


def banner_box() -> Box:
    """Where a banner lies."""
    return Box(Fraction(0), Fraction(80), Fraction(100), Fraction(18))


def logo_box() -> Box:
    """Where a logo lies: the upper right corner."""
    return Box(Fraction(78), Fraction(4), Fraction(19), Fraction(11))


_SCREEN = ((0.10, 0.12), (0.91, 0.07), (0.88, 0.90), (0.13, 0.86))
"""Where the corners of the filmed screen lie in the picture, clockwise from the upper left."""


def placed_inside(look: Look) -> Box:
    """Where the source lies before it is filmed off a screen."""
    if not look.refilmed:
        return look.placed
    left, top, right, low = _screen_bounds()
    return Box(
        (look.placed.x - left) * 100 / (right - left),
        (look.placed.y - top) * 100 / (low - top),
        look.placed.width * 100 / (right - left),
        look.placed.height * 100 / (low - top),
    )


def _screen_bounds() -> tuple[Fraction, Fraction, Fraction, Fraction]:
    xs = [Fraction(round(1000 * x), 10) for x, _ in _SCREEN]
    ys = [Fraction(round(1000 * y), 10) for _, y in _SCREEN]
    return min(xs), min(ys), max(xs), max(ys)


def _on_screen(box: Box) -> Box:
    """The box around where a box of the screen appears when the screen is filmed."""
    left, top, right, low = _screen_bounds()
    return Box(
        left + box.x * (right - left) / 100,
        top + box.y * (low - top) / 100,
        box.width * (right - left) / 100,
        box.height * (low - top) / 100,
    )


def _crop(chance: random.Random) -> Box:
    """Ten to twenty-five percent gone from each side in all, off the middle."""
    gone = chance.choice((10, 18, 25))
    left, top = chance.randint(0, gone), chance.randint(0, gone)
    return Box(Fraction(left), Fraction(top), Fraction(100 - gone), Fraction(100 - gone))


def _barred(wide: int, high: int) -> tuple[Box, int]:
    """Bars above and below: the box, and the height with them."""
    tall = round(high * 1.36) // 2 * 2
    share = Fraction(100 * high, tall)
    return Box(Fraction(0), (100 - share) / 2, Fraction(100), share), tall


def _small(chance: random.Random) -> Box:
    side = chance.choice((45, 55, 65))
    left, top = chance.randint(5, 95 - side), chance.randint(5, 95 - side)
    return Box(Fraction(left), Fraction(top), Fraction(side), Fraction(side))


def _part(picture: Image, box: Box) -> Image:
    left, top, right, low = pixels(box, picture.shape[1], picture.shape[0])
    return picture[top:low, left:right]


def pixels(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """Left, top, right and low edge of a box in a picture of that size."""
    return (
        round(box.x * width / 100),
        round(box.y * height / 100),
        round((box.x + box.width) * width / 100),
        round((box.y + box.height) * height / 100),
    )


def _laid(picture: Image, width: int, height: int, box: Box) -> Image:
    """The picture in its box; what is around it is black bars, or itself blurred when it lies inside."""
    left, top, right, low = pixels(box, width, height)
    fitted = sized(picture, right - left, low - top)
    if (right - left, low - top) == (width, height):
        return fitted
    if right - left == width:
        canvas: Image = np.zeros((height, width, 3), np.uint8)
    else:
        tiny = sized(picture, 24, 14)
        canvas = np.asarray(cv2.convertScaleAbs(sized(tiny, width, height), alpha=0.6), np.uint8)
    canvas[top:low, left:right] = fitted
    return canvas


def sized(picture: Image, width: int, height: int) -> Image:
    """The picture in another size."""
    shrinks = width < picture.shape[1]
    how = cv2.INTER_AREA if shrinks else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(picture, (width, height), interpolation=how), np.uint8)


def _coloured(picture: Image) -> Image:
    """Warmer, brighter, more contrast: what a phone's filters do."""
    warm = np.array([[0.82, 0.05, 0.0], [0.02, 1.02, 0.02], [0.0, 0.06, 1.14]])
    return np.asarray(cv2.convertScaleAbs(cv2.transform(picture, warm), alpha=1.12, beta=6), np.uint8)


def _write_banner(picture: Image, words: str) -> None:
    left, top, right, low = pixels(banner_box(), picture.shape[1], picture.shape[0])
    cv2.rectangle(picture, (left, top), (right, low), (32, 24, 168), -1)
    cv2.rectangle(picture, (left, top), (right, top + max(2, (low - top) // 12)), (240, 240, 240), -1)
    write_in(picture, words, (left, top, right, low), (255, 255, 255))


def _write_logo(picture: Image, words: str) -> None:
    """A station's mark: a disc with a sign in it and a name beside it, the picture shining through."""
    left, top, right, low = pixels(logo_box(), picture.shape[1], picture.shape[0])
    plate = picture[top:low, left:right].copy()
    high, wide = plate.shape[:2]
    radius = high // 2
    cv2.rectangle(plate, (radius, high // 6), (wide, high - high // 6), (150, 70, 20), -1)
    cv2.circle(plate, (radius, radius), radius, (240, 240, 240), -1, cv2.LINE_AA)
    cv2.circle(plate, (radius, radius), max(1, round(0.78 * radius)), (36, 30, 190), -1, cv2.LINE_AA)
    sign = np.array([(-0.3, -0.45), (0.5, 0.0), (-0.3, 0.45)]) * radius + radius
    cv2.fillConvexPoly(plate, sign.astype(np.int32), (240, 240, 240), cv2.LINE_AA)
    write_in(plate, words, (2 * radius, high // 6, wide, high - high // 6), (255, 255, 255))
    under = picture[top:low, left:right]
    cv2.addWeighted(plate, _OPAQUE, under.copy(), 1 - _OPAQUE, 0, dst=under)


def _refilmed(picture: Image, look: Look, seconds: float) -> Image:
    """A screen filmed by hand in a dim room: askew, in its frame, with a window's glare, lines and noise."""
    height, width = picture.shape[:2]
    shake = np.array([np.sin(2.1 * seconds + look.seed), np.cos(1.7 * seconds + look.seed)]) * 0.004
    corners = ((np.array(_SCREEN) + shake) * (width, height)).astype(np.float32)
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    lifted = cv2.convertScaleAbs(picture, alpha=0.78, beta=26).astype(np.int16) + _glare(width, height)
    lines = (4 * np.sin(np.arange(height) * 2.2 + 3 * seconds)).astype(np.int16)[:, None, None]
    lifted = np.clip(lifted + lines, 0, 255).astype(np.uint8)
    room = _room(width, height).copy()
    frame = corners + (corners - corners.mean(axis=0)) * 0.05
    cv2.fillConvexPoly(room, frame.astype(np.int32), (8, 8, 8), cv2.LINE_AA)
    square = cv2.getPerspectiveTransform(flat, corners)
    size = (width, height)
    cv2.warpPerspective(lifted, square, size, dst=room, borderMode=cv2.BORDER_TRANSPARENT)
    return np.asarray(cv2.GaussianBlur(room, (3, 3), 0.8), np.uint8)


@cache
def _glare(width: int, height: int) -> NDArray[np.int16]:
    """What a window behind the one who films adds to the screen: a soft slanting patch, and dim corners."""
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    patch = 34 * np.exp(-(((across + 0.5 * down - 0.45) / 0.22) ** 2) - ((down + 0.35) / 0.6) ** 2)
    corners = 16 * np.clip(np.hypot(across, down) - 0.7, 0, 1)
    return np.asarray((patch - corners)[..., None], np.int16)


@cache
def _room(width: int, height: int) -> Image:
    """A dim wall that the screen lights, and the edge of a table below."""
    across, down = np.meshgrid(np.linspace(-1, 1, width), np.linspace(-1, 1, height))
    shine = 16 + 26 * np.exp(-(np.maximum(np.abs(across), np.abs(down)) ** 4))
    tint = np.where((down > 0.9)[..., None], (22, 34, 48), (30, 27, 24)) / 30
    return np.asarray(np.clip(shine[..., None] * tint, 0, 255), np.uint8)
