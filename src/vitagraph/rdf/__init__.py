"""RDF: terms, vocabularies, the dataset of a CV and the syntaxes it is written in."""
