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
    rooms = survivors.load()
    new = 0
    for room in options.room or (rooms if options.again else ROOMS):
        kept = rooms.get(room, {"seed": options.seed})
        if options.again:
            found, possible = outcomes(room, partial(survivors.unresolved, kept))
        else:
            found, possible = outcomes(room, partial(sample, seed=options.seed, count=options.count))
        seed = kept["seed"] if options.again else options.seed
        rooms[room], unknown = survivors.merged(kept, found, possible, seed, again=options.again)
        survivors.keep({name: rooms[name] for name in ROOMS if name in rooms})
        print(f"{room}: " + ", ".join(f"{count} {name}" for name, count in rooms[room]["outcomes"].items()) + f"; {unknown} new survivors")
        new += unknown
    return 1 if new else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="mutation", description=__doc__)
    parser.add_argument("--room", action="append", choices=ROOMS, help="one of these; all without it")
    parser.add_argument("--seed", type=int, default=1, help="the same seed draws the same mutants")
    parser.add_argument("--count", type=int, default=300, help="how many mutants of each room")
    parser.add_argument("--again", action="store_true", help="only the survivors that are listed as new")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
