"""The weights in an ONNX file, without running it: what a small net needs to be computed in another order.

Only as much of the protocol buffer is read as holds them (onnx.proto: ModelProto.graph = 7,
GraphProto.initializer = 5, TensorProto.dims = 1, data_type = 2, name = 8, raw_data = 9). For files whose
digest is known; nothing else is read with it.
"""

from collections.abc import Iterator
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Weights: TypeAlias = npt.NDArray[np.float32]

_GRAPH, _INITIALIZER = 7, 5
_DIMS, _DATA_TYPE, _NAME, _RAW_DATA = 1, 2, 8, 9
_FLOAT = 1
_VARINT, _BYTES = 0, 2
_WIDTHS = {1: 8, 5: 4}
"""Bytes of the two fixed wire types."""


def weights(content: bytes) -> dict[str, Weights]:
    """The initializers of 32-bit floats of the model `content`, by name. Raises ValueError, IndexError."""
    graphs = (value for number, value in _fields(content) if number == _GRAPH)
    graph = next((value for value in graphs if isinstance(value, bytes)), b"")
    parts = (value for number, value in _fields(graph) if number == _INITIALIZER)
    tensors = (_tensor(part) for part in parts if isinstance(part, bytes))
    return {name: values for name, values in tensors if values.size}


def _tensor(content: bytes) -> tuple[str, Weights]:
    """Name and values; no values where they are no floats."""
    shape, name, kind, raw = list[int](), "", 0, b""
    for number, value in _fields(content):
        if number == _DIMS and isinstance(value, int):
            shape.append(value)
        elif number == _DATA_TYPE and isinstance(value, int):
            kind = value
        elif number == _NAME and isinstance(value, bytes):
            name = value.decode()
        elif number == _RAW_DATA and isinstance(value, bytes):
            raw = value
    values = np.frombuffer(raw if kind == _FLOAT else b"", "<f4")
    return name, values.reshape(shape) if values.size else values


def _fields(content: bytes) -> Iterator[tuple[int, int | bytes]]:
    """Number and value of each field; a fixed-width one as its bytes."""
    place = 0
    while place < len(content):
        key, place = _varint(content, place)
        number, wire = key >> 3, key & 7
        if wire == _VARINT:
            value, place = _varint(content, place)
            yield number, value
            continue
        if wire == _BYTES:
            size, place = _varint(content, place)
        elif wire in _WIDTHS:
            size = _WIDTHS[wire]
        else:
            raise ValueError(f"no protocol buffer: wire type {wire}")
        yield number, content[place : place + size]
        place += size


def _varint(content: bytes, place: int) -> tuple[int, int]:
    """A number of seven bits a byte, and the place behind it."""
    value = shift = 0
    while True:
        byte = content[place]
        value |= (byte & 0x7F) << shift
        place, shift = place + 1, shift + 7
        if byte < 0x80:
            return value, place
