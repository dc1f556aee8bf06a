"""W3C media fragments, `#t=205,212&xywh=percent:10,20,30,40`, to selectors and back.

Media Fragments URI 1.0: `t` in normal play time, seconds or clock; `xywh` in percent (pixels are
refused: a region of the record is in percent of the displayed picture).
"""

from decimal import Decimal
from fractions import Fraction

from tawthiq.record.errors import LawBroken
from tawthiq.record.media_time import MediaTime, parse_clock
from tawthiq.record.selector import Region, Seconds, Selector
from tawthiq.record.written import any_decimal, parse_plain, plain

_NANO = 10**9


def to_fragment(selectors: tuple[Selector, ...]) -> str:
    """The fragment without "#": seconds and region; other selectors have no media fragment.

    Seconds are written exactly where a decimal can, else rounded to the nanosecond.
    """
    parts: list[str] = []
    for selector in selectors:
        if isinstance(selector, Seconds):
            end = "" if selector.end is None else f",{_decimal(selector.end)}"
            parts.append(f"t={_decimal(selector.start)}{end}")
        elif isinstance(selector, Region):
            corners = (selector.x, selector.y, selector.width, selector.height)
            parts.append("xywh=percent:" + ",".join(plain(c) for c in corners))
        else:
            raise LawBroken(f"a {type(selector).__name__.lower()} has no media fragment")
    return "&".join(parts)


def from_fragment(fragment: str) -> tuple[Selector, ...]:
    """Inverse of `to_fragment`; takes a leading "#", `npt:` and clock times. Raises LawBroken."""
    selectors: dict[str, Selector] = {}
    for part in filter(None, fragment.removeprefix("#").split("&")):
        name, _, value = part.partition("=")
        if name == "t":
            selectors[name] = _seconds(value.removeprefix("npt:"))
        elif name == "xywh":
            selectors[name] = _region(value)
        else:
            raise LawBroken(f"{name!r} is no dimension we cite; expected t or xywh")
    return tuple(selectors[name] for name in ("t", "xywh") if name in selectors)


def _seconds(value: str) -> Seconds:
    start, comma, end = value.partition(",")
    if comma and not end:
        raise LawBroken("t=a, has no end; write t=a")
    return Seconds(parse_clock(start) if start else Fraction(0), parse_clock(end) if end else None)


def _region(value: str) -> Region:
    unit, _, numbers = value.partition(":")
    corners = numbers.split(",")
    if unit != "percent" or len(corners) != 4:
        raise LawBroken("expected xywh=percent:x,y,width,height")
    return Region(*(parse_plain(plain(any_decimal(c))) for c in corners))


def _decimal(time: MediaTime) -> str:
    whole, rest = divmod(round(time * _NANO), _NANO)
    return plain(Decimal(f"{whole}.{rest:09}"))
