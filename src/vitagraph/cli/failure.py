"""How a failure leaves: its message on standard error, its exit code, a traceback only on request."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from vitagraph.errors import DataError, UsageError


class Failing(click.Group):
    """A group of commands whose errors are messages: 1 where the data is wrong, 2 where the call is."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs a command; vitagraph's own errors end the process with their message and exit code."""
        try:
            return super().invoke(ctx)
        except (DataError, UsageError) as error:
            if os.environ.get("VITAGRAPH_DEBUG"):
                raise
            message = f"vitagraph: {error}" if isinstance(error, UsageError) else _listed(error)
            click.echo(message, err=True)
            sys.exit(2 if isinstance(error, UsageError) else 1)
        except BrokenPipeError:
            # Whoever read our output has read enough; Python would complain once more when it closes the stream.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)


def _listed(error: DataError) -> str:
    count = len(error.problems)
    return f"{error}\n{count} problem{'s' if count > 1 else ''}; nothing was written"
