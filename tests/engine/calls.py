"""Calls for tasks: small, and each ending in its own way."""

import os
import time
from pathlib import Path
from typing import cast

from tawthiq.engine.executor import Emit
from tawthiq.record.canonical import JsonObject


def echo(arguments: JsonObject, emit: Emit) -> None:
    emit(str(arguments["say"]).encode())


def count(arguments: JsonObject, emit: Emit) -> None:
    for number in range(cast(int, arguments["to"])):
        emit(b"%d" % number)


def fail(arguments: JsonObject, emit: Emit) -> None:
    emit(b"before")
    raise ValueError("سقط")


def leave(arguments: JsonObject, emit: Emit) -> None:
    os._exit(7)


def speak_and_die(arguments: JsonObject, emit: Emit) -> None:
    _log(arguments)
    emit(b"head")
    os.kill(os.getpid(), 9)


def sleep(arguments: JsonObject, emit: Emit) -> None:
    _log(arguments)
    emit(b"%d" % os.getpid())
    time.sleep(float(str(arguments["seconds"])))


def large(arguments: JsonObject, emit: Emit) -> None:
    emit(b"x" * cast(int, arguments["bytes"]))


def large_for_ever(arguments: JsonObject, emit: Emit) -> None:
    while True:
        emit(b"x" * (1 << 20))


def half_a_message(arguments: JsonObject, emit: Emit) -> None:
    """Write the length of a message to whatever pipe is open, and never the message."""
    for number in range(3, 64):
        try:
            os.write(number, b"\0\0\1\0some")
        except OSError:
            continue
    time.sleep(60)


def _log(arguments: JsonObject) -> None:
    with Path(str(arguments["log"])).open("a") as log:
        log.write(f"{os.getpid()}\n")
