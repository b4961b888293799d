"""The vocabularies vitagraph writes, as closed namespaces: a misspelt term fails at import.

The use of each term is described in docs/reference/records.md; this module has only the names, each of which was
found in its vocabulary's own file.
"""

from __future__ import annotations

from vitagraph.rdf.terms import XSD as XSD_BASE

# The token of a term. Not a subclass of str: formatting one takes four times as long.
Iri = str


class Namespace:
    """A vocabulary: attribute access gives the token of one of its listed terms, AttributeError for any other."""

    def __init__(self, base: str, terms: str) -> None:
        self.base = base
        # As attributes of the instance: the mapping looks them up for every triple.
        self.__dict__.update({name: f"<{base}{name}>" for name in terms.split()})

    def __getattr__(self, name: str) -> Iri:
        raise AttributeError(f"{self.base} has no term '{name}' here; if the vocabulary has it, add it to {__name__}")

    def __getitem__(self, name: str) -> Iri:
        term: Iri = getattr(self, name)
        return term


RDF = Namespace("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "type List first rest nil")
RDFS = Namespace("http://www.w3.org/2000/01/rdf-schema#", "Resource label seeAlso")
OWL = Namespace("http://www.w3.org/2002/07/owl#", "sameAs")
XSD = Namespace(XSD_BASE, "boolean integer int decimal nonNegativeInteger duration string date gYear gYearMonth")
SCHEMA = Namespace(
    "http://schema.org/",
    """
    ArchiveComponent VirtualLocation exampleOfWork owns
    EventScheduled EventCancelled EventPostponed EventRescheduled EventMovedOnline attendee eventAttendanceMode eventStatus
    MixedEventAttendanceMode OfflineEventAttendanceMode OnlineEventAttendanceMode
    FundingScheme competencyRequired creativeWorkStatus expires
    Book BookSeries Chapter Collection CollegeOrUniversity ConferenceEvent Corporation Country CourseInstance CreativeWork
    DataDownload Dataset DefinedTerm EducationEvent EducationalOccupationalCredential EducationalOccupationalProgram Event EventSeries
    Festival GovernmentOrganization Grant HighSchool ImageObject ItemList Language ListItem MediaObject MonetaryAmount MonetaryGrant NGO
    NewsArticle Organization OrganizationRole Periodical Person Place PostalAddress PresentationDigitalDocument ProfilePage
    PropertyValue Project PublicationIssue PublicationVolume Report ResearchOrganization ResearchProject Role ScholarlyArticle
    SoftwareSourceCode Thesis VideoObject
    about abstract address addressCountry addressLocality affiliation alternateName alumniOf amount archivedAt author award
    birthDate birthPlace bookEdition children citation codeRepository containedInPlace contentSize contentUrl contributor creator
    credentialCategory currency dateCreated dateModified datePublished description dissolutionDate distribution duration editor
    educationalLevel email encoding encodingFormat endDate familyName founder foundingDate funder funding genre givenName hasCredential
    hasOccupation honorificPrefix honorificSuffix identifier image inLanguage inSupportOf instructor isAccessibleForFree isPartOf isbn issn
    issueNumber item itemListElement jobTitle keywords knowsAbout knowsLanguage latitude license location longitude mainEntity
    member memberOf name nationality numberOfPages organizer pageEnd pageStart pagination parentOrganization performer position
    postalCode programmingLanguage propertyID publisher recognizedBy recordedIn reportNumber roleName sameAs size skills sourceOrganization
    startDate streetAddress superEvent telephone translator url value version volumeNumber workFeatured worksFor
    Article AudioObject Blog BlogPosting CreativeWorkSeries DefinedTermSet Episode ExhibitionEvent LearningResource Occupation
    Legislation Map Movie MusicAlbum MusicComposition MusicEvent MusicRecording Newspaper OpinionNewsArticle Photograph
    PodcastEpisode PodcastSeries RadioEpisode RadioSeries Review SheetMusic SocialMediaPosting TVEpisode TVSeries
    TheaterEvent VisualArtwork WebPage WebSite artMedium isBasedOn itemReviewed locationCreated material
    headline mentions subjectOf translationOfWork workPerformed Thing additionalType correction
    Observation collectionSize observationAbout observationDate
    """,
)
FOAF = Namespace(
    "http://xmlns.com/foaf/0.1/",
    """
    Document Image OnlineAccount Organization Person PersonalProfileDocument Project
    account accountName accountServiceHomepage birthday currentProject familyName givenName homepage img maker mbox
    mbox_sha1sum name page pastProject phone primaryTopic title topic_interest
    """,
)
BIBO = Namespace(
    "http://purl.org/ontology/bibo/",
    """
    AcademicArticle Article AudioVisualDocument Book Chapter Collection Conference Document DocumentStatus EditedBook Event
    DocumentPart Issue Journal Manuscript Patent Proceedings Report Series Slideshow Thesis ThesisDegree Workshop
    authorList chapter degree doi edition editor editorList eissn identifier isbn10 isbn13 issn issue issuer number numPages organizer
    pageEnd pageStart pages pmid presentedAt status translator uri volume
    AudioDocument Bill BookSection Brief CollectedDocument CourtReporter Film Hearing Image LegalDecision LegalDocument
    Legislation Letter Magazine Manual Map Newspaper Note Performance Periodical ReferenceSource Standard Statute
    Webpage Website annotates court reviewOf transcriptOf translationOf
    """,
)
BIBO_STATUS = Namespace(
    "http://purl.org/ontology/bibo/status/",
    "accepted draft forthcoming nonPeerReviewed peerReviewed published rejected unpublished",
)
BIBO_DEGREE = Namespace("http://purl.org/ontology/bibo/degrees/", "ma ms phd")
DCTERMS = Namespace(
    "http://purl.org/dc/terms/",
    """
    valid
    Jurisdiction LicenseDocument LinguisticSystem Location MediaType RightsStatement
    abstract accessRights bibliographicCitation contributor creator date dateAccepted dateSubmitted description identifier
    isPartOf isReplacedBy isVersionOf issued language license modified publisher relation spatial subject title type
    available created hasPart hasVersion isReferencedBy isRequiredBy references requires source
    """,
)
DCMITYPE = Namespace("http://purl.org/dc/dcmitype/", "Dataset PhysicalObject")
ORG = Namespace(
    "http://www.w3.org/ns/org#",
    """
    ChangeEvent FormalOrganization Membership Organization OrganizationalUnit Post Role
    hasMember heldBy member organization originalOrganization postIn reportsTo resultedFrom role subOrganizationOf unitOf
    """,
)
VIVO = Namespace(
    "http://vivoweb.org/ontology/core#",
    """
    grantSubcontractedThrough hasMonetaryAmount
    Authorship isCorrespondingAuthor
    LeaderRole OutreachProviderRole TeacherRole supportedBy
    IssuedCredential
    AdvisingRelationship Award AwardReceipt AwardedDegree ConferencePaper Course EditorRole Grant InvitedTalk MemberRole OrganizerRole
    Presentation Relationship ReviewerRole Video
    assignedBy assignee courseCredits majorField orcidId patentNumber proceedingsOf rank relates rorId sponsorAwardId sponsoredBy
    totalAwardAmount
    Abstract Blog BlogPosting CaseStudy Catalog Company ConferencePoster Database EditorialArticle Exhibit NewsRelease
    Newsletter Score Translation WorkingPaper
    """,
)
EVENT = Namespace("http://purl.org/NET/c4dm/event.owl#", "Event agent place product sub_event")
GEO = Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#", "SpatialThing lat long")
SKOS = Namespace(
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme altLabel broader hasTopConcept inScheme notation prefLabel topConceptOf broadMatch closeMatch exactMatch note",
)
PERSON = Namespace("http://www.w3.org/ns/person#", "Person birthName citizenship placeOfBirth")
MARCREL = Namespace("http://id.loc.gov/vocabulary/relators/", "aut dgg edt inv pta pup cli ths art cur rps rth rtm dgs dgc his opn trl")
VCARD = Namespace("http://www.w3.org/2006/vcard/ns#", "Address hasAddress street-address postal-code locality country-name")
VOID = Namespace(
    "http://rdfs.org/ns/void#",
    """
    Dataset Linkset class classPartition classes dataDump distinctObjects distinctSubjects entities exampleResource inDataset
    linkPredicate objectsTarget properties property propertyPartition rootResource subjectsTarget subset triples uriSpace vocabulary
    """,
)
DCAT = Namespace(
    "http://www.w3.org/ns/dcat#", "Dataset Distribution Relationship Role accessURL byteSize distribution downloadURL hadRole mediaType"
)
PROV = Namespace(
    "http://www.w3.org/ns/prov#",
    "Activity Entity SoftwareAgent used wasAssociatedWith wasDerivedFrom wasGeneratedBy startedAtTime endedAtTime",
)
EDTF = Namespace("http://id.loc.gov/datatypes/edtf/", "EDTF")
VITA = Namespace(
    "https://w3id.org/vitagraph/terms#",
    """
    CitedWork CollectedWork Contribution GrantShare GrantSum GrantTotal MediaItem Metric PatentFamily Post PresentedWork SectionEntry
    Substitution TeachingTotal UnnamedContribution Work WorkGroup
    affiliation appointment authorPart awardNumber awardedBy cases collectionKind concerns conferredBy contribution correctionDate
    countedBy courses creditRole currency crossAppointment degree distinction duration equalContribution expectedEnd figure frequency
    fundingProgramme genre grade grants hours inCourse income instructorOfRecord intendedFor kindCode leave legalCase level memberKind
    memberStatus mentor metric minorField moreAuthors moreOrganizations morePeople nominator office organization owner pageLanguages
    pageSection part participants peerReview peerReviewed peopleInOrder persons proficiency programme publishedIn reason relation role
    round scoring sections selected studentAward studentWork studentWorks students substitute substitution specialization sum times
    timesCited timesCitedDate equivalent unnamedContribution unorderedAuthor venue workload works worksGroupedBy
    """,
)
ACCESS_RIGHT = Namespace("http://publications.europa.eu/resource/authority/access-right/", "PUBLIC RESTRICTED NON_PUBLIC")
KIND_BASE = "https://w3id.org/vitagraph/kinds#"

#: prefix -> namespace IRI, the same in every syntax.
PREFIXES: dict[str, str] = {
    "bibo": BIBO.base,
    "dcat": DCAT.base,
    "dcmitype": DCMITYPE.base,
    "dcterms": DCTERMS.base,
    "edtf": EDTF.base,
    "event": EVENT.base,
    "foaf": FOAF.base,
    "geo": GEO.base,
    "kind": KIND_BASE,
    "marcrel": MARCREL.base,
    "org": ORG.base,
    "owl": OWL.base,
    "person": PERSON.base,
    "prov": PROV.base,
    "rdf": RDF.base,
    "rdfs": RDFS.base,
    "schema": SCHEMA.base,
    "skos": SKOS.base,
    "vcard": VCARD.base,
    "vita": VITA.base,
    "vivo": VIVO.base,
    "void": VOID.base,
    "xsd": XSD.base,
}
