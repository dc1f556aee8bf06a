"""A digest for the voice: sixteen words one can say on the telephone, or sixteen groups of five digits.

Words are proquints (Wilkerson 2009): 16 bits as consonant, vowel, consonant, vowel, consonant. Neither
form has a check digit: a slip that still reads gives another digest, which then matches nothing.
"""

import re

from tawthiq.record.arabic import western_digits
from tawthiq.record.digest import Digest, as_digest
from tawthiq.record.errors import UsageError

_CONSONANTS = "bdfghjklmnprstvz"
_VOWELS = "aiou"
_SHAPE = ((_CONSONANTS, 12), (_VOWELS, 10), (_CONSONANTS, 6), (_VOWELS, 4), (_CONSONANTS, 0))
_GROUPS = 16


def to_words(digest: Digest) -> str:
    """Sixteen pronounceable words, joined by hyphens."""
    return "-".join("".join(_letter(number, *part) for part in _SHAPE) for number in _numbers(digest))


def to_groups(digest: Digest) -> str:
    """Sixteen groups of five digits, 00000 to 65535, joined by spaces."""
    return " ".join(f"{number:05}" for number in _numbers(digest))


def read_digest(text: str) -> Digest:
    """A digest given as words, groups of digits (Arabic-Indic ones too) or 64 hexadecimal digits.

    Raises UsageError where the text is none of the three.
    """
    pieces = re.findall(r"\w+", western_digits(text).lower())
    if len(pieces) == 1 and re.fullmatch(r"[0-9a-f]{64}", pieces[0]):
        return as_digest(pieces[0])
    if len(pieces) != _GROUPS:
        raise UsageError(f"expected {_GROUPS} words or groups of digits, found {len(pieces)}")
    return as_digest("".join(f"{_number(piece):04x}" for piece in pieces))


def _numbers(digest: Digest) -> list[int]:
    return [int(digest[place : place + 4], 16) for place in range(0, 64, 4)]


def _letter(number: int, alphabet: str, shift: int) -> str:
    return alphabet[(number >> shift) % len(alphabet)]


def _number(piece: str) -> int:
    if re.fullmatch(r"[0-9]{5}", piece) and int(piece) < 1 << 16:
        return int(piece)
    if len(piece) == len(_SHAPE) and all(c in part[0] for c, part in zip(piece, _SHAPE, strict=True)):
        return sum(part[0].index(c) << part[1] for c, part in zip(piece, _SHAPE, strict=True))
    raise UsageError(f"{piece!r} is no word or group of five digits of a digest")
