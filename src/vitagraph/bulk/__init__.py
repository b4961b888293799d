"""Many CVs as a stream, on one machine.

    inputs -> units -> partitions -> workers: decoding -> quads -> one file each -> folder with its manifest

Memory does not grow with the input, and order and bytes of the output do not depend on the number of workers.
"""

from vitagraph.bulk.export import ExportedPartition, Settings
from vitagraph.bulk.formats import FORMATS
from vitagraph.bulk.inputs import packed, sources
from vitagraph.bulk.linking import Linked, link
from vitagraph.bulk.load import load
from vitagraph.bulk.outputs import Export, finished
from vitagraph.bulk.run import run
from vitagraph.bulk.validate import Checks, validate

__all__ = [
    "FORMATS",
    "Checks",
    "Export",
    "ExportedPartition",
    "Linked",
    "Settings",
    "finished",
    "link",
    "load",
    "packed",
    "run",
    "sources",
    "validate",
]
