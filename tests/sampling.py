"""Parameters of sweeps: the fast tests try a sample, the slow tests the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import pytest


def sampled(values: Iterable[Any], is_fast: Callable[[Any], bool]) -> list[Any]:
    """Marks the values that are not in the sample as slow."""
    return [value if is_fast(value) else pytest.param(value, marks=pytest.mark.slow) for value in values]
