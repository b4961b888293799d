"""The same person, organization and work across CVs.

    quads of an export -> facts, document by document -> a database on disk -> clusters -> groups -> link graphs and candidates

Resources that share an identifier are linked; so are works of one title and its authors, and authors at one place of a work, where nothing
contradicts it. Others that share a name are candidates, with their evidence, and never linked.
"""

from vitagraph.bulk.linking.description import BASE
from vitagraph.bulk.linking.link import Linked, link

__all__ = ["BASE", "Linked", "link"]
