"""What of a CV everybody may read: a CV without the records and fields that are not public.

Whatever is made of the result for people (pages, bibliographies) cannot show what it no longer holds.
"""

from __future__ import annotations

from vitagraph.records import CV, Index, Visibility
from vitagraph.records.views import view


def disclose(index: Index, *guarded: Visibility) -> CV:
    """The CV with its public facts and those of the classes named. Its graphs of these classes stay as they are."""
    return view(index.cv, {Visibility.public, *guarded}).cv
