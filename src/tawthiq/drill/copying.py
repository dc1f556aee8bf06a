"""Makes copies of films, of a drill or lent to it, as people post them again, and says what each is."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

import numpy as np

from tawthiq.drill import editing, encode
from tawthiq.drill.editing import Look, changed, look_of
from tawthiq.drill.footage import PICTURES_A_SECOND
from tawthiq.drill.lettering import language_of
from tawthiq.drill.recode import decoded, decoded_sound
from tawthiq.drill.scene import LABEL, label_box, stamp
from tawthiq.drill.sound import RATE, Sound
from tawthiq.drill.sources import emitted
from tawthiq.drill.texture import Image
from tawthiq.drill.truth_footage import Box, Copy, Cut, Overlay, Segment, SoundIs, Span

_TICK = encode.PLATFORM.tick


@dataclass(frozen=True)
class Original:
    """A film that copies are made of: its path below the material, length, displayed size, turn."""

    path: str
    seconds: Fraction
    width: int
    height: int
    turn: int
    sound: bool


@dataclass(frozen=True)
class Piece:
    """A stretch of an original in a copy: from second `at` of the copy on."""

    of: Original
    begins: Fraction
    seconds: Fraction
    speed: Fraction
    at: Fraction
    look: Look

    @property
    def lasts(self) -> Fraction:
        """Seconds of the copy."""
        return self.seconds / self.speed


@dataclass(frozen=True)
class Copying:
    """A copy to be made: its path, what goes into it, and the edits it is known by."""

    path: str
    pieces: tuple[Piece, ...]
    edits: tuple[str, ...]
    seed: int

    @property
    def seconds(self) -> Fraction:
        """The length of the copy."""
        return max(piece.at + piece.lasts for piece in self.pieces)

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its picture."""
        return self.pieces[0].look.width, self.pieces[0].look.height


def planned(path: str, of: tuple[Original, ...], edits: tuple[str, ...], seed: int) -> Copying:
    """Decide a copy: which stretch of which originals, and how it looks."""
    chance = random.Random(f"copy {seed} {path}")
    look = look_of(edits, of[0].width, of[0].height, chance)
    speed = chance.choice((Fraction(5, 4), Fraction(4, 5))) if "speed" in edits else Fraction(1)
    if "two-at-once" in edits:
        pieces = _side_by_side(of[0], of[1], look, edits, chance)
    else:
        pieces = _in_turn(of, look, speed, edits, chance)
    return Copying(path, pieces, edits, chance.randrange(1_000_000))


def _in_turn(
    of: tuple[Original, ...], look: Look, speed: Fraction, edits: tuple[str, ...], chance: random.Random
) -> tuple[Piece, ...]:
    """One stretch after the other."""
    pieces, at = [], Fraction(0)
    for original in of:
        begins, seconds = _stretch(original, edits, chance)
        pieces.append(Piece(original, begins, seconds, speed, at, _fitted(look, original)))
        at += _on_pictures(seconds / speed)
    return tuple(pieces)


def _side_by_side(
    one: Original, other: Original, look: Look, edits: tuple[str, ...], chance: random.Random
) -> tuple[Piece, ...]:
    """A stretch of each, equally long, at the same time."""
    stretches = [_stretch(original, edits, chance) for original in (one, other)]
    seconds = min(length for _, length in stretches)
    left, right = (
        Piece(
            original,
            begins,
            seconds,
            Fraction(1),
            Fraction(0),
            _fitted(replace(look, placed=_half(number)), original),
        )
        for number, (original, (begins, _)) in enumerate(zip((one, other), stretches, strict=True))
    )
    return left, right


def _half(number: int) -> Box:
    """The left or right half, as two films are laid beside each other."""
    return Box(Fraction(50 * number), Fraction(25), Fraction(50), Fraction(50))


