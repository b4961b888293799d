"""One file for each format, which declares all of it in `EXPORTER`; see `vitagraph.exporters`."""

#: fields of works and of their venues that all reference managers have
BIBLIOGRAPHIC = (
    *("authors", "inventors", "keywords", "language", "note", "pages", "volume", "issue", "edition", "version"),
    *("publisher", "place", "series", "editors", "translators", "number_of_pages", "url|repository|homepage", "server"),
    *("degree", "level", "organization", "awarded"),  # of a thesis
)
#: further fields of the works of the section `works:`
OF_WORKS = ("kind", "event")
