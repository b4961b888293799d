"""Mutated inputs for every reader: seeds from the project, mutated by a seeded generator, checked in separate processes.

    make fuzz COUNT=20000 SEED=1

A plain generator, not a coverage-guided one: the code is Python on parsers that are fuzzed by their own projects, each input runs
through a whole pipeline, and the same seed generates the same inputs on every machine.

"""
