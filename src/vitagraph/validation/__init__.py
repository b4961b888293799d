"""A dataset against its shapes -> a report whose results lead back to the line of the record they come from."""

from vitagraph.validation.report import Report, Result, Severity
from vitagraph.validation.validate import PROFILES, validate, validate_file

__all__ = ["PROFILES", "Report", "Result", "Severity", "validate", "validate_file"]
