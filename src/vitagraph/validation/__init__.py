"""A dataset against its shapes -> a report whose results lead back to the line of the record they come from."""

from vitagraph.validation.report import Report, Result, Severity
from vitagraph.validation.shapes import PROFILES
from vitagraph.validation.validate import Validator, validate, validate_file

__all__ = ["PROFILES", "Report", "Result", "Severity", "Validator", "validate", "validate_file"]
