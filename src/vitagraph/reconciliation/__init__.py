"""The identifiers that a CV lacks: its entities as queries to services.

Only the public view of the CV is read: neither a restricted fact nor what follows from one is in a query.
"""

from vitagraph.reconciliation.entities import Entity, entities

__all__ = ["Entity", "entities"]
