"""Writing to the disk: a file is written whole or not at all, and files that vitagraph did not write are not changed.

parts       one file: written beside its place, moved there when it is complete
changes     files of a user, changed together or not at all, unless another process changed them meanwhile
folder      a folder with a list of the files that vitagraph wrote into it
inside      whether a name stays inside a folder
locks       only one process at a time changes a folder
owner_only  files with restricted facts are created for their owner alone
"""

from vitagraph.files.changes import change, changing
from vitagraph.files.folder import write_folder
from vitagraph.files.locks import locked
from vitagraph.files.owner_only import owner_only
from vitagraph.files.parts import part_of, replace, sweep

__all__ = ["change", "changing", "locked", "owner_only", "part_of", "replace", "sweep", "write_folder"]
