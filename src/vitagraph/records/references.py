"""The types of fields that name another record."""

from vitagraph.rdf.vocabulary import MARCREL
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import Reference

AwardRef = Annotated[str, Reference("award-receipt", open=False)]
BookRef = Annotated[str, Reference("book")]
CountryRef = Annotated[str, Reference("country")]
CourseRef = Annotated[str, Reference("course", open=False)]
CredentialRef = Annotated[str, Reference("credential", open=False)]
DatasetRef = Annotated[str, Reference("dataset", open=False)]
EventRef = Annotated[str, Reference("event")]
GrantRef = Annotated[str, Reference("grant", open=False)]
JournalRef = Annotated[str, Reference("journal")]
OrganizationRef = Annotated[str, Reference("org")]
PatentFamilyRef = Annotated[str, Reference("patent-family", open=False)]
PatentRef = Annotated[str, Reference("patent", open=False)]
PlaceRef = Annotated[str, Reference("place")]
PositionRef = Annotated[str, Reference("position", open=False)]
ProjectRef = Annotated[str, Reference("project", open=False)]
SeriesRef = Annotated[str, Reference("series")]
ServiceRef = Annotated[str, Reference("service", open=False)]
SoftwareRef = Annotated[str, Reference("software")]
StudyRef = Annotated[str, Reference("education", open=False)]
ThesisRef = Annotated[str, Reference("thesis", open=False)]
WorkRef = Annotated[str, Reference("publication", open=False)]

#: for whom something is done; persons, of works, projects and grants, are contributors with this role
Clients = Annotated[list[OrganizationRef], MARCREL.cli, "organizations for which it is done or made, or that commissioned it"]
