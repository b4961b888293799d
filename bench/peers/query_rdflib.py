"""Evaluates a query with rdflib: `query_rdflib.py DATA QUERY.rq SECONDS`. Prints the number of rows; ends after so much processor time."""

import signal
import sys
from pathlib import Path

from rdflib import Graph

signal.signal(signal.SIGPROF, lambda *_: sys.exit(0))
signal.setitimer(signal.ITIMER_PROF, float(sys.argv[3]))
print(len(Graph().parse(sys.argv[1]).query(Path(sys.argv[2]).read_text())))
