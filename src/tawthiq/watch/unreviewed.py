"""Numbers that a machine heard or read: marked where they stand, for they are often wrong."""

import re

MARK = "[number: not reviewed]"
"""Stands behind words with a number in them, as long as no person checked it."""

_NUMBER = re.compile(r"\d")


def marked(words: str) -> str:
    """`words` with MARK behind them where a digit, of any script, is among them."""
    return f"{words} {MARK}" if _NUMBER.search(words) else words
