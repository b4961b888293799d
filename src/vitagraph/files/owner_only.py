"""Files with restricted facts are created for their owner alone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_OTHERS = 0o077


@contextmanager
def owner_only() -> Iterator[None]:
    """Files and folders created meanwhile have modes 0600 and 0700, whatever the umask; the modes of existing files stay.

    The umask holds for the whole process, including native code, and for the processes that it starts.
    """
    before = os.umask(_OTHERS)
    os.umask(before | _OTHERS)
    try:
        yield
    finally:
        os.umask(before)
