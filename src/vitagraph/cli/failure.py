"""The end of a failed command: its message on standard error, its exit code, a traceback only on request."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any, TextIO

import click

from vitagraph.errors import DataError, UsageError, VitagraphError, printable, quoted

#: 128 + SIGINT, as in shells
_INTERRUPTED = 130


class Failing(click.Group):
    """A group of commands whose errors are messages: 1 where data, source or store are wrong, 2 where the call is, 130 when interrupted."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; vitagraph's own errors end the process with their message and exit code."""
        try:
            if signal.getsignal(signal.SIGINT) is signal.SIG_DFL:
                signal.signal(signal.SIGINT, signal.default_int_handler)
            return super().invoke(ctx)
        except VitagraphError as error:
            if os.environ.get("VITAGRAPH_DEBUG"):
                raise
            _report(_listed(error) if isinstance(error, DataError) else "vitagraph: " + "\n".join(error.lines()))
            sys.exit(2 if isinstance(error, UsageError) else 1)
        except UnicodeEncodeError as error:
            # Only the command line and the file system give text that is not Unicode (PEP 383).
            if os.environ.get("VITAGRAPH_DEBUG"):
                raise
            _report(f"vitagraph: {quoted(error.object)} is not UTF-8; write it in the encoding of the terminal")
            sys.exit(2)
        except BrokenPipeError:
            # The reader of the output has closed it.
            _drop_unwritten(sys.stdout)
            sys.exit(0)
        except KeyboardInterrupt:
            _report("vitagraph: interrupted; a file that was not finished is as it was before")
            sys.exit(_INTERRUPTED)

    def main(self, *arguments: Any, **options: Any) -> Any:
        """Runs a command line; a file or a stream that cannot be read or written is an error in every part of it."""
        try:
            return super().main(*arguments, **options)
        except OSError as error:
            if os.environ.get("VITAGRAPH_DEBUG"):
                raise
            _drop_unwritten(sys.stdout)
            where = f"{printable(str(error.filename))}: " if error.filename else ""
            _report(f"vitagraph: {where}{error.strerror or error}; check the file, its folder and the space on the disk")
            sys.exit(2)
        finally:
            _flush_errors()


def _report(message: str) -> None:
    """Prints a message on standard error; one that cannot be written, as on a full disk, changes no exit code."""
    try:
        click.echo(message, err=True)
    except OSError:
        _drop_unwritten(sys.stderr)


def _flush_errors() -> None:
    """Writes what is left of messages: Python exits with 120 where it cannot do so at the end."""
    try:
        if sys.stderr is not None:
            sys.stderr.flush()
    except OSError:
        _drop_unwritten(sys.stderr)


def _drop_unwritten(stream: TextIO | None) -> None:
    """Drops unwritten output, so that Python reports no second error when it closes the stream."""
    if stream is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _listed(error: DataError) -> str:
    from vitagraph.project.documentation import advice

    count = len(error.problems)
    listed = "\n".join(error.lines())
    see = advice(problem.message for problem in error.problems)
    return f"{listed}\n{count} problem{'s' if count > 1 else ''}; nothing was written; {see}"
