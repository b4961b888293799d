"""The entry point of `vitagraph` and `python -m vitagraph`."""

import atexit
import gc
import signal


def main() -> None:
    """Runs the command line."""
    # A command creates millions of objects that live until its end, which the collector would only traverse.
    gc.set_threshold(100_000, 100, 20)
    atexit.register(gc.freeze)
    # Until a command handles interrupts, one ends the process without a traceback.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from vitagraph.cli import main as program

    program(prog_name="vitagraph")


if __name__ == "__main__":
    main()
