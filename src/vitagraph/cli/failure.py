"""The end of a failed command: its message on standard error, its exit code, a traceback only on request."""

from __future__ import annotations

import os
import signal
import sys
from typing import Any

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
            click.echo(_listed(error) if isinstance(error, DataError) else "vitagraph: " + "\n".join(error.lines()), err=True)
            sys.exit(2 if isinstance(error, UsageError) else 1)
        except UnicodeEncodeError as error:
            # Only the command line and the file system give text that is not Unicode (PEP 383).
            if os.environ.get("VITAGRAPH_DEBUG"):
                raise
            click.echo(f"vitagraph: {quoted(error.object)} is not UTF-8; write it in the encoding of the terminal", err=True)
            sys.exit(2)
        except BrokenPipeError:
            # The reader of the output has closed it.
            _close_output()
            sys.exit(0)
        except OSError as error:
            if os.environ.get("VITAGRAPH_DEBUG"):
                raise
            _close_output()
            where = f"{printable(str(error.filename))}: " if error.filename else ""
            click.echo(f"vitagraph: {where}{error.strerror or error}; check the file, its folder and the space on the disk", err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            click.echo("vitagraph: interrupted; a file that was not finished is as it was before", err=True)
            sys.exit(_INTERRUPTED)


def _close_output() -> None:
    """Drops unwritten output, so that Python reports no second error when it closes the stream."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _listed(error: DataError) -> str:
    count = len(error.problems)
    listed = "\n".join(error.lines())
    return f"{listed}\n{count} problem{'s' if count > 1 else ''}; nothing was written"
