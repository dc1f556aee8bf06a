"""Dense measurements as bytes: uncompressed .npz (NumPy enhancement proposal 1) with fixed dates.

Equal columns give equal bytes, so that the same measurement made twice is one item. Reading trusts
nothing: the bytes may come from a child that decoded hostile footage, so no pickle, no compression, and
no size that the bytes themselves do not hold.
"""

import io
import math
import zipfile
from collections.abc import Mapping
from typing import Any, TypeAlias

import numpy as np
import numpy.typing as npt

from tawthiq.record.errors import LawBroken

Columns: TypeAlias = Mapping[str, npt.NDArray[Any]]
"""Arrays by name, all with the same number of rows."""

_DATE = (1980, 1, 1, 0, 0, 0)
"""The earliest date a zip can hold."""

_KINDS = "biuf"
"""Booleans, integers and floats (numpy.dtype.kind)."""


def write_track(columns: Columns) -> bytes:
    """The .npz of `columns`, little-endian, in their order. Raises LawBroken where they are no track."""
    _check(columns)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
        for name, column in columns.items():
            entry = zipfile.ZipInfo(f"{name}.npy", _DATE)
            entry.create_system = 3  # the same bytes on Windows
            _write(archive, entry, column)
    return file.getvalue()


def read_track(content: bytes) -> dict[str, npt.NDArray[Any]]:
    """The columns of a track, read-only views of `content`. Raises LawBroken on anything else."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            entries = archive.infolist()
            if sum(entry.file_size for entry in entries) > len(content):  # one part shown many times
                raise LawBroken("not a track: its parts are larger than the whole")
            columns = {e.filename.removesuffix(".npy"): _column(archive, e) for e in entries}
    except (zipfile.BadZipFile, ValueError, EOFError, NotImplementedError, RuntimeError) as cause:
        raise LawBroken(f"not a track: {cause}") from cause
    _check(columns)
    return columns


def _check(columns: Columns) -> None:
    if not columns:
        raise LawBroken("a track needs a column")
    if any(column.ndim == 0 for column in columns.values()):
        raise LawBroken("a column has rows")
    if len({len(column) for column in columns.values()}) != 1:
        raise LawBroken("the columns of a track have the same number of rows")
    for name, column in columns.items():
        if not name.isascii() or not name.replace("-", "_").isidentifier():
            raise LawBroken(f"{name!r} is no name for a column")
        if column.dtype.kind not in _KINDS:
            raise LawBroken(f"column {name} holds {column.dtype}, not numbers")


def _write(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, column: npt.NDArray[Any]) -> None:
    """As numpy.save would, without a copy in between: a column may be a hundred megabytes."""
    plain = np.ascontiguousarray(column).astype(column.dtype.newbyteorder("<"), copy=False)
    head = io.BytesIO()
    np.lib.format.write_array_header_1_0(head, np.lib.format.header_data_from_array_1_0(plain))
    entry.file_size = len(head.getvalue()) + plain.nbytes
    with archive.open(entry, "w") as part:
        part.write(head.getvalue())
        part.write(plain.data.cast("B") if plain.size else b"")


def _column(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> npt.NDArray[Any]:
    if entry.compress_type != zipfile.ZIP_STORED:
        raise LawBroken(f"not a track: {entry.filename!r} is compressed")
    content = archive.read(entry)
    file = io.BytesIO(content)
    if np.lib.format.read_magic(file) != (1, 0):
        raise LawBroken(f"not a track: {entry.filename!r} is of another version of the .npy format")
    shape, fortran, kind = np.lib.format.read_array_header_1_0(file)
    size = math.prod(shape) * kind.itemsize
    if fortran or kind.kind not in _KINDS or size != len(content) - file.tell():
        raise LawBroken(f"not a track: {entry.filename!r} does not hold what its header says")
    return np.frombuffer(content, kind, offset=file.tell()).reshape(shape)
