"""What of a CV everybody may read: a CV without the records and fields that are not public.

Whatever is made of the result for people (pages, bibliographies) cannot show what it no longer holds.
"""

from __future__ import annotations

from vitagraph.records import CV, Index, Visibility
from vitagraph.records.registry import Whole
from vitagraph.records.views import view


def disclosed(index: Index, *guarded: Visibility) -> Index:
    """The CV with its public facts and those of the classes named, indexed. Its graphs of these classes stay as they are."""
    shown = view(index.cv, {Visibility.public, *guarded})
    return Index(shown.cv, Whole(index, shown))


def disclose(index: Index, *guarded: Visibility) -> CV:
    """The CV with its public facts and those of the classes named."""
    return disclosed(index, *guarded).cv
