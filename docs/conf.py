"""Sphinx: the pages are MyST Markdown; commands come from click and the Python interface from docstrings. `make docs` builds them."""

from vitagraph import __version__

project = "vitagraph"
author = "The vitagraph developers"
version = release = __version__
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx_click"]

html_theme = "furo"
html_title = f"vitagraph {__version__}"
html_show_sourcelink = False
html_copy_source = False
myst_heading_anchors = 4  # links to headings are checked
myst_links_external_new_tab = False
smartquotes = False  # `--base` in texts of commands
autodoc_typehints = "signature"
autodoc_member_order = "bysource"


def literal_examples(app, context, lines):
    """Paragraphs of click that keep their lines become blocks of code."""
    written, inside = [], False
    for line in lines:
        example = line.startswith("| ")
        if example and not inside:
            written += ["", ".. code-block:: text", ""]
        elif inside and not example:
            written.append("")
        written.append(f"   {line[2:]}" if example else line.replace("`", "``"))
        inside = example
    lines[:] = written


def setup(app):
    """Connects it to the texts of sphinx-click."""
    for text in ("description", "epilog"):
        app.connect(f"sphinx-click-process-{text}", literal_examples)
