"""Clocks and edit lists of boxes, of files our encoder writes and of hostile ones."""

import io
import struct
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tawthiq.media.boxes import read_boxes
from tawthiq.media.probe import BoxClock, EditEntry
from tests.media import clips

CLIP = clips.plain()
NOON = 3_459_485_132


def test_every_clock_of_a_file_and_which_track_it_is_of() -> None:
    content = clips.with_clock(CLIP, b"mvhd", NOON, NOON + 5)
    content = clips.with_clock(content, b"tkhd", NOON + 9, nth=1)
    assert read_boxes(io.BytesIO(content)).clocks == [
        BoxClock("mvhd", 0, NOON, NOON + 5),
        BoxClock("tkhd", 1, 0, 0),
        BoxClock("mdhd", 1, 0, 0),
        BoxClock("tkhd", 2, NOON + 9, NOON + 9),
        BoxClock("mdhd", 2, 0, 0),
    ]


def test_edit_lists_in_seconds() -> None:
    first = read_boxes(io.BytesIO(clips.with_edit(CLIP, 1500, 12800, 2))).edits[0]
    assert first == EditEntry(1, Fraction(3, 2), Fraction(1), Fraction(2))
    empty = read_boxes(io.BytesIO(clips.with_edit(CLIP, 1500, -1))).edits[0]
    assert empty.media_time is None


def test_wide_clocks_of_version_1() -> None:
    mvhd = b"\x01\0\0\0" + struct.pack(">QQIQ", NOON, NOON, 1000, 5000) + bytes(80)
    moov = struct.pack(">I4s", 16 + len(mvhd), b"moov") + struct.pack(">I4s", 8 + len(mvhd), b"mvhd") + mvhd
    assert read_boxes(io.BytesIO(moov)).clocks == [BoxClock("mvhd", 0, NOON, NOON)]
    beyond = moov.replace(struct.pack(">Q", NOON), struct.pack(">Q", 2**63))
    assert read_boxes(io.BytesIO(beyond)).clocks == []


@settings(deadline=None)
@given(st.integers(0, len(CLIP) - 1), st.binary(min_size=1, max_size=8))
def test_no_bytes_make_it_fail(at: int, bytes_: bytes) -> None:
    broken = CLIP[:at] + bytes_ + CLIP[at + len(bytes_) :]
    assert len(read_boxes(io.BytesIO(broken)).clocks) <= 20
    assert read_boxes(io.BytesIO(CLIP[:at])).clocks == [] or at > CLIP.index(b"moov")


@pytest.mark.parametrize("size", [0, 1, 7, 8, 2**31])
def test_boxes_without_end_end(size: int) -> None:
    content = struct.pack(">I4s", size, b"moov") * 30_000
    assert read_boxes(io.BytesIO(content)).clocks == []
