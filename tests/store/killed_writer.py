"""Run as a child and killed: puts and adds without end, printing each acknowledged digest and id."""

import os
import sys
from fractions import Fraction
from pathlib import Path

from tawthiq.store.layout import open_layout
from tests.store.samples import cut, put, writing


def main() -> None:
    with writing(open_layout(Path(sys.argv[1]))) as record:
        number = 0
        while True:
            number += 1
            film = put(record, os.urandom(20_000))
            added = record.add([film], [cut(film.digest, Fraction(n)) for n in range(number % 40)])
            sys.stdout.write(" ".join((film.digest, *added.ids)) + "\n")
            sys.stdout.flush()


main()
