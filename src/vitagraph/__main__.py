"""`python -m vitagraph`."""

from vitagraph.cli import main

main(prog_name="vitagraph")
