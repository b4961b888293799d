"""Articles in CSV, and RDF/JSON."""
