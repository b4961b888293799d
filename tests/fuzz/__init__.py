"""Mutated inputs for every reader: seeds that the project owns, mutated by a seeded generator, checked in processes of their own.

    make fuzz COUNT=20000 SEED=1

A plain generator, not a coverage-guided one: the code is Python on parsers that are fuzzed by their own projects, each input runs
through a whole pipeline, and the same seed makes the same inputs on every machine.
"""
