"""Triples -> records, by the declarations that `mapping` reads."""

from vitagraph.recovery.recover import described, records

__all__ = ["described", "records"]
