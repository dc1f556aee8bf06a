"""How phones write a WhatsApp group: an iPhone and an Android phone, set to Arabic or English.

The iPhone ends a message with CR LF and a line within it with LF; it writes Arabic-Indic digits,
U+200F between parts of a date, the Arabic comma, a no-break space and ص or م, and U+200E before
attachments and before its own lines.
"""

from dataclasses import dataclass
from datetime import datetime

from tawthiq.drill.arabic import digits

RTL, LTR, NBSP, NARROW = "\u200f", "\u200e", "\u00a0", "\u202f"


@dataclass(frozen=True)
class Line:
    """A message, or with no `who` a line by the application itself. `attached` is a file beside the text."""

    when: datetime
    who: str | None
    words: str
    attached: str | None = None


def ios_line(line: Line, group: str) -> str:
    """A message as an iPhone set to Arabic writes it."""
    clock = line.when
    date = f"{clock.day}{RTL}/{clock.month}{RTL}/{clock.year}"
    half = "ص" if clock.hour < 12 else "م"
    time = f"{(clock.hour - 1) % 12 + 1}:{clock.minute:02}:{clock.second:02}"
    stamp = f"[{digits(f'{date}، {time}')}{NBSP}{half}]"
    if line.who is None:
        return f"{LTR}{stamp} {group}: {LTR}{line.words}"
    if line.attached:
        return f"{LTR}{stamp} {line.who}: {LTR}<المُرفق: {line.attached}>"
    return f"{stamp} {line.who}: {line.words}"


def ios_english_line(line: Line, group: str) -> str:
    """A message as an iPhone set to English (United States) writes it."""
    clock = line.when
    half = "AM" if clock.hour < 12 else "PM"
    time = f"{(clock.hour - 1) % 12 + 1}:{clock.minute:02}:{clock.second:02}"
    stamp = f"[{clock.month}/{clock.day}/{clock:%y}, {time}{NARROW}{half}]"
    if line.who is None:
        return f"{LTR}{stamp} {group}: {LTR}{line.words}"
    if line.attached:
        return f"{LTR}{stamp} {line.who}: {LTR}<attached: {line.attached}>"
    return f"{stamp} {line.who}: {line.words}"


def android_arabic_line(line: Line) -> str:
    """A message as an Android phone set to Arabic writes it."""
    clock = line.when
    half = "ص" if clock.hour < 12 else "م"
    date = f"{clock.day}{RTL}/{clock.month}{RTL}/{clock.year}"
    stamp = digits(f"{date}، {(clock.hour - 1) % 12 + 1}:{clock.minute:02} ") + half
    if line.who is None:
        return f"{stamp} - {line.words}"
    words = f"{LTR}{line.attached} (الملف مرفق)" if line.attached else line.words
    return f"{stamp} - {line.who}: {words}"


def android_line(line: Line) -> str:
    """A message as an Android phone set to English writes it."""
    stamp = line.when.strftime("%d/%m/%Y, %H:%M")
    if line.who is None:
        return f"{stamp} - {line.words}"
    words = f"{LTR}{line.attached} (file attached)" if line.attached else line.words
    return f"{stamp} - {line.who}: {words}"
