"""`python -m mutation`: mutates rooms, runs their tests, keeps the survivors. Exit code 1 where a survivor is new."""

from __future__ import annotations

import argparse
import resource
import sys
from functools import partial

from mutation import survivors
from mutation.mutants import sample
from mutation.run import ROOMS, outcomes

MEMORY = 4 * 2**30  # bytes; a mutant may loop and allocate without end


def main() -> int:
    """Runs each room that is named, all without a name."""
    options = _options()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    return 1 if sum(_run(room, options) for room in options.room or ROOMS) else 0


def _run(room: str, options: argparse.Namespace) -> int:
    """Runs one room and keeps what it found; the number of new survivors."""
    kept = survivors.load().get(room, {})
    if options.again and not kept:
        return 0
    choose = partial(survivors.unresolved, kept) if options.again else partial(sample, seed=options.seed, count=options.count)
    found, possible = outcomes(room, choose)
    rooms = survivors.load()  # statuses may have been edited meanwhile
    rooms[room], new = survivors.merged(rooms.get(room, {}), found, possible, options.seed, again=options.again)
    survivors.keep({name: rooms[name] for name in ROOMS if name in rooms})
    print(f"{room}: " + ", ".join(f"{count} {outcome}" for outcome, count in rooms[room]["outcomes"].items()) + f"; {new} new survivors")
    return new


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__)
    parser.add_argument("--room", action="append", choices=ROOMS, help="one of these; all without it")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same mutants")
    parser.add_argument("--count", type=int, default=300, help="how many mutants of each room")
    parser.add_argument("--again", action="store_true", help="only the survivors that are listed as new")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
