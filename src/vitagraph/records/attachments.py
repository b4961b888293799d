"""What comes with a work: its PDF, slides, a poster, a recording, data; each is an address or a file of the CV's folder."""

from vitagraph.rdf.terms import literal, tagged
from vitagraph.rdf.vocabulary import BIBO, FOAF, RDF, RDFS, SCHEMA, VIVO
from vitagraph.records.annotated import Annotated
from vitagraph.records.annotations import own_node, typed_as
from vitagraph.values import OwnFile

_FILE = "an address, or a file of the CV's folder"

#: the facts of each: its classes and its label
PDF = ((RDF.type, SCHEMA.MediaObject), (RDFS.label, literal("PDF")), (SCHEMA.encodingFormat, literal("application/pdf")))
SLIDES = ((RDF.type, SCHEMA.PresentationDigitalDocument), (RDF.type, BIBO.Slideshow), (RDFS.label, tagged("slides", "en")))
VIDEO = ((RDF.type, SCHEMA.VideoObject), (RDF.type, BIBO.AudioVisualDocument), (RDFS.label, tagged("video", "en")))
_POSTER = (
    (RDF.type, SCHEMA.CreativeWork),
    (RDF.type, BIBO.Document),
    (RDF.type, VIVO.ConferencePoster),
    (RDFS.label, tagged("poster", "en")),
)

#: fields of works
Pdf = Annotated[OwnFile | None, own_node("pdf", SCHEMA.encoding, facts=PDF), SCHEMA.contentUrl, f"the PDF: {_FILE}"]
Slides = Annotated[OwnFile | None, own_node("slides", SCHEMA.subjectOf, facts=SLIDES), SCHEMA.url, f"slides about it: {_FILE}"]
Poster = Annotated[OwnFile | None, own_node("poster", SCHEMA.subjectOf, facts=_POSTER), SCHEMA.url, f"a poster about it: {_FILE}"]
Video = Annotated[OwnFile | None, own_node("video", SCHEMA.subjectOf, facts=VIDEO), SCHEMA.url, f"a video about it: {_FILE}"]
Data = Annotated[
    list[OwnFile],
    SCHEMA.mentions,
    typed_as(FOAF.Document),
    "its data: addresses, or files of the CV's folder; a dataset with a record stands in `related:`",
]
