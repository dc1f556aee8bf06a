"""Tracks: equal columns, equal bytes; and nothing but columns is read."""

import contextlib
import io
import zipfile
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from tawthiq.record.errors import LawBroken
from tawthiq.store.tracks import read_track, write_track

KINDS = st.sampled_from([np.uint8, np.int16, np.int64, np.float32, np.float64, np.bool_])


def _archive(members: dict[str, bytes], compression: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return file.getvalue()


def _npy(array: npt.NDArray[Any], *, pickled: bool = False) -> bytes:
    file = io.BytesIO()
    np.save(file, array, allow_pickle=pickled)
    return file.getvalue()


@given(st.data(), st.integers(0, 30))
def test_columns_come_back(data: st.DataObject, rows: int) -> None:
    columns = {
        name: data.draw(arrays.arrays(data.draw(KINDS), shape))
        for name, shape in (("seconds", (rows,)), ("hash", (rows, 4)))
    }
    content = write_track(columns)
    back = read_track(content)
    assert list(back) == list(columns)
    for name, column in columns.items():
        assert back[name].dtype == column.dtype
        np.testing.assert_array_equal(back[name], column)
    assert write_track(back) == content


def test_the_bytes_do_not_depend_on_layout_or_byte_order() -> None:
    plain = np.arange(12, dtype="<i4").reshape(4, 3)
    for other in (np.asfortranarray(plain), plain.astype(">i4"), np.repeat(plain, 2, 0)[::2]):
        assert write_track({"a": other}) == write_track({"a": plain})


def test_numpy_reads_what_we_write() -> None:
    with np.load(io.BytesIO(write_track({"seconds": np.arange(3.0)}))) as loaded:
        np.testing.assert_array_equal(loaded["seconds"], [0, 1, 2])


@pytest.mark.parametrize(
    "columns",
    [
        {},
        {"a": np.zeros(2), "b": np.zeros(3)},
        {"a": np.float64(1).reshape(())},
        {"../a": np.zeros(1)},
        {"ا": np.zeros(1)},
        {"a": np.array(["x"])},
        {"a": np.array([None], object)},
    ],
)
def test_what_is_no_track_is_not_written(columns: dict[str, npt.NDArray[Any]]) -> None:
    with pytest.raises(LawBroken):
        write_track(columns)


def _lying_header() -> bytes:
    file = io.BytesIO()
    header = {"descr": "<f8", "fortran_order": False, "shape": (1 << 40,)}
    np.lib.format.write_array_header_1_0(file, header)
    return file.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04",
        _archive({}),
        _archive({"a.npy": b"no array"}),
        _archive({"a.npy": _npy(np.array([None], object), pickled=True)}),
        _archive({"a.npy": _npy(np.zeros(9))}, zipfile.ZIP_DEFLATED),
        _archive({"a.npy": _npy(np.zeros(9))[:-1]}),
        _archive({"a.npy": _npy(np.zeros(9)), "b.npy": _npy(np.zeros(8))}),
        _archive({"a.npy": _lying_header()}),
        write_track({"a": np.zeros(9)})[:-30],
    ],
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(LawBroken):
        read_track(content)


@given(st.integers(0, 400), st.integers(0, 255))
def test_a_changed_byte_is_refused_or_still_a_track(position: int, value: int) -> None:
    content = bytearray(write_track({"a": np.arange(9), "b": np.ones(9)}))
    content[position % len(content)] = value
    with contextlib.suppress(LawBroken):
        assert {len(column) for column in read_track(bytes(content)).values()} == {9}
