"""The parent believes nothing that is not exactly a message."""

import contextlib
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tawthiq.media.kinds import Role
from tawthiq.media.lock import Locks
from tawthiq.media.messages import (
    End,
    Fault,
    Found,
    Header,
    Maker,
    Measured,
    Probed,
    Progress,
    Shown,
    read_message,
    write_message,
)
from tawthiq.media.probe import Probe, StreamProbe, Tag
from tawthiq.record.draft import Draft
from tawthiq.record.errors import LawBroken
from tawthiq.record.measure import Column, Quantity
from tawthiq.record.selector import Frame, Seconds
from tawthiq.record.value import Text
from tawthiq.store.tracks import write_track

MAKER = Maker("test", "1")
WHERE = (Seconds(Fraction(1, 3), frame=Frame(0, -5, Fraction(1, 30))),)
TRACK = write_track({"seconds": np.arange(3.0)})
JPEG = b"\xff\xd8\xff\xe0 and so on"
MEASURED = Measured(MAKER, "track.hash", (Column("seconds", "s"),), 3)
SHOWN = Shown(MAKER, "key-frame", 320, 180, WHERE)
CUT = Draft("shot.cut", Quantity(Decimal("0.5"), "1"), WHERE)

MESSAGES: list[tuple[Header, bytes]] = [
    (Probed(Probe("mp4", Role.VIDEO, streams=(StreamProbe(0, "video", tags=(Tag("ا", "ب"),)),))), b""),
    (Found(MAKER, CUT), b""),
    (MEASURED, TRACK),
    (SHOWN, JPEG),
    (Progress(Fraction(10)), b""),
    (Fault(MAKER, "سقط", Fraction(1, 3)), b""),
    (End(Fraction(7), 9, complete=True, locks=Locks(rlimits=True, landlock=7)), b""),
]


@pytest.mark.parametrize(("header", "blob"), MESSAGES)
def test_messages_come_back(header: Header, blob: bytes) -> None:
    assert read_message(write_message(header, blob)) == (header, blob)


@pytest.mark.parametrize(
    ("header", "blob"),
    [
        (Progress(Fraction(1)), b"blob"),
        (MEASURED, b""),
        (MEASURED, write_track({"other": np.arange(3.0)})),
        (MEASURED, write_track({"seconds": np.arange(4.0)})),
        (Measured(MAKER, "no.such", (Column("seconds", "s"),), 3), TRACK),
        (SHOWN, b"GIF89a"),
        (SHOWN, JPEG + b" " * (1 << 20)),
        (Shown(MAKER, "key-frame", 0, 180), JPEG),
        (Found(MAKER, Draft("shot.cut", Text("not a quantity"))), b""),
        (Found(MAKER, Draft("no.such", Text("x"))), b""),
    ],
)
def test_messages_that_lie_are_refused(header: Header, blob: bytes) -> None:
    with pytest.raises(LawBroken):
        read_message(write_message(header, blob))


@pytest.mark.parametrize(
    "received",
    [
        b"",
        b"{}",
        b"{}\n",
        b"[]\n",
        b'{"type":"progress"}\n',
        b'{"type":["progress"]}\n',
        b'{"type":"none"}\n',
        b'{"seconds":"1","type":"progress","x":1}\n',
        b'{"seconds":"2/2","type":"progress"}\n',
        b'{"seconds":"%s","type":"progress"}\n' % (b"9" * 5000),
        b'{"seconds": "1","type":"progress"}\n',
        b'{"seconds":"1","type":"progress"}' + b" " * (1 << 20) + b"\n",
        b"[" * 100_000 + b"\n",
        b"\x80\x04]\n",
    ],
)
def test_anything_else_is_refused(received: bytes) -> None:
    with pytest.raises(LawBroken):
        read_message(received)


@given(st.sampled_from(MESSAGES), st.integers(0, 2000), st.binary(max_size=4))
@example(MESSAGES[2], 150, b"")
def test_a_damaged_message_is_refused_or_still_a_message(
    message: tuple[Header, bytes], place: int, noise: bytes
) -> None:
    whole = write_message(*message)
    at = place % len(whole)
    with contextlib.suppress(LawBroken):
        read_message(whole[:at] + noise + whole[at + len(noise) :])