def _fitted(look: Look, original: Original) -> Look:
    """The look with its place made narrower or lower, so that no film is squeezed into another's shape."""
    wide, high = (
        (original.width, original.height) if look.turn % 2 == 0 else (original.height, original.width)
    )
    box = look.placed
    slim = Fraction(wide, high) / (look.width * box.width / (look.height * box.height))
    if abs(slim - 1) < Fraction(1, 20):
        return look
    width, height = box.width * min(slim, Fraction(1)), box.height / max(slim, Fraction(1))
    placed = Box(box.x + (box.width - width) / 2, box.y + (box.height - height) / 2, width, height)
    return replace(look, placed=placed)


def _stretch(original: Original, edits: tuple[str, ...], chance: random.Random) -> tuple[Fraction, Fraction]:
    """Begin and length: the whole film, or a part of it where the edits say so."""
    cuts = ("excerpt", "compilation")
    if not any(edit in cuts for edit in edits) or original.seconds <= 3:
        return Fraction(0), min(original.seconds, Fraction(45))
    longest = min(float(original.seconds) * 0.8, 20.0)
    seconds = max(
        Fraction(3), _on_pictures(Fraction(round(chance.uniform(3.0, max(3.0, longest)) * 1000), 1000))
    )
    seconds = min(seconds, original.seconds)
    room = original.seconds - seconds
    return _on_pictures(Fraction(chance.randint(0, 1000), 1000) * room), seconds


def _on_pictures(seconds: Fraction) -> Fraction:
    return Fraction(int(seconds * PICTURES_A_SECOND), PICTURES_A_SECOND)


def make_copy(folder: Path, copying: Copying) -> None:
    """Write the copy."""
    path = folder / copying.path
    path.parent.mkdir(parents=True, exist_ok=True)
    encode.write(
        path,
        encode.PLATFORM,
        pictures=_pictures(folder, copying),
        sound=_sound(folder, copying),
        title=f"{LABEL}: a copy",
    )


def _pictures(folder: Path, copying: Copying) -> Iterator[encode.Timed]:
    """Pictures of all pieces, one after the other, or side by side."""
    if "two-at-once" in copying.edits:
        yield from _beside(folder, copying)
        return
    last = -1
    for piece in copying.pieces:
        for tick, picture in _of_piece(folder, piece):
            if tick > last and tick < copying.seconds / _TICK:
                last = tick
                if (picture.shape[1], picture.shape[0]) != copying.size:
                    picture = editing.sized(picture, *copying.size)
                stamp(picture)
                yield tick, picture


def _beside(folder: Path, copying: Copying) -> Iterator[encode.Timed]:
    one, other = (_of_piece(folder, replace(piece, look=_alone(piece.look))) for piece in copying.pieces)
    width, height = copying.size
    for tick, left, right in _at_once(one, other):
        canvas: Image = np.zeros((height, width, 3), np.uint8)
        for piece, picture in zip(copying.pieces, (left, right), strict=True):
            x0, y0, x1, y1 = editing.pixels(piece.look.placed, width, height)
            canvas[y0:y1, x0:x1] = editing.sized(picture, x1 - x0, y1 - y0)
        stamp(canvas)
        yield tick, canvas


def _at_once(
    one: Iterator[encode.Timed], other: Iterator[encode.Timed]
) -> Iterator[tuple[int, Image, Image]]:
    """Each picture of `one` with what `other` shows at that tick, however unevenly its pictures come."""
    beside: Image | None = None
    after = next(other, None)
    for tick, picture in one:
        while after is not None and (beside is None or after[0] <= tick):
            beside, after = after[1], next(other, None)
        if beside is not None:
            yield tick, picture, beside


def _alone(look: Look) -> Look:
    return replace(look, placed=editing.WHOLE)


