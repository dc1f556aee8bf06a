"""How Arabic-writing people and phones write numbers and names in more than one way."""

_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
_HAMZA = str.maketrans("أإآ", "ااا")
TATWEEL = "ـ"


def digits(value: object) -> str:
    """The value's text with Arabic-Indic digits."""
    return str(value).translate(_INDIC)


def without_hamza(name: str) -> str:
    """As typed in haste: أحمد as احمد."""
    return name.translate(_HAMZA)


def open_ta(name: str) -> str:
    """ta marbuta written as ha at the end of each word: فاطمة as فاطمه."""
    return " ".join(f"{word[:-1]}ه" if word.endswith("ة") else word for word in name.split(" "))


def dotless_ya(name: str) -> str:
    """A last ya written without its dots, as in Egypt and in print: المثالي as المثالى."""
    return " ".join(f"{word[:-1]}ى" if word.endswith("ي") else word for word in name.split(" "))


def stretched(name: str) -> str:
    """With a tatweel after the second letter, as signs and posters do."""
    return name[:2] + TATWEEL * 2 + name[2:] if len(name) > 3 else name
