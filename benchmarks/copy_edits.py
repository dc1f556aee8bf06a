"""What people do to footage before they pass it on, done to pictures and sound: for the bench of copies.

Each edit takes a clip and a random generator, and gives the edited clip; `Clip.start` and `Clip.speed` keep
the truth: second t of the edited clip is second `start` + `speed` x t of its source.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from tawthiq.drill.sound import RATE as SOUND_RATE
from tawthiq.drill.sound import Sound

Image: TypeAlias = npt.NDArray[np.uint8]
Random: TypeAlias = np.random.Generator


@dataclass(frozen=True)
class Clip:
    """Pictures (BGR) at `rate` a second, mono sound or none; where it lies in its source."""

    pictures: list[Image]
    rate: int
    sound: Sound | None = None
    start: float = 0.0
    speed: float = 1.0
    mirror: bool = False
    rotation: int = 0
    quality: int = 28

    @property
    def seconds(self) -> float:
        return len(self.pictures) / self.rate

    def shown(self, change: Callable[[Image], Image]) -> "Clip":
        """The clip with every picture changed."""
        return replace(self, pictures=[np.ascontiguousarray(change(p)) for p in self.pictures])


Edit: TypeAlias = Callable[[Clip, Random], Clip]


def excerpt(clip: Clip, seconds: float, random: Random) -> Clip:
    """A stretch of about `seconds`, starting at any picture."""
    count = min(len(clip.pictures), round(seconds * clip.rate))
    first = int(random.integers(0, len(clip.pictures) - count + 1))
    at = first / clip.rate
    sound = (
        None if clip.sound is None else clip.sound[int(at * SOUND_RATE) : int((at + seconds) * SOUND_RATE)]
    )
    return replace(clip, pictures=clip.pictures[first : first + count], sound=sound, start=clip.start + at)


def part(seconds: float) -> Edit:
    """An excerpt of `seconds`, or three quarters of a shorter clip: all of it would be the clip itself."""
    return lambda clip, random: excerpt(clip, min(seconds, 0.75 * clip.seconds), random)


def sized(image: Image, width: int, height: int) -> Image:
    method = cv2.INTER_AREA if width < image.shape[1] else cv2.INTER_LINEAR
    return np.asarray(cv2.resize(image, (width & ~1, height & ~1), interpolation=method), np.uint8)


def re_encode(clip: Clip, random: Random) -> Clip:
    width = int(clip.pictures[0].shape[1] * 0.6)
    height = int(clip.pictures[0].shape[0] * 0.6)
    return replace(clip.shown(lambda p: sized(p, width, height)), quality=36)


def colour(clip: Clip, random: Random) -> Clip:
    gain, lift = random.uniform(0.75, 1.25), random.uniform(-20, 25)
    tint = random.uniform(0.85, 1.15, 3)
    return clip.shown(lambda p: np.clip(p * (gain * tint) + lift, 0, 255).astype(np.uint8))


def frame_rate(clip: Clip, random: Random) -> Clip:
    rate = clip.rate * 2 // 3
    picks = (np.arange(int(clip.seconds * rate)) * clip.rate / rate).astype(int)
    return replace(clip, pictures=[clip.pictures[n] for n in picks], rate=rate)


def crop(share: float) -> Edit:
    def edit(clip: Clip, random: Random) -> Clip:
        height, width = clip.pictures[0].shape[:2]
        left = int(width * share * random.uniform(0.1, 0.9))
        top = int(height * share * random.uniform(0.1, 0.9))
        w, h = int(width * (1 - share)) & ~1, int(height * (1 - share)) & ~1
        return clip.shown(lambda p: sized(p[top : top + h, left : left + w], width, height))

    return edit


BANNER_SEED = 7


def banner_picture(width: int, height: int, seed: int = BANNER_SEED) -> Image:
    """An invented station's banner: a coloured strip with letters and a block."""
    random = np.random.default_rng(seed)
    strip = np.full((height, width, 3), random.integers(20, 120, 3), np.uint8)
    words = "INVENTED NEWS " + "".join(chr(65 + int(n)) for n in random.integers(0, 26, 18))
    cv2.putText(
        strip, words, (8, int(height * 0.65)), cv2.FONT_HERSHEY_SIMPLEX, height / 55, (250, 250, 250), 2
    )
    cv2.rectangle(strip, (width - 60, 4), (width - 8, height - 4), random.integers(100, 255, 3).tolist(), -1)
    return strip


