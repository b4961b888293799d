"""The static site of a CV: pages for people, data for machines."""

from vitagraph.site.build import build, files
from vitagraph.site.options import Options
from vitagraph.site.own_pages import NEWS, PAGES
from vitagraph.site.words.own import FOLDER as WORDS

#: the folders in that of the CV which the site is made of, too
OWN_FOLDERS = (NEWS, PAGES, WORDS)

__all__ = ["OWN_FOLDERS", "Options", "build", "files"]
