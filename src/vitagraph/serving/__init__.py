"""The site of a CV on this machine while the CV is edited: rebuilt on save, with a SPARQL endpoint and content negotiation.

edition      what is published at one moment: the files of the site, the graph, the problems
application  requests -> responses; pages and data by content negotiation
negotiation  the media types of files, and the choice between them
data         the document, resources and works in the syntaxes and formats that the site has no files for
citations    one work in the formats of reference managers
content      the response that holds content: entity tags, ranges, compression
service      the description of the SPARQL endpoint
sparql       the SPARQL 1.1 Protocol; each query runs in an engine process (see `queries.engine`) that ends with its client
events       the stream of events that open pages listen to
access       which requests are accepted, and the headers of every response
server       the loop: serves requests, and watches the files of the CV
"""
