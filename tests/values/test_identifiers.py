"""Identifiers, addresses and numbers: accepted with their canonical spelling, or rejected."""

from __future__ import annotations

import re

import pyoxigraph
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vitagraph import values
from vitagraph.rdf.terms import iri, literal, parse, tagged
from vitagraph.values import (
    Amount,
    ArxivId,
    Doi,
    Email,
    GeoCoordinate,
    Isbn,
    Issn,
    Latitude,
    Licence,
    Orcid,
    Pages,
    PatentNumber,
    Phone,
    PubMedId,
    RorId,
    Url,
    Value,
    WikidataId,
)
from vitagraph.values.numbers import whole_number

QUICK = settings(max_examples=100, deadline=None, derandomize=True, database=None)

ACCEPTED = [
    (Doi, "10.1371/journal.pone.0130140", None),
    (Doi, "10.1000.10/a(b)%22_[1]&c;2-3#4'5", None),
    (Orcid, "0000-0002-1825-0097", None),
    (Orcid, "https://orcid.org/0000-0002-1694-233X", "0000-0002-1694-233X"),
    (Isbn, "978-3-16-148410-0", "9783161484100"),
    (Isbn, "3 16 148410 x", "316148410X"),
    (Isbn, "0-306-40615-2", "0306406152"),
    (Isbn, "978-0-306-40615-7", "9780306406157"),
    (Issn, "1932-6203", None),
    (Issn, "2434561x", "2434-561X"),
    (ArxivId, "2211.17174", None),
    (ArxivId, "0704.0001v12", None),
    (ArxivId, "math.GT/0309136", None),
    (ArxivId, "hep-th/9901001v2", None),
    (RorId, "03v4gjf40", None),
    (RorId, "https://ror.org/03v4gjf40", "03v4gjf40"),
    (WikidataId, "Q42", None),
    (WikidataId, "https://www.wikidata.org/wiki/Q42", "Q42"),
    (WikidataId, "http://www.wikidata.org/entity/Q42", "Q42"),
    (Email, "ada+owls@post.example.org", None),
    (Email, "ädа@münchen.example", None),
    (Phone, "+49-30-0000000", None),
    (Phone, "(030) 123 45.67".strip("("), None),
    (Phone, "110", None),
    (Pages, "913-922", None),
    (Pages, "913--922", "913-922"),
    (Pages, "913–922", "913-922"),
    (Pages, "913 — 922", "913-922"),
    (Pages, "431-456,791-823", "431-456, 791-823"),
    (Pages, "iv-xii", None),
    (Pages, "14:1-14:27", None),
    (Pages, "A1.2", None),
    (Pages, "829-", None),
    (Pages, "829–", "829-"),
    (Pages, "829 ff.", "829-"),
    (Pages, "S. 412 ff.", "412-"), (Pages, "pp. 12–14", "12-14"), (Pages, "S14", "S14"),
    (Pages, "829 et seq.", "829-"),
    (PatentNumber, "EP 4001902 A1", None),
    (PatentNumber, "EP4001902A1", "EP 4001902 A1"),
    (PatentNumber, "US 2019/0042 A1", None),
    (PatentNumber, "US 99,999,042 B2", None),
    (PatentNumber, "US D0912345 S1", None),
    (PatentNumber, "JP 2019-512345 A", None),
    (PatentNumber, "CN 999636693", None),
    (Amount, "250000 EUR", None),
    (Amount, "1,250,000.50 EUR", "1250000.50 EUR"),
    (Amount, "1'000CHF", "1000 CHF"),
    (Amount, "EUR 250000", "250000 EUR"),
    (Amount, "250000 Euro", "250000 EUR"),
    (GeoCoordinate, "-180", None),
    (GeoCoordinate, "52.5162", None),
    (Latitude, "-90.0", None),
    (Licence, "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
    (Licence, "cc by-nc-sa 3.0", "https://creativecommons.org/licenses/by-nc-sa/3.0/"),
    (Licence, "CC0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    (Licence, "mit", "https://spdx.org/licenses/MIT"),
    (Licence, "GPL-2.0-only", "https://spdx.org/licenses/GPL-2.0-only"),
    (Licence, "Apache 2.0", "https://spdx.org/licenses/Apache-2.0"),
    (Licence, "https://opensource.org/license/mit", None),
    (Url, "https://example.org", None),
    (Url, "HTTP://user:pass@example.org:8080/a/b;c=1?q=%20&r='#x(1)", None),
    (Url, "https://[2001:db8::1]:443/", None),
    (Url, "https://bücher.example/späße?ü=ß#ö", None),
]  # fmt: skip


@pytest.mark.parametrize(("value_type", "text", "canonical"), ACCEPTED, ids=[f"{case[0].__name__}-{case[1]}" for case in ACCEPTED])
def test_accepted(value_type, text, canonical):
    value = value_type.parse(f" {text} ")
    assert value == (canonical or text)
    assert value_type.parse(str(value)) == value


@pytest.mark.parametrize(("value_type", "text", "canonical"), ACCEPTED, ids=[f"{case[0].__name__}-{case[1]}" for case in ACCEPTED])
def test_terms_come_back(value_type, text, canonical):
    term = value_type.parse(text).term()
    assert value_type.of_term(term).term() == term
    for other in (tagged(text, "en"), literal("!")) if term[0] == '"' else (literal(text), iri("urn:x")):
        assert value_type.of_term(other) is None


REFUSED = [
    (Doi, ["https://doi.org/10.1371/x", "doi:10.1371/x", "10.1371", "10.1371/", "10.12/x", "10.1371/a b", "11.1371/x", "10.1371/<x>"]),
    (Orcid, ["0000-0002-1825-0098", "0000-0002-1694-2330", "0000000218250097", "0000-0002-1825-009", "orcid.org/0000-0002-1825-0097"]),
    (Isbn, ["978-3-16-148410-1", "3161484101", "978-0-306-40615-0", "977-3-16-148410-0",
            "X000000000", "97831614841000", "978316148410X", "٩٧٨3161484100"]),
    (Issn, ["1932-6204", "1932-620", "19326-203", "X932-6203", "1932–6203"]),
    (ArxivId, ["2213.17174", "2211.171", "2211.171745", "arXiv:2211.17174", "2211.17174v0", "math/030913",
               "https://arxiv.org/abs/2211.17174"]),
    (RorId, ["13v4gjf40", "03v4gjf4", "03v4gjf4o", "03v4gif40", "ror.org/03v4gjf40"]),
    (WikidataId, ["42", "q42", "Q0", "Q042", "P31", "https://en.wikipedia.org/wiki/Q42"]),
    (Email, ["ada", "ada@", "@example.org", "a b@example.org", "Ada <ada@example.org>", "ada@a@b", "mailto:ada@example.org", "a,b@c"]),
    (Phone, ["ask", "+", "++49", "49-", "+49 30 ext. 3", "49/30"]),
    (Pages, ["from 3 to 9", "-3", "3-4-5", "3,,4", "§3", "3;4"]),
    (PatentNumber, ["4001902", "EP", "ep 4001902", "EPO 4001902", "EP 4001902 AA1", "EP 4001902 a1", "E 1", "EP-1"]),
    (Amount, ["250000", "EUR 250000 EUR", "1.25.000 EUR", "-5 EUR", "5.1234 EUR", "x EUR"]),
    (GeoCoordinate, ["181", "-180.1", "52,5", "52°", "N52", "1e1", ".5", "5.", "1000", "+5"]),
    (Latitude, ["90.1", "-91", "x"]),
    (Licence, ["MIT or later", "CC", "CC-BY", "CC-BY-5.0", "CC-SA-4.0", "opensource.org/license/mit"]),
    (Url, ["www.example.org", "ftp://example.org", "https://", "https:///x", "https://a b", "https://a/<x>", "https://a/%zz", "https://a/100%",
           "https://[x]/", "https://a/\\b", "https://a/{b}", "https://a/\u0000", "https://a/\ufffe", "//a", "https:a"]),
]  # fmt: skip
REFUSALS = [(value_type, text) for value_type, texts in REFUSED for text in texts]


@pytest.mark.parametrize(("value_type", "text"), REFUSALS, ids=[f"{value_type.__name__}-{text!r}" for value_type, text in REFUSALS])
def test_refused(value_type, text):
    with pytest.raises(ValueError, match="; "):
        value_type.parse(text)


@pytest.mark.parametrize(
    ("value_type", "raw", "message"),
    [
        (Doi, "https://doi.org/10.5555/x", "'https://doi.org/10.5555/x' is not a bare DOI; write '10.5555/x'"),
        (Doi, "x", f"'x' is not a DOI; write for example {Doi.example}"),
        (ArxivId, "arXiv:2211.17174", "'arXiv:2211.17174' is not a bare arXiv identifier; write '2211.17174'"),
        (ArxivId, "x", f"'x' is not an arXiv identifier; write for example {ArxivId.example}"),
        (PubMedId, "PMID: 26161953", "'PMID: 26161953' is not a bare PubMed identifier; write '26161953'"),
        (PubMedId, "x", f"'x' is not a PubMed identifier; write for example {PubMedId.example}"),
        (PubMedId, 1, f"1 is not a PubMed identifier; write for example {PubMedId.example}"),
        (Url, "example.org/x", "'example.org/x' lacks its scheme; write 'https://example.org/x'"),
        (Url, "x", f"'x' is not a web address; write for example {Url.example}"),
    ],
)
def test_messages_state_what_to_write(value_type, raw, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        value_type.parse(raw)


@pytest.mark.parametrize(
    ("doi", "preferred"),
    [("10.48550/arXiv.2211.17174", ArxivId("2211.17174")), ("10.48550/arXiv.x", Doi("10.48550/arXiv.x")), ("10.5555/x", Doi("10.5555/x"))],
)
def test_dois_of_arxiv(doi, preferred):
    found = Doi(doi).preferred()
    assert (type(found), found) == (type(preferred), preferred)


VALUE_TYPES = [
    one
    for name in values.__all__
    if isinstance(one := getattr(values, name), type) and hasattr(one, "parse") and name not in ("PersonName", "Value")
]


@pytest.mark.parametrize("value_type", VALUE_TYPES)
@pytest.mark.parametrize("raw", [None, "", "   ", [], {}, [["x"]], {"en": {}}, 7, 1.5, True, ["a", "b"]], ids=repr)
def test_the_wrong_form_is_a_value_error(value_type, raw):
    with pytest.raises(ValueError, match="; "):
        value_type.parse(raw)


@pytest.mark.parametrize("value_type", VALUE_TYPES)
@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(text=st.text(max_size=30) | st.text("0123456789-/.:X ", max_size=20))
def test_any_text_is_a_value_or_a_value_error(value_type, text):
    try:
        value = value_type.parse(text)
    except ValueError as error:
        message = str(error)
    else:
        message = ""
        assert value_type.parse(value) == value
        if isinstance(value, Value):
            assert value_type.parse(str(value)) == value
    assert message.isprintable()


# -- check digits


@QUICK
@given(st.from_regex(r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]", fullmatch=True))
@example("0000-0002-1825-0097")
@example("0000-0002-1694-233X")
def test_one_check_character_of_eleven_is_right(text):
    assert sum(accepted(Orcid, text[:-1] + end) for end in "0123456789X") == 1


@QUICK
@given(st.from_regex(r"97[89][0-9]{9}", fullmatch=True))
def test_one_check_digit_of_an_isbn_is_right(text):
    assert sum(accepted(Isbn, text + end) for end in "0123456789X") == 1


@QUICK
@given(st.from_regex(r"[0-9]{9}", fullmatch=True))
def test_one_check_digit_of_a_short_isbn_is_right(text):
    assert sum(accepted(Isbn, text + end) for end in "0123456789X") == 1


@QUICK
@given(st.from_regex(r"[0-9]{4}-[0-9]{3}", fullmatch=True))
def test_one_check_digit_of_an_issn_is_right(text):
    assert sum(accepted(Issn, text + end) for end in "0123456789X") == 1


# -- addresses become IRIs

ANY_URL = st.builds(
    "{}://{}{}{}".format,
    st.sampled_from(["http", "https", "HTTPS"]),
    st.text(max_size=8)
    | st.sampled_from(["a.example", "[::1]", "[:]", "[v1.x]", "[1.2.3.4]", "u:p@h", "h:80", "h:99999", "h:", ":@:", "@"]),
    st.sampled_from(["", "/", "//", "/.", "/..", "/a%20b", "/a:b", "/%", "?", "#", "/[", "/é", "/\ue000"]),
    st.text(max_size=8)
    | st.sampled_from(["", "?\ue000", "#\ue000", "?a#b#c", "?a[0]=1", "/\U000e0001", "/\U000f0000", "/\ufdd0", "/\u202e"]),
)


@settings(max_examples=400, deadline=None, derandomize=True, database=None)
@given(ANY_URL | st.from_regex(Url._ascii, fullmatch=True))
@example("https://[::1]/")
@example("https://[1::2::3]/")
@example("https://[1.2.3.4]/")
def test_what_is_a_web_address_is_an_iri_for_others_too(text):
    if accepted(Url, text):
        url = Url.parse(text)
        assert pyoxigraph.NamedNode(parse(url.term()).value).value == url


@QUICK
@given(st.text(max_size=10), st.text(max_size=10))
def test_links_are_iris_for_others_too(one, other):
    for value_type, text, link in (
        (Email, f"{one}@{other}", Email.mailbox),
        (Doi, f"10.1234/{one}{other}", Doi.link),
        (Phone, one + "1", Phone.link),
    ):
        if accepted(value_type, text):
            pyoxigraph.NamedNode(parse(link(value_type.parse(text))).value)


@pytest.mark.parametrize(
    ("value", "form", "expected"),
    [
        (Email("ada@example.org"), "mailbox", "<mailto:ada@example.org>"),
        (Email("a%b?c&d@example.org"), "mailbox", "<mailto:a%25b%3Fc%26d@example.org>"),
        (Email("ada@example.org"), "mailbox_digest", '"d714b8a95bd857a37405a7b56db9108b60ae42bd"'),
        (Phone("+49 (30) 000"), "link", "<tel:+49-30-000>"),
        (Amount("250000.50 EUR"), "currency", '"EUR"'),
        (Amount("$1.5 million"), "currency", None),
        (Amount("$1.5 million"), "number", '"1500000"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (Amount("250000.50 EUR"), "number", '"250000.5"^^<http://www.w3.org/2001/XMLSchema#decimal>'),
        (Doi("10.1371/Journal.pone.0130140"), "link", "<https://doi.org/10.1371/journal.pone.0130140>"),
        (Doi("10.1/a<b>#c"), "link", "<https://doi.org/10.1/a%3Cb%3E%23c>"),
        (Doi("10.1002/(SICI)4:1<3::AID>3.0.CO;2-#?%"), "link", "<https://doi.org/10.1002/(sici)4:1%3C3::aid%3E3.0.co;2-%23%3F%25>"),
        (Doi("10.1109/CVPR.2016"), "term", '"10.1109/cvpr.2016"'),
        (Doi("10.1109/ÄA"), "term", '"10.1109/Äa"'),
        (ArxivId("2211.17174"), "prefixed", '"arXiv:2211.17174"'),
        (ArxivId("2211.17174"), "link", "<https://arxiv.org/abs/2211.17174>"),
        (Orcid("0000-0002-1825-0097"), "link", "<https://orcid.org/0000-0002-1825-0097>"),
        (RorId("03v4gjf40"), "link", "<https://ror.org/03v4gjf40>"),
        (WikidataId("Q42"), "link", "<http://www.wikidata.org/entity/Q42>"),
        (Isbn("316148410X"), "ten", '"316148410X"'),
        (Isbn("316148410X"), "thirteen", None),
        (Isbn("9783161484100"), "thirteen", '"9783161484100"'),
        (Pages("431-456, 791-823"), "first", '"431"'),
        (Pages("431-456, 791-823"), "last", None),
        (Pages("7"), "last", None),
        (Pages("829-"), "first", '"829"'),
        (Pages("829-"), "last", None),
        (Pages("341-43"), "last", '"343"'),
        (Pages("1298-304"), "last", '"1304"'),
        (Pages("e5-e7"), "last", '"e7"'),
        (PatentNumber("EP 4001902 A1"), "address", "https://patents.google.com/patent/EP4001902A1"),
        (PatentNumber("US 2019/0042 A1"), "digits", '"20190042"'),
        (PatentNumber("US 2019/0042 A1"), "compact", '"US20190042A1"'),
        (PatentNumber("US 2019/0042 A1"), "kind_code", '"A1"'),
        (PatentNumber("CN 999636693"), "kind_code", None),
    ],
)  # fmt: skip
def test_forms(value, form, expected):
    assert getattr(value, form)() == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52.5162", "52.5162"),
        ("-0", "0"),
        ("0.0", "0"),
        ("-0.50", "-0.5"),
        ("007.10", "7.1"),
        ("90", "90"),
        ("10", "10"),
        ("-41.0005", "-41.0005"),
    ],
)
def test_decimals_are_short(text, expected):
    term = parse(GeoCoordinate.parse(text).term())
    assert (term.value, term.datatype.rpartition("#")[2]) == (expected, "decimal")


@QUICK
@given(st.from_regex(r"-?[0-9]{1,2}(\.[0-9]{1,5})?", fullmatch=True))
def test_decimals_keep_their_number(text):
    short = parse(GeoCoordinate.parse(text).term()).value
    assert float(short) == float(text)
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?", short)
    assert short != "-0"


@QUICK
@given(st.from_regex(r"[A-Z]{2} ?[0-9][0-9/.,-]{0,8}[0-9]( ?[A-Z][0-9]?)?", fullmatch=True))
def test_patent_numbers_come_apart_and_together(text):
    parts = PatentNumber.parse(text).parts
    assert "".join(parts) == re.sub(r"[ /.,-]", "", text)
    assert len(parts.office) == 2
    assert parts.number.isdigit()


@QUICK
@given(st.lists(st.from_regex(r"[0-9a-zA-Z]{1,4}(-[0-9a-zA-Z]{1,4})?", fullmatch=True), min_size=1, max_size=3), st.sampled_from("-‐‑‒–—"))
def test_pages_have_plain_hyphens(ranges, dash):
    pages = Pages.parse(",".join(ranges).replace("-", dash))
    assert pages == ", ".join(ranges)
    assert parse(pages.first()).value == re.split("-", ranges[0])[0]


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("999999999", 999_999_999)])
def test_whole_numbers(text, number):
    assert whole_number(text) == number


@pytest.mark.parametrize("text", ["", "-1", "1.0", "1000000000", "²", "٣", " 1", "x"])
def test_no_whole_numbers(text):
    assert whole_number(text) is None


def accepted(value_type: type, raw: object) -> bool:
    """Whether a type accepts a raw value; any exception but ValueError is an error."""
    try:
        value_type.parse(raw)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("amount", "code"),
    [("250000 EUR", "EUR"), ("$7,500", ""), ("C$1.5 million", "CAD"), ("1000 ISK", "ISK"), ("1000 XQZ", ""), ("about 50,000 EUR", "")],
)
def test_a_currency_leads_to_its_concept(amount: str, code: str) -> None:
    """Only a code that ISO 4217 has: a sign that several currencies share, or three other letters, name none."""
    concept = Amount.parse(amount).currency_concept()
    assert concept == (f"<http://publications.europa.eu/resource/authority/currency/{code}>" if code else None)