def _of_piece(folder: Path, piece: Piece) -> Iterator[encode.Timed]:
    """Ticks of the copy with the changed pictures of a piece; no tick twice."""
    last = -1
    for second, picture in decoded(folder / piece.of.path, piece.begins, piece.seconds):
        tick = round((piece.at + (second - piece.begins) / piece.speed) / _TICK)
        if tick > last:
            last = tick
            shown = np.rot90(picture, -piece.of.turn // 90) if piece.of.turn else picture
            yield tick, changed(np.ascontiguousarray(shown), piece.look, float(second))


def _sound(folder: Path, copying: Copying) -> Sound | None:
    """The sound of the pieces, or the music laid over it, or none."""
    kind = sound_of(copying)
    count = round(copying.seconds * RATE)
    if kind is SoundIs.ABSENT:
        return None
    if kind is SoundIs.REPLACED:
        return _music(copying.seed, count)
    total = np.zeros(count, np.float32)
    for piece in copying.pieces[:1] if "two-at-once" in copying.edits else copying.pieces:
        if piece.of.sound:
            part = decoded_sound(folder / piece.of.path, piece.begins, piece.seconds)
            if piece.speed != 1:
                at = np.arange(round(len(part) / float(piece.speed))) * float(piece.speed)
                part = np.interp(at, np.arange(len(part)), part).astype(np.float32)
            first = round(piece.at * RATE)
            part = part[: count - first]
            total[first : first + len(part)] = part
    return total


def _music(seed: int, count: int) -> Sound:
    """A tune over a beat, as videos are given before they are shared."""
    beat = tuple(range(0, count, RATE // 2))
    tune = emitted("chant", seed, 1, count, ()).samples
    return np.asarray(0.7 * tune + 0.3 * emitted("impulse", seed, 2, count, beat).samples, np.float32)


def sound_of(copying: Copying) -> SoundIs:
    """What becomes of the sound of its first piece."""
    return _sound_is(copying, copying.pieces[0])


def _sound_is(copying: Copying, piece: Piece) -> SoundIs:
    if "mute" in copying.edits:
        return SoundIs.ABSENT
    if "music" in copying.edits:
        return SoundIs.REPLACED
    second = "two-at-once" in copying.edits and piece != copying.pieces[0]
    if second or not piece.of.sound:
        return SoundIs.ABSENT
    return SoundIs.SAME


def told(copying: Copying) -> Copy:
    """What is true of a copy."""
    segments = tuple(
        Segment(
            a=Span(copying.path, piece.at, piece.at + piece.lasts),
            b=Span(piece.of.path, piece.begins, piece.begins + piece.seconds),
            speed=piece.speed,
            sound=_sound_is(copying, piece),
            cropped=piece.look.cropped,
            placed=piece.look.placed,
            mirror=piece.look.mirror,
            rotation=Fraction(90 * piece.look.turn),
        )
        for piece in copying.pieces
    )
    return Copy(copying.path, segments, copying.edits)


def unedited(path: str, of: Span, sound: SoundIs) -> Copy:
    """A file that holds a stretch of another as it is: the same bytes under another name, or a still."""
    a = Span(path, Fraction(0), of.ends - of.begins)
    return Copy(path, (Segment(a, of, Fraction(1), sound, editing.WHOLE, editing.WHOLE),), ())


def cuts(copying: Copying) -> tuple[Cut, ...]:
    """Where a compilation goes from one film to the next."""
    return tuple(Cut(copying.path, piece.at) for piece in copying.pieces if piece.at)


def overlays(copying: Copying) -> tuple[Overlay, ...]:
    """The words and marks that the copy has in its picture."""
    span = Span(copying.path, Fraction(0), copying.seconds)
    width, height = copying.size
    right, low = label_box(width)
    box = Box(Fraction(0), Fraction(0), Fraction(100 * (right + 1), width), Fraction(100 * (low + 1), height))
    found = [Overlay("label", LABEL, "en", span, box)]
    look = copying.pieces[0].look
    if look.banner:
        found.append(Overlay("banner", look.banner, language_of(look.banner), span, editing.banner_box()))
    if look.logo:
        found.append(Overlay("logo", look.logo, language_of(look.logo), span, editing.logo_box()))
    return tuple(found)
