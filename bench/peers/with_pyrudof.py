"""Validates with pyrudof: `with_pyrudof.py DATA.nt SHAPES.ttl`. Prints the number of results."""

import sys

from pyrudof import RDFFormat, Rudof, RudofConfig, ShaclFormat

rudof = Rudof(RudofConfig())
rudof.read_data(sys.argv[1], RDFFormat.NTriples)
rudof.read_shacl(sys.argv[2], ShaclFormat.Turtle)
print(len(rudof.validate_shacl()))