def banner(clip: Clip, random: Random, seed: int = BANNER_SEED) -> Clip:
    height, width = clip.pictures[0].shape[:2]
    strip = banner_picture(width, int(height * 0.18), seed)

    def put(picture: Image) -> Image:
        out = picture.copy()
        out[-len(strip) :] = strip
        return out

    return clip.shown(put)


def intro(clip: Clip, random: Random, seed: int = BANNER_SEED) -> Clip:
    """An invented station's title card for two seconds, and then the clip."""
    height, width = clip.pictures[0].shape[:2]
    card = np.vstack([banner_picture(width, height // 4, seed + n) for n in range(4)])
    card = np.pad(card, ((0, height - len(card)), (0, 0), (0, 0)))
    sound = None if clip.sound is None else np.concatenate([np.zeros(2 * SOUND_RATE, np.float32), clip.sound])
    return replace(
        clip,
        pictures=[card] * (2 * clip.rate) + clip.pictures,
        sound=sound,
        start=clip.start - 2 * clip.speed,
    )


def subtitles(clip: Clip, random: Random) -> Clip:
    height, width = clip.pictures[0].shape[:2]

    def put(picture: Image) -> Image:
        out = picture.copy()
        cv2.rectangle(
            out, (width // 10, int(height * 0.84)), (width * 9 // 10, int(height * 0.96)), (0, 0, 0), -1
        )
        cv2.putText(out, "invented words said here", (width // 8, int(height * 0.92)),
                    cv2.FONT_HERSHEY_SIMPLEX, height / 480, (255, 255, 255), 1)  # fmt: skip
        return out

    return clip.shown(put)


def letterbox(clip: Clip, random: Random) -> Clip:
    height = clip.pictures[0].shape[0]
    bar = int(height * 0.17) & ~1
    return clip.shown(lambda p: np.pad(p, ((bar, bar), (0, 0), (0, 0))))


def vertical(clip: Clip, random: Random) -> Clip:
    """Upright, the picture across the middle, itself blurred above and below."""
    height, width = clip.pictures[0].shape[:2]
    tall = int(width * 1.6) & ~1

    def put(picture: Image) -> Image:
        out = np.asarray(cv2.GaussianBlur(sized(picture, width, tall), (0, 0), 15), np.uint8)
        top = (len(out) - height) // 2
        out[top : top + height] = picture
        return out

    return clip.shown(put)


def logo(share: float) -> Edit:
    def edit(clip: Clip, random: Random) -> Clip:
        height, width = clip.pictures[0].shape[:2]
        w, h = int(width * share), int(height * share)
        mark = banner_picture(w, h, seed=int(random.integers(1 << 30)))
        left, top = (int(random.integers(0, 2)) * (side - m - 8) + 4 for side, m in ((width, w), (height, h)))

        def put(picture: Image) -> Image:
            out = picture.copy()
            out[top : top + h, left : left + w] = mark
            return out

        return clip.shown(put)

    return edit


def mirror(clip: Clip, random: Random) -> Clip:
    return replace(clip.shown(lambda p: p[:, ::-1]), mirror=True)


def turned(quarters: int) -> Edit:
    def edit(clip: Clip, random: Random) -> Clip:
        return replace(clip.shown(lambda p: np.rot90(p, -quarters)), rotation=90 * quarters)

    return edit


def small(clip: Clip, random: Random) -> Clip:
    """Half as wide, somewhere on an invented still background."""
    height, width = clip.pictures[0].shape[:2]
    noise = random.integers(0, 255, (9, 16, 3)).astype(np.uint8)
    ground = np.asarray(cv2.resize(noise, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    left, top = int(random.uniform(0, width / 2)), int(random.uniform(0, height / 2))

    def put(picture: Image) -> Image:
        out = ground.copy()
        inset = sized(picture, width // 2, height // 2)
        out[top : top + inset.shape[0], left : left + inset.shape[1]] = inset
        return out

    return clip.shown(put)


def beside(other: Callable[[], Clip], count: int = 2) -> Edit:
    """`count` at once, side by side, each as much narrower; the truth is that of the first.

    The others show what `other` gives, each from a later moment of it.
    """

    def edit(clip: Clip, random: Random) -> Clip:
        height, width = clip.pictures[0].shape[:2]
        others = other()
        last = len(others.pictures) - 1
        out = []
        for n, picture in enumerate(clip.pictures):
            canvas = np.zeros((height, width, 3), np.uint8)
            at = n * others.rate // clip.rate
            rest = [others.pictures[min(last, at + last * k // count)] for k in range(count - 1)]
            for place, shown in enumerate((picture, *rest)):
                inset = sized(shown, width // count, height // count)
                left, top = place * (width // count), (height - len(inset)) // 2
                canvas[top : top + len(inset), left : left + inset.shape[1]] = inset
            out.append(canvas)
        return replace(clip, pictures=out)

    return edit


def re_film(clip: Clip, random: Random) -> Clip:
    """A screen filmed by a shaking hand: perspective, a frame around it, glare, blur, moire."""
    height, width = clip.pictures[0].shape[:2]
    base = random.uniform(0.03, 0.12, (4, 2)) * (width, height)
    phase = random.uniform(0, 6, (4, 2))
    stripes = (6 * np.sin(np.arange(height) * random.uniform(0.8, 1.6)))[:, None, None]
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inward = np.array([[1, 1], [-1, 1], [-1, -1], [1, -1]], np.float64)
    out = []
    for n, picture in enumerate(clip.pictures):
        shake = 2.0 * np.sin(n / clip.rate * 2 * np.pi * 0.7 + phase)
        aim = (corners + inward * (base + shake)).astype(np.float32)
        matrix = cv2.getPerspectiveTransform(corners, aim)
        filmed = cv2.warpPerspective(picture, matrix, (width, height), borderValue=(25, 22, 20))
        filmed = cv2.GaussianBlur(filmed, (0, 0), 0.8)
        grain = random.normal(0, 4, filmed.shape)
        out.append(np.clip(filmed * 0.85 + 12 + stripes + grain, 0, 255).astype(np.uint8))
    return replace(clip, pictures=out)


def speed(factor: float) -> Edit:
    """`factor` seconds of the source are shown in one."""

    def edit(clip: Clip, random: Random) -> Clip:
        count = int(len(clip.pictures) / factor)
        pictures = [clip.pictures[min(len(clip.pictures) - 1, int(n * factor))] for n in range(count)]
        sound = clip.sound
        if sound is not None:
            at = np.arange(int(len(sound) / factor)) * factor
            sound = np.interp(at, np.arange(len(sound)), sound).astype(np.float32)
        return replace(clip, pictures=pictures, sound=sound, speed=factor)

    return edit


def mix(clip: Clip, random: Random) -> Clip:
    for edit in (crop(0.1), logo(0.15), mirror, banner, re_encode):
        clip = edit(clip, random)
    return clip


EASY = ("re-encode", "colour", "frame rate", "excerpt 8 s")
HARD = (
    "crop 10 %", "crop 25 %", "banner", "subtitles", "letterbox", "vertical, blurred fill", "logo",
    "mirror", "rotate 90", "rotate 180", "speed 1.25", "speed 0.8", "3 s excerpt",
)  # fmt: skip
AT_ONCE = ("two at once", "three at once")
HARDEST = ("small in frame", *AT_ONCE, "re-film", "re-film, 3 s", "large logo", "mix, 3 s")


def edits(other: Callable[[], Clip]) -> Mapping[str, Edit]:
    """Every edit by name; what `other` gives is shown beside where several are shown at once."""

    def cut(edit: Edit, seconds: float = 8.0) -> Edit:
        return lambda clip, random: edit(excerpt(clip, seconds, random), random)

    def same(clip: Clip, random: Random) -> Clip:
        return clip

    return {
        "re-encode": re_encode, "colour": colour, "frame rate": frame_rate, "excerpt 8 s": part(8.0),
        "crop 10 %": cut(crop(0.1)), "crop 25 %": cut(crop(0.25)), "banner": cut(banner),
        "subtitles": cut(subtitles), "letterbox": cut(letterbox), "vertical, blurred fill": cut(vertical),
        "logo": cut(logo(0.15)), "mirror": cut(mirror), "rotate 90": cut(turned(1)),
        "rotate 180": cut(turned(2)), "speed 1.25": cut(speed(1.25)), "speed 0.8": cut(speed(0.8)),
        "3 s excerpt": cut(same, 3.0), "small in frame": cut(small), "two at once": cut(beside(other)),
        "re-film": cut(re_film), "re-film, 3 s": cut(re_film, 3.0), "large logo": cut(logo(0.4)),
        "mix, 3 s": cut(mix, 3.0), "three at once": cut(beside(other, 3)),
    }  # fmt: skip


def tick(clip: Clip) -> Fraction:
    return Fraction(1, clip.rate)
