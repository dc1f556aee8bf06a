"""The command line. Commands import what they need when they run, so that --help stays light."""

import os
import signal
import sys
from typing import NoReturn

from tawthiq.record.errors import Interrupted, TawthiqError


def main() -> NoReturn:
    """Runs the command in sys.argv; ends the process with the exit code of what happened."""
    signal.signal(signal.SIGTERM, _terminated)
    try:
        _run()
    except TawthiqError as error:
        _fail(error)
    except KeyboardInterrupt:
        _fail(Interrupted("stopped by the user; what was finished is kept"))
    except BrokenPipeError:  # the reader of our output has gone, for example `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    finally:  # what is done is done: Ctrl-C while Python ends would tell a finished command as a killed one
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.exit(0)


def _run() -> None:
    from tawthiq.cli.commands import commands

    try:
        commands(standalone_mode=True)
    except SystemExit as ended:  # typer's way to end, whatever the cause
        if ended.code == Interrupted.exit_code:
            raise KeyboardInterrupt from ended
        if isinstance(ended.__context__, BrokenPipeError):
            raise ended.__context__ from None
        sys.stdout.flush()
        raise


def _terminated(*_: object) -> NoReturn:
    """A request to end is treated as Ctrl-C is: children stopped, nothing half-written."""
    raise KeyboardInterrupt


def _fail(error: TawthiqError) -> NoReturn:
    from tawthiq.cli.output import shown

    sys.stderr.write(shown(f"tawthiq: {error.message}\n         {error.advice}\n"))
    sys.exit(error.exit_code)
