"""The JSON-LD that a homepage carries, and how it gets into an existing page."""

from vitagraph.homepage.embedding import embed
from vitagraph.homepage.snippet import profile_page, snippet, work_page

__all__ = ["embed", "profile_page", "snippet", "work_page"]
