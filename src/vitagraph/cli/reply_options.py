"""The options of commands that query services: whether replies in the cache are used."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from vitagraph.errors import UsageError


def reply_options(command: Callable[..., None]) -> Callable[..., None]:
    """Adds `--refresh` and `--offline`; together they are a UsageError."""

    @click.option("--refresh", is_flag=True, help="Request everything again. [default: replies of the last week are used]")
    @click.option("--offline", is_flag=True, help="Use replies in the cache only, of any age.")
    @wraps(command)
    def checked(*arguments: Any, refresh: bool, offline: bool, **options: Any) -> None:
        if refresh and offline:
            raise UsageError("--refresh requests everything, and --offline nothing; name one of the two")
        command(*arguments, refresh=refresh, offline=offline, **options)

    return checked
