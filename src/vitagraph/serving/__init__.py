"""A CV while it is written: its site on this machine, rebuilt on save, with a SPARQL endpoint and content negotiation.

edition      what is published at one moment: the files of the site, the graph, the problems
application  addresses -> answers; pages and data by content negotiation
sparql       the SPARQL 1.1 Protocol; each query runs in an engine process (see `queries.engine`) that ends with its client
reloading    the stream of events that a page listens to
guarding     who may ask, and what no answer goes without
server       the loop: answers, and looks after the files of the CV
"""
