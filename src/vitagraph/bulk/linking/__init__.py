"""The same person, organization and work across CVs.

    quads of an export -> facts, document by document -> a database on disk -> links and candidates

Resources that share an identifier are linked. Resources that share a name are candidates, with their evidence, and never linked.
"""

from vitagraph.bulk.linking.link import Linked, link

__all__ = ["Linked", "link"]
