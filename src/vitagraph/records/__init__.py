"""What a CV may say: one class a kind of record, one line a field with its name, type and meaning."""

from vitagraph.records.cv import CV, Document, sections
from vitagraph.records.index import Complaint, Index
from vitagraph.records.people import Person
from vitagraph.records.plan import ABOUT_THE_RECORD, Field, Plan, plan
from vitagraph.records.record import Author, Record, Visibility

__all__ = [
    "ABOUT_THE_RECORD",
    "CV",
    "Author",
    "Complaint",
    "Document",
    "Field",
    "Index",
    "Person",
    "Plan",
    "Record",
    "Visibility",
    "plan",
    "sections",
]
