"""ONNX models of a few bytes, written as protobuf (field numbers of onnx.proto in the docstrings)."""

import struct
from collections.abc import Sequence

_FLOAT, _INT64 = 1, 7


def _varint(number: int) -> bytes:
    out = b""
    while number > 127:
        out += bytes([number & 127 | 128])
        number >>= 7
    return out + bytes([number])


def _field(number: int, value: int | bytes | str) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3) + _varint(value)
    content = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | 2) + _varint(len(content)) + content


def tensor(name: str, shape: Sequence[int], values: Sequence[float]) -> bytes:
    """TensorProto: dims 1, data_type 2, name 8, raw_data 9."""
    dims = b"".join(_field(1, side) for side in shape)
    return dims + _field(2, _FLOAT) + _field(8, name) + _field(9, struct.pack(f"<{len(values)}f", *values))


def node(kind: str, inputs: Sequence[str], output: str, **attributes: int) -> bytes:
    """NodeProto: input 1, output 2, op_type 4, attribute 5 (name 1, i 3, type 20)."""
    made = b"".join(_field(1, name) for name in inputs) + _field(2, output) + _field(4, kind)
    for name, value in attributes.items():
        made += _field(5, _field(1, name) + _field(3, value) + _field(20, 2))
    return made


def numbers(name: str, values: Sequence[int]) -> bytes:
    """A tensor of whole numbers in one dimension."""
    raw = _field(9, struct.pack(f"<{len(values)}q", *values))
    return _field(1, len(values)) + _field(2, _INT64) + _field(8, name) + raw


def value(name: str, shape: Sequence[int | str], kind: int = _FLOAT) -> bytes:
    """ValueInfoProto: name 1, type 2 (tensor_type 1: elem_type 1, shape 2: dim 1: value 1 or param 2)."""
    dims = b"".join(_field(1, _field(1 if isinstance(side, int) else 2, side)) for side in shape)
    return _field(1, name) + _field(2, _field(1, _field(1, kind) + _field(2, dims)))


def model(nodes: Sequence[bytes], given: bytes, made: bytes, tensors: Sequence[bytes] = ()) -> bytes:
    """ModelProto: ir_version 1, graph 7 (node 1, name 2, initializer 5, input 11, output 12), opset 8."""
    graph = b"".join(_field(1, each) for each in nodes) + _field(2, "tiny")
    graph += b"".join(_field(5, each) for each in tensors) + _field(11, given) + _field(12, made)
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 13))


def loudness_model() -> bytes:
    """Sound in, scores of three labels out, (1, 3): by the largest sample, 0.9, 0.1 and 0.6 of it."""
    nodes = [
        node("Abs", ["waveform"], "size"),
        node("ReduceMax", ["size"], "peak", keepdims=1),
        node("Mul", ["peak", "weights"], "scores"),
    ]
    weights = tensor("weights", (1, 3), (0.9, 0.1, 0.6))
    return model(nodes, value("waveform", ("samples",)), value("scores", (1, 3)), [weights])


def colour_model() -> bytes:
    """`pixel_values` (1, 3, 8, 8) to `image_embeds` (1, 3): the mean of each colour."""
    nodes = [
        node("GlobalAveragePool", ["pixel_values"], "means"),
        node("Flatten", ["means"], "image_embeds", axis=1),
    ]
    return model(nodes, value("pixel_values", (1, 3, 8, 8)), value("image_embeds", (1, 3)))


def words_model(table: Sequence[Sequence[float]]) -> bytes:
    """`input_ids` (n, tokens) to `text_embeds` (n, 3): the sum of the rows of `table` they name."""
    nodes = [
        node("Gather", ["table", "input_ids"], "rows"),
        node("ReduceSum", ["rows", "axes"], "text_embeds", keepdims=0),
    ]
    rows = tensor("table", (len(table), 3), [each for row in table for each in row])
    given = value("input_ids", ("n", "tokens"), _INT64)
    return model(nodes, given, value("text_embeds", ("n", 3)), [rows, numbers("axes", (1,))])
