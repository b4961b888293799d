"""The terms of a CV's graph for a program without vitagraph: `terms.py SOURCE TERMS.pickle`."""

import pickle
import sys
from pathlib import Path

import vitagraph
from vitagraph.rdf.terms import parse

triples = vitagraph.dataset(vitagraph.read(sys.argv[1]))
Path(sys.argv[2]).write_bytes(pickle.dumps([tuple(tuple(parse(term)) for term in triple) for triple in triples]))
