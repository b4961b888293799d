"""A dataset and shapes -> a report, each result with the line of the record that it comes from."""

from vitagraph.validation.report import Report, Result, Severity
from vitagraph.validation.shapes import PROFILES
from vitagraph.validation.validate import Validator, validate, validate_file

__all__ = ["PROFILES", "Report", "Result", "Severity", "Validator", "validate", "validate_file"]
