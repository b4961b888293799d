"""Where the program starts: `vitagraph`, `python -m vitagraph`."""

import signal


def main() -> None:
    """Runs the command line."""
    # Until a command is there to say what an interrupt left behind, one just ends the process, without a traceback.
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from vitagraph.cli import main as program

    program(prog_name="vitagraph")


if __name__ == "__main__":
    main()
