"""BBC audio-offset-finder on pairs of sounds: run by `sync_peer` with the interpreter of `.peers`.

Reads lines "A.npy B.npy" (float32 at 8 kHz), writes lines "offset score CPU-seconds"; offset as ours. The
first call of its libraries compiles them (25 s): that is done before, and counted nowhere.
"""

import sys
import time

import numpy as np
from audio_offset_finder.audio_offset_finder import find_offset_between_buffers

RATE = 8_000


def main() -> None:
    warm = np.random.default_rng(1).standard_normal(RATE * 6).astype(np.float32)
    find_offset_between_buffers(warm, warm[RATE:], fs=RATE)
    for line in sys.stdin:
        one, other = (np.load(path) for path in line.split())
        began = time.process_time()
        try:
            found = find_offset_between_buffers(one, other, fs=RATE)
            offset, score = found["time_offset"], found["standard_score"]
        except Exception as cause:  # noqa: BLE001  # whatever a peer raises is a miss of its own
            print(f"peer: {cause}", file=sys.stderr)
            offset, score = float("nan"), 0.0
        print(float(offset), float(score), time.process_time() - began, flush=True)


if __name__ == "__main__":
    main()
