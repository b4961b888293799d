"""The identifiers that a CV lacks: its entities as queries to services, and how far what these find is the same.

Only the public view of the CV is read: neither a restricted fact nor what follows from one is in a query.
"""

from vitagraph.reconciliation.entities import Entity, entities
from vitagraph.reconciliation.evidence import Evidence, Judged, judged

__all__ = ["Entity", "Evidence", "Judged", "entities", "judged"]
