"""Folding for search: one form for spellings that a reader of Arabic takes for the same word.

Only for a shadow column beside the text as found, on both sides of a comparison; evidence is never
rewritten. Hamza carriers, alef forms, ta marbuta, ya and alef maqsura, Persian letter forms, tatweel,
diacritics, Arabic-Indic digits, direction marks and letter case are folded.
"""

import unicodedata

_LETTERS = {
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ٲ": "ا", "ٳ": "ا",
    "ى": "ي", "ی": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ۀ": "ه", "ھ": "ه", "ہ": "ه", "ە": "ه",
    "ک": "ك", "ڪ": "ك", "گ": "ك", "ء": "", "ـ": "",
}  # fmt: skip

_DIRECTION = dict.fromkeys(
    (
        0x200B,
        0x200C,
        0x200D,
        0x200E,
        0x200F,
        0x061C,
        0xFEFF,
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
    )
)

_TABLE = str.maketrans(_LETTERS) | _DIRECTION


def fold(text: str) -> str:
    """The search form of `text`. Idempotent."""
    compatible = unicodedata.normalize("NFKD", text.translate(_TABLE)).casefold()
    bare = "".join(c for c in compatible if not unicodedata.combining(c))
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in bare)
    return " ".join(digits.translate(_TABLE).split())


def western_digits(text: str) -> str:
    """`text` with Arabic-Indic and Persian digits written 0-9, everything else as found."""
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() else c for c in text)


def named(sought: str, *called: str) -> bool:
    """Whether every word of `sought` begins a word of `called`, its article left out or not; none always."""
    held = " ".join(("", *(word for text in called for word in words(text))))
    return all(f" {word}" in held or f" ال{word}" in held for word in words(sought))


def words(text: str) -> list[str]:
    """The folded words of `text`: runs of letters and digits."""
    folded = "".join(c if c.isalnum() else " " for c in fold(text))
    return folded.split()
