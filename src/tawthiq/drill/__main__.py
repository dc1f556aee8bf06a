"""`python -m tawthiq.drill FOLDER [SECONDS]`: writes the invented demonstration case, unless it is there.

SECONDS is the length of its long film, 212 unless given; everything else shrinks with it.
"""

import shutil
import sys
from pathlib import Path

from tawthiq.drill.demo_case import make_demo
from tawthiq.drill.footage import FULL


def main() -> None:
    """Makes the case in the folder named by the first argument."""
    folder = Path(sys.argv[1])
    seconds = int(sys.argv[2]) if len(sys.argv) > 2 else FULL
    if folder.is_dir() and any(folder.iterdir()):
        sys.stdout.write(f"{folder} holds the invented case already\n")
        return
    sys.stdout.write("making an invented case: films, chats and lists (under a minute)…\n")
    part = folder.with_name(f"{folder.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    truth = make_demo(part, seconds=seconds)
    part.replace(folder)
    sys.stdout.write(f"{len(truth.files)} files in {folder}; all of it is invented\n")


if __name__ == "__main__":
    main()
