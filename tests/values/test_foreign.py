"""Identifiers in foreign text: one identifier for all spellings."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitagraph.errors import Place
from vitagraph.importers.draft import Draft
from vitagraph.importers.report import Report
from vitagraph.records.publications import Preprint
from vitagraph.values import ArxivId, Doi, Identifier, Isbn, Issn, Orcid, PubMedId, RorId, foreign
from vitagraph.values.work_identifiers import JstorId, SsrnId, WosId

QUICK = settings(max_examples=100, deadline=None, derandomize=True, database=None)
SICI = "10.1002/(SICI)1096-987X(199803)19:4<377::AID-JCC1>3.0.CO;2-P"
_LATEX = str.maketrans({"_": r"\_", "&": r"\&", "#": r"\#", "%": r"\%"})


def brackets(less: str, greater: str) -> Callable[[str], str]:
    """A spelling with these characters as angle brackets, other characters as in LaTeX."""
    return lambda doi: doi.translate(_LATEX).replace("<", less).replace(">", greater)


#: name of a spelling -> a DOI in it
SPELLINGS: dict[str, Callable[[str], str]] = {
    "bare": str,
    "blanks": lambda doi: f"  {doi}\u200b ",
    "doi:": lambda doi: f"doi:{doi}",
    "DOI": lambda doi: f"DOI {doi}",
    "DOI:": lambda doi: f"DOI: {doi}",
    "resolver": lambda doi: "https://doi.org/" + quote(doi, safe="/"),
    "resolver, all escaped": lambda doi: "http://dx.doi.org/" + quote(doi, safe=""),
    "resolver without scheme": lambda doi: "doi.org/" + quote(doi),
    "resolver behind a prefix": lambda doi: "doi: https://doi.org/" + quote(doi),
    "resolver, tracked": lambda doi: f"https://doi.org/{quote(doi)}?utm_source=x&utm_medium=y",
    "info": lambda doi: f"info:doi/{doi}",
    "urn": lambda doi: f"urn:doi:{doi}",
    "publisher": lambda doi: f"https://onlinelibrary.example/doi/abs/{quote(doi)}",
    "publisher, full text": lambda doi: f"https://onlinelibrary.example/doi/{quote(doi)}/full",
    "angle brackets": lambda doi: f"<https://doi.org/{quote(doi)}>",
    "end of a sentence": lambda doi: f"{doi}.",
    "in parentheses": lambda doi: f"({doi}).",
    "HTML": lambda doi: doi.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"),
    "HTML, twice": lambda doi: doi.replace("&", "&amp;amp;").replace("<", "&amp;lt;").replace(">", "&#38;gt;"),
    "HTML, numbered": lambda doi: doi.replace("<", "&#60;").replace(">", "&#x3E;"),
    "LaTeX": brackets("<", ">"),
    "LaTeX commands": brackets(r"\textless{}", r"\textgreater{}"),
    "LaTeX commands in braces": brackets(r"{\textless}", r"{\textgreater}"),
    "LaTeX mathematics": brackets("$<$", "$>$"),
    "LaTeX ensuremath": brackets(r"\ensuremath{<}", r"\ensuremath{>}"),
    "Crossref": lambda doi: brackets("$<$", "$>$")(doi).replace(";", r"$\mathsemicolon$"),
    "LaTeX url": lambda doi: rf"\url{{https://doi.org/{quote(doi)}}}",
    "LaTeX escapes": lambda doi: doi.replace("(", r"\%28").replace(")", r"\%29"),
}  # fmt: skip
DOIS = st.from_regex(
    r"10\.[1-9][0-9]{3}/[A-Za-z0-9._()/;:-]{0,10}(<[A-Z0-9:-]{1,8}>)?[A-Za-z0-9_#-]{0,5}[A-Za-z0-9]", fullmatch=True
).filter(
    lambda doi: doi.count("(") == doi.count(")") and "//" not in doi and not doi.endswith(("/full", "/pdf", "/html", "/meta", "/abstract"))
)


@QUICK
@given(DOIS | st.just(SICI))
def test_a_doi_is_read_in_any_spelling(doi: str) -> None:
    for spelling, spelled in SPELLINGS.items():
        assert foreign.doi(spelled(doi)) == doi, spelling


@QUICK
@given(DOIS | st.just(SICI) | st.just("10.1002/(SICI)1521-3951(199911)216:1<135::AID-PSSB135>3.0.CO;2-#") | st.just("10.5555/a%22?b=c#d"))
def test_the_address_of_a_doi_leads_back_to_it(doi: str) -> None:
    assert foreign.doi_of_address(Doi.parse(doi).address()) == Doi(doi).key


@QUICK
@given(st.text(max_size=40))
def test_other_text_stays(text: str) -> None:
    """The value type rejects text without a DOI with its own message."""
    found = foreign.doi(text)
    assert Doi.normalized(found) or "10." not in text or found


@pytest.mark.parametrize(
    ("decode", "text", "bare"),
    [
        (foreign.doi, "not a DOI", "not a DOI"),
        (foreign.doi, "https://example.org/doi/10%2e5555%2fx", "10.5555/x"),
        (foreign.doi, "https://example.org/doi/10%2E5555%2Fx", "10.5555/x"),
        (foreign.doi, "https://doi.org/10.5555/x/", "10.5555/x"),
        (foreign.doi, "{10.5555/x}", "10.5555/x"),
        (foreign.doi, "<10.5555/x>", "10.5555/x"),
        (foreign.doi, '"10.5555/x"', "10.5555/x"),
        (foreign.doi, "10.5555/a\u2010b", "10.5555/a-b"),
        (foreign.doi, "10.5555/a<b>", "10.5555/a<b>"),  # not a DOI, reported whole
        (foreign.doi, "10.5555/a(b)%22_[1]&c;2-3#4'5", "10.5555/a(b)%22_[1]&c;2-3#4'5"),
        (foreign.doi_of_address, "https://example.org/10.5555/x", ""),
        (foreign.arxiv, "arXiv:2211.17174v2", "2211.17174v2"),
        (foreign.arxiv, "http://arxiv.org/pdf/2211.17174.pdf", "2211.17174"),
        (foreign.arxiv, "https://doi.org/10.48550/arXiv.2211.17174", "2211.17174"),
        (foreign.arxiv, "https://export.arxiv.org/abs/math.GT/0309136", "math.GT/0309136"),
        (foreign.arxiv, "2211.17174 [cs.LG]", "2211.17174"),
        (Isbn.decoded, "ISBN-13: 978‐3‐16‐148410‐0 (hardback)", "978-3-16-148410-0"),
        (Isbn.decoded, "urn:isbn:9783161484100", "9783161484100"),
        (Issn.decoded, "e-ISSN: 1932–6203 (online)", "1932-6203"),
        (Issn.decoded, "https://portal.issn.org/resource/ISSN/1932-6203", "1932-6203"),
        (foreign.orcid, "orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"),
        (foreign.orcid, "0000000218250097", "0000-0002-1825-0097"),
        (foreign.orcid, "{0000-0002-1825-0097}", "0000-0002-1825-0097"),
        (RorId.decoded, "https://ROR.org/03V4GJF40", "03v4gjf40"),
        (RorId.decoded, "https://ror.org/03v4gjf40/", "03v4gjf40"),
    ],
)
def test_other_identifiers(decode: Callable[[str], str], text: str, bare: str) -> None:
    assert decode(text) == bare


@pytest.mark.parametrize(
    ("identifier", "text", "found"),
    [
        (PubMedId, "PMID: 26161953", "26161953"),
        (PubMedId, " 26161953 ", ""),  # no scheme is named
        (PubMedId, "PMID: x", ""),
        (PubMedId, "2019.", ""),  # a number with punctuation
        (PubMedId, "'1234567',", ""),
        (JstorId, "e0130140.", ""),
        (JstorId, "JSTOR: 2118559.", "2118559"),
        (SsrnId, "1234567;", ""),
        (WosId, "000356835500014", ""),
        (WosId, "UT WOS:000356835500014", "WOS:000356835500014"),
        (ArxivId, "arXiv:2211.17174", "2211.17174"),
        (Issn, "ISSN 1932-6203", "1932-6203"),
        (Issn, "ISSN 1932-6204", ""),  # a wrong check digit
        (Doi, "doi:10.5555/x", "10.5555/x"),
    ],
)
def test_identifiers_that_name_their_scheme(identifier: type[Identifier], text: str, found: str) -> None:
    assert identifier.marked_in(text) == found


@pytest.mark.parametrize(
    ("identifier", "text", "found"),
    [
        (PubMedId, "https://pubmed.ncbi.nlm.nih.gov/26161953/", "26161953"),
        (PubMedId, "PMID: 26161953", ""),
        (ArxivId, "https://arxiv.org/abs/2211.17174", "2211.17174"),
        (ArxivId, "arXiv:2211.17174", ""),
        (Orcid, "https://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"),
        (Orcid, "https://example.org/0000-0002-1825-0097", ""),
    ],
)
def test_identifiers_of_addresses(identifier: type[Identifier], text: str, found: str) -> None:
    assert identifier.of_address(text) == found


def test_drafts_decode_identifiers() -> None:
    """Importers pass values to a draft; an invalid identifier is reported with the message of its type."""
    report = Report()
    draft = Draft(Preprint, report, Place("x"))
    assert draft.set("doi", r"http://dx.doi.org/10.5555/a\_b")
    assert draft.set("arxiv", "arXiv:2211.17174")
    assert (draft.values["doi"], draft.values["arxiv"]) == ("10.5555/a_b", "2211.17174")
    assert not draft.set("doi", "none")
    assert "is not a DOI" in report.left_out[0].message
