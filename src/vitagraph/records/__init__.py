"""The records of a CV: a record class for each section, one line for each field with its name, type and meaning."""

from vitagraph.records.cv import CV, Document, record_classes, sections
from vitagraph.records.index import Index
from vitagraph.records.people import Person
from vitagraph.records.plan import ABOUT_THE_RECORD, Field, Plan, plan, plan_without, stated_fields, with_nested
from vitagraph.records.record import Author, Record, Visibility
from vitagraph.records.registry import RecordProblem

__all__ = [
    "ABOUT_THE_RECORD",
    "CV",
    "Author",
    "Document",
    "Field",
    "Index",
    "Person",
    "Plan",
    "Record",
    "RecordProblem",
    "Visibility",
    "plan",
    "plan_without",
    "record_classes",
    "sections",
    "stated_fields",
    "with_nested",
]
