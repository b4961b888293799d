"""The types of fields that name another record."""

from typing import Annotated

from vitagraph.records.annotations import Reference

BookRef = Annotated[str, Reference("book")]
CountryRef = Annotated[str, Reference("country")]
DatasetRef = Annotated[str, Reference("dataset", open=False)]
EventRef = Annotated[str, Reference("event")]
GrantRef = Annotated[str, Reference("grant", open=False)]
JournalRef = Annotated[str, Reference("journal")]
OrganizationRef = Annotated[str, Reference("org")]
PlaceRef = Annotated[str, Reference("place")]
ProjectRef = Annotated[str, Reference("project", open=False)]
SeriesRef = Annotated[str, Reference("series")]
SoftwareRef = Annotated[str, Reference("software")]
WorkRef = Annotated[str, Reference("publication", open=False)]
