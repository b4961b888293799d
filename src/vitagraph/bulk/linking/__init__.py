"""The same person, organization and work across CVs.

    quads of an export -> facts, document by document -> a database on disk -> links and candidates

What shares an identifier is linked. What shares a name is a candidate, with its evidence, and never linked.
"""

from vitagraph.bulk.linking.link import Linked, link

__all__ = ["Linked", "link"]
