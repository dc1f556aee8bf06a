"""The model that tells speech: Silero VAD (MIT), its published weights, computed here for a block at a time.

onnxruntime takes nearly twice as long: its convolutions run over four places of one window each, and
its spectrum is one of them. Here each is one product of matrices for the whole block, and the spectrum a
Fourier transform, which is what its weights are to 6e-8. Probabilities are the same to 1e-6: a test compares.
Inputs and outputs are those of `sequence_vad.py` in the wheel silero-vad 6.2.3.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import scipy.fft

from tawthiq.record.digest import Digest, digest_of
from tawthiq.watch.onnx_weights import Weights, weights
from tawthiq.watch.windows import SOUND_RATE, Rows

MODEL = Path(__file__).with_name("models") / "silero_vad_16k_sequence.onnx"
MODEL_DIGEST = Digest("9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85")
"""Other bytes are not run: the version of an analyser is that of its model too."""

STEP = 512
STEP_SECONDS = STEP / SOUND_RATE
_CONTEXT = 64
"""Samples of the step before, and of the end in reverse, that stand before and after each step."""

_FRAME, _HOP = 256, 128
_FRAMES = 4
_STRIDES = (1, 2, 2, 1)
_UNITS = 128
_GATES = 3 * _UNITS


class State(NamedTuple):
    """What the model remembers: its two states of (128,), and the last samples heard."""

    hidden: Weights
    cell: Weights
    context: Weights


class _Net(NamedTuple):
    """The weights, each as the product that it is part of needs it.

    `shape` (256,) is laid over each frame; `layers` are (3 × in, out) and (out,); of the recurrent layer the
    gates come in the order input, output, forget, candidate, the first three halved: so that one `tanh` does
    for the sigmoids too.
    """

    shape: Weights
    layers: tuple[tuple[Weights, Weights], ...]
    inward: Weights
    again: Weights
    bias: Weights
    outward: Weights
    outward_bias: Weights


def fresh() -> State:
    """The state before anything was heard."""
    return State(*(np.zeros(size, np.float32) for size in (_UNITS, _UNITS, _CONTEXT)))


def probabilities(rows: Rows, state: State) -> tuple[Weights, State]:
    """Of speech in each of the rows of `STEP` samples, which follow one another; and the state after."""
    contexts = np.concatenate([state.context[None, :], rows[:-1, -_CONTEXT:]])
    mirrored = rows[:, -2 : -2 - _CONTEXT : -1]
    features = _spectra(np.concatenate([contexts, rows, mirrored], axis=1))
    for (layer, bias), stride in zip(_NET.layers, _STRIDES, strict=True):
        features = _convolved(features, layer, bias, stride)
    hidden, cell = state.hidden.copy(), state.cell.copy()
    said = np.maximum(_remembered(features[:, 0], hidden, cell), 0) @ _NET.outward + _NET.outward_bias
    return 1 / (1 + np.exp(-said)), State(hidden, cell, rows[-1, -_CONTEXT:].copy())


def _spectra(block: Rows) -> Weights:
    """Magnitudes, (rows, 4, 129)."""
    frames = np.lib.stride_tricks.sliding_window_view(block, _FRAME, axis=1)[:, ::_HOP]
    return np.asarray(np.abs(scipy.fft.rfft(frames[:, :_FRAMES] * _NET.shape, axis=2)), np.float32)


def _convolved(features: Weights, layer: Weights, bias: Weights, stride: int) -> Weights:
    """A convolution over three places, zeros beyond the ends, then max(0, …): (rows, places, out)."""
    rows, places, width = features.shape
    padded = np.zeros((rows, places + 2, width), np.float32)
    padded[:, 1:-1] = features
    after = (places - 1) // stride + 1
    near = np.empty((rows, after, 3, width), np.float32)
    for place in range(3):
        near[:, :, place] = padded[:, place : place + stride * (after - 1) + 1 : stride]
    found = near.reshape(rows * after, 3 * width) @ layer
    found += bias
    return np.maximum(found, 0, out=found).reshape(rows, after, -1)


def _remembered(features: Weights, hidden: Weights, cell: Weights) -> Weights:
    """What a long short-term memory (Hochreiter and Schmidhuber, 1997) gives for each row, (rows, 128).

    `hidden` and `cell` are changed to what they are after the last. Row by row, so with as few and as small
    steps as can be: half of the time goes into calling them.
    """
    inward = features @ _NET.inward + _NET.bias
    given = np.empty((len(features), _UNITS), np.float32)
    sums, kept = np.empty(4 * _UNITS, np.float32), np.empty(_UNITS, np.float32)
    gates, candidate = sums[:_GATES], sums[_GATES:]
    enters, leaves, stays = gates.reshape(3, _UNITS)
    for row, each in enumerate(inward):
        np.dot(hidden, _NET.again, out=sums)
        np.add(sums, each, out=sums)
        np.tanh(sums, out=sums)
        np.multiply(gates, _HALF, out=gates)
        np.add(gates, _HALF, out=gates)
        np.multiply(cell, stays, out=cell)
        np.multiply(enters, candidate, out=candidate)
        np.add(cell, candidate, out=cell)
        np.tanh(cell, out=kept)
        np.multiply(leaves, kept, out=hidden)
        given[row] = hidden
    return given


def _net(held: dict[str, Weights]) -> _Net:
    halved = np.ones(4 * _UNITS, np.float32)
    halved[:_GATES] = _HALF
    inward, again, biases = (held[f"onnx::LSTM_{number}"][0] for number in (209, 210, 211))
    return _Net(
        shape=held["stft.forward_basis_buffer"][0, 0],
        layers=tuple(
            (np.ascontiguousarray(layer.transpose(2, 1, 0)).reshape(-1, len(layer)), bias)
            for layer, bias in (
                (held[f"encoder.{number}.weight"], held[f"encoder.{number}.bias"]) for number in range(4)
            )
        ),
        inward=np.ascontiguousarray(inward.T) * halved,
        again=np.ascontiguousarray(again.T) * halved,
        bias=(biases[: 4 * _UNITS] + biases[4 * _UNITS :]) * halved,
        outward=held["output.weight"][0, :, 0],
        outward_bias=held["output.bias"],
    )


def _loaded() -> _Net:
    content = MODEL.read_bytes()
    if digest_of(content) != MODEL_DIGEST:
        raise ImportError(f"{MODEL.name} is not the model it should be; install tawthiq again")
    return _net(weights(content))


_HALF = np.float32(0.5)
_NET = _loaded()
"""Loaded when imported, before the lock."""
