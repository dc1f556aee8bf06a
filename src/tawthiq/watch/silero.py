"""The model that tells speech: Silero VAD (MIT), run by onnxruntime on one thread, a block at a time.

Importing this module loads it, some tenth of a second: the fork server does so once for all children. Inputs
and outputs are those of `sequence_vad.py` in the wheel silero-vad 6.2.3.
"""

from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import onnxruntime

from tawthiq.record.digest import Digest, digest_of
from tawthiq.watch.windows import SOUND_RATE, Rows

MODEL = Path(__file__).with_name("models") / "silero_vad_16k_sequence.onnx"
MODEL_DIGEST = Digest("9ccdacc4719d8aa7e45a77536bfabec45a03ba1f2fad5e241ab4060b24238a85")
"""Other bytes are not run: the version of an analyser is that of its model too."""

STEP = 512
_CONTEXT = 64
STEP_SECONDS = STEP / SOUND_RATE
_ERRORS_ONLY = 3


class State(NamedTuple):
    """What the model remembers: its two states of (1, 1, 128), and the last samples heard."""

    hidden: npt.NDArray[np.float32]
    cell: npt.NDArray[np.float32]
    context: npt.NDArray[np.float32]


def fresh() -> State:
    """The state before anything was heard."""
    return State(
        np.zeros((1, 1, 128), np.float32), np.zeros((1, 1, 128), np.float32), np.zeros(_CONTEXT, np.float32)
    )


def probabilities(rows: Rows, state: State) -> tuple[npt.NDArray[np.float32], State]:
    """Of speech in each of the rows of `STEP` samples, which follow one another; and the state after."""
    contexts = np.concatenate([state.context[None, :], rows[:-1, -_CONTEXT:]])
    block = np.concatenate([contexts, rows], axis=1)
    found, hidden, cell = _SESSION.run(
        ["speech_probs", "hn", "cn"], {"input": block, "h": state.hidden, "c": state.cell}
    )
    return np.asarray(found, np.float32).ravel(), State(hidden, cell, rows[-1, -_CONTEXT:].copy())


def _session() -> onnxruntime.InferenceSession:
    content = MODEL.read_bytes()
    if digest_of(content) != MODEL_DIGEST:
        raise ImportError(f"{MODEL.name} is not the model it should be; install tawthiq again")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = _ERRORS_ONLY
    options.enable_cpu_mem_arena = False  # blocks are small, and address space is limited
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


_SESSION = _session()
probabilities(np.zeros((1, STEP), np.float32), fresh())  # what the first run loads, it loads now
