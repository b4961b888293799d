"""How often the slow tests repeat with generated inputs: `make test-generated MORE=10` multiplies their numbers."""

from __future__ import annotations

import os

MORE = int(os.environ.get("MORE", "1"))
