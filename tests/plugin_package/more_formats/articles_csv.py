"""Journal articles in a CSV file with the columns title, authors (separated by semicolons), journal, date and doi."""

import csv
import io

from vitagraph.errors import Place
from vitagraph.importers import Imported, Report, names
from vitagraph.importers.entry import Entry
from vitagraph.importers.formats import Importer
from vitagraph.importers.works import Works
from vitagraph.records import CV

#: column -> common name in an Entry
COLUMNS = {"title": "title", "journal": "container", "date": "date", "doi": "doi"}


def recognises(text: str, suffix: str) -> bool:
    """Returns whether the first line names the columns."""
    header = text.partition("\n")[0].split(",")
    return suffix == "csv" and {"title", "authors", "journal"} <= set(map(str.strip, header))


def read(text: str, source: str) -> Imported:
    """The articles of the file; a column that no field holds is reported."""
    report, cv = Report(), CV()
    works = Works(cv, report)
    rows = csv.DictReader(io.StringIO(text), restkey="more", skipinitialspace=True)
    for number, row in enumerate(rows, 1):
        entry = Entry(Place(source, rows.line_num, 1), f"row {number}")
        authors = (row.pop("authors") or "").split(";")
        entry.set("authors", [author for name in authors if (author := names.printed(name.strip()))], "authors")
        for column, value in row.items():
            entry.set(COLUMNS.get(column, ""), value, column)
        works.add("journal_articles", entry)
    return report.imported(cv, works.entries)


IMPORTER = Importer("articles-csv", "articles in CSV", recognises, read)
