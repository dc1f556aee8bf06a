"""BBC audio-offset-finder on pairs of sounds: run by `match_sync` with the interpreter of `.peers`.

Reads lines "A.npy B.npy" (float32 at 8 kHz), writes lines "offset score CPU-seconds"; offset as ours.
"""

import sys
import time

import numpy as np
from audio_offset_finder.audio_offset_finder import find_offset_between_buffers


def main() -> None:
    for line in sys.stdin:
        one, other = (np.load(path) for path in line.split())
        began = time.process_time()
        try:
            found = find_offset_between_buffers(one, other, fs=8000)
            offset, score = found["time_offset"], found["standard_score"]
        except Exception as cause:  # noqa: BLE001  # whatever a peer raises is a miss of its own
            print(f"peer: {cause}", file=sys.stderr)
            offset, score = float("nan"), 0.0
        print(float(offset), float(score), time.process_time() - began, flush=True)


if __name__ == "__main__":
    main()
