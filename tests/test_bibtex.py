"""BibTeX as it is written in practice: names, LaTeX, dates, broken entries, every type and every field."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import vitagraph
from vitagraph import exporters
from vitagraph.exporters.formats.bibtex import write
from vitagraph.importers import Imported
from vitagraph.importers.formats import read
from vitagraph.importers.formats.bibtex.dates import of_date, of_parts
from vitagraph.importers.formats.bibtex.latex import converted
from vitagraph.records import CV, Index, sections


def bibtex(text: str) -> Imported:
    """The works of a BibTeX text."""
    return read(text, "papers.bib", "bibtex")


def reports(result: Imported) -> list[str]:
    """The reports, each with its line."""
    return [f"{problem.place.line}: {problem.message}" for problem in result.problems]


def article(**fields: str) -> Imported:
    """One article with these fields besides its title."""
    lines = "".join(f",\n  {name} = {value}" for name, value in fields.items())
    return bibtex(f"@article{{a,\n  title = {{A}}{lines}\n}}\n")


def works(cv: CV) -> list[Any]:
    """The records of all sections."""
    return [record for section in sections() for record in getattr(cv, section)]


def authors(value: str) -> tuple[list[str], list[str]]:
    """The authors of a list, organizations in brackets, and the reports."""
    result = article(author=f"{{{value}}}")
    named = [author.name or f"[{author.organization}]" for author in result.cv.journal_articles[0].authors]
    return named, reports(result)


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"Ann Lee and \'Etienne Roux and \L{}ucja Wilk and \"Ute Beck", ["Ann Lee", "Étienne Roux", "Łucja Wilk", "Üte Beck"]),
        (r"Ann Lee and \textbf{Max Frost} and \underline{Lou Berg}", ["Ann Lee", "Max Frost", "Lou Berg"]),
        (r"Luz Ib\'a\~nez and Ib\'a\~{n}ez, Ana and Jo\~{a}o Reis and V\~{\^e} An", ["Luz Ibáñez", "Ana Ibáñez", "João Reis", "Vễ An"]),
        (r"{Universit{\"a}t Ulm} and {{\'E}cole Normale}", ["[Universität Ulm]", "[École Normale]"]),
        (r"family=Lee, given=Ann and given=Max, family=Frost, prefix=von", ["Ann Lee", "Max von Frost"]),
        (r'"family={Lee and Sons, Ltd.}" and family=Plato', ["[Lee and Sons, Ltd.]", "Plato"]),
        (r"Frost, Jr, Max and Vincent van Gogh and de Witt", ["Frost, Jr, Max", "Vincent van Gogh", "de Witt"]),
        (r"{\relax Ch}arles Lee", ["Charles Lee"]),
        (r"Ann-Maria~Lee and {Lee}, {A. B.}", ["Ann-Maria Lee", "A. B. Lee"]),
        ("Ann\u2010Maria Lee", ["Ann-Maria Lee"]),
        (r"M{\"}uller, Jos{\'}{e} and Bi{\v}c{{\'}a}k, Jan", ["José Müller", "Jan Bičák"]),
        ("Ann Lee Junior and Frost, Junior, Max and Berg, IV, Lou", ["Ann Lee Junior", "Frost Junior, Max", "Berg, IV, Lou"]),
        ("Max von und zu Frost and 't Hart, Ann", ["von und zu Frost, Max", "'t Hart, Ann"]),
    ],
)  # fmt: skip
def test_names_are_repaired(written: str, printed: list[str]) -> None:
    assert authors(written) == (printed, [])


@pytest.mark.parametrize(
    ("written", "printed", "report"),
    [
        ("Lee, A.; Frost, M.; Berg, L.", ["A. Lee", "M. Frost", "L. Berg"], "holds 3 names"),
        ("Lee, A., Frost, M., and Berg, L.", ["A. Lee", "M. Frost", "L. Berg"], "holds 2 names"),
        ("Ann Lee, Max Frost, Lou Berg", ["Ann Lee", "Max Frost", "Lou Berg"], "holds 3 names"),
        ("Lee, Ann, Max Frost", ["Ann Lee", "Max Frost"], "holds 2 names"),
        ("Lee, A. B., Max Frost", ["A. B. Lee", "Max Frost"], "holds 2 names"),
        ("Lee, Ann, Frost, Max", ["Ann Lee", "Max Frost"], "holds 2 names"),
        ("Lee, Ann, B.", ["Ann B. Lee"], "another order"),
        ("Lee; Ann", ["Lee Ann"], "a semicolon too many"),
        ("{Lee, O.P.}, Ann", ["Ann Lee"], "'O.P.'"),
        ("Board of Owls of the University of Ulm", ["[Board of Owls of the University of Ulm]"], "put it in braces"),
        ("Lee, A. & Frost, M.", ["A. Lee", "M. Frost"], "holds 2 names"),
        ("Ann Lee and ", ["Ann Lee"], "no name beside it"),
        ("and Ann Lee and and Max Frost", ["Ann Lee", "Max Frost"], "no name beside it"),
        ("Lee,, Ann", ["Ann Lee"], "a comma too many"),
        ("Lee, Ann, Jr.", ["Lee, Jr., Ann"], "another order"),
        ("Lee, PhD, Ann", ["Ann Lee"], "'PhD'"),
        ("{Lee, Ann and Frost, Max}", ["Ann Lee", "Max Frost"], "the braces around"),
        ("World Owl Organization and Team, R Core", ["[World Owl Organization]", "[R Core Team]"], "put it in braces"),
        (r"Ann \owl{Lee}", [r"Ann \owlLee"], r"the command \owl"),
    ],
)
def test_invalid_name_lists_are_reported(written: str, printed: list[str], report: str) -> None:
    """Persons stay persons, organizations stay organizations, and no name is invented."""
    named, reported = authors(written)
    assert named == printed
    assert any(report in one and one.startswith("3: a.author: ") for one in reported)


def test_a_person_who_stands_in_braces_once_stays_a_person() -> None:
    result = bibtex("@article{a, author={Lee, Ann and Frost, Max}, title={A}}\n@article{b, author={{Max Frost} and {Lee, Ann}}, title={B}}")
    assert [[author.name for author in article.authors] for article in result.cv.journal_articles] == [
        ["Ann Lee", "Max Frost"], ["Max Frost", "Ann Lee"],
    ]  # fmt: skip
    assert [line.partition(" stands in braces")[0] for line in reports(result)] == ["2: b.author: 'Lee, Ann'", "2: b.author: 'Max Frost'"]


_WORDS = st.sampled_from(
    ["Ann", "Lou-Ann", "A.", "Jos\\'e", "{\\'E}va", "{\\O}rsted", 'M{\\"u}ller', "Smith", "O'Hara", "Mc{D}owell", "Łem", "陳"]
)
_PARTICLES = st.sampled_from(["van", "de la", "von der", "{\\'e}l", "d'"])
_FIRST = st.lists(_WORDS, min_size=1, max_size=3).map(" ".join)
_LAST = st.lists(_WORDS, min_size=1, max_size=2)


@st.composite
def _names(draw: st.DrawFn) -> str:
    first, last = draw(_FIRST), draw(_LAST)
    von, jr, tie = draw(st.just("") | _PARTICLES), draw(st.sampled_from(["", "", "Jr", "III"])), draw(st.sampled_from([" ", "~", "\n  "]))
    family = f"{von} {' '.join(last)}".strip()
    if draw(st.booleans()):
        return ", ".join(filter(None, (family, jr, first))).replace(" ", tie, 1)
    return f"{first} {von} {last[-1]}".replace("  ", " ").replace(" ", tie, 1)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(_names(), min_size=1, max_size=4))
def test_names_agree_with_pybtex(written: list[str]) -> None:
    """pybtex finds the same parts in every name: braces, accents, particles, Jr, ties, line breaks."""
    from pybtex.database import Person, parse_string

    from vitagraph.importers.formats.bibtex.names import Name, listed

    def text(words: list[str]) -> str:
        return converted(" ".join(words)).text

    value = " and ".join(written)
    people: list[Person] = parse_string(f"@misc{{a, author={{{value}}}}}", "bibtex").entries["a"].persons["author"]
    expected = [
        Name(text(one.last_names), text([*one.first_names, *one.middle_names]), text(one.prelast_names), text(one.lineage_names))
        for one in people
    ]
    assert list(listed(value).names) == expected


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        (r"The \LaTeX{} Owl, AND\slash OR, \pounds 5, (001{$\overline{1}$})", "The LaTeX Owl, AND/OR, £5, (0011̅)"),
        (r"Jan{\ocirc{u}} Tepe\cb{s} \foreignlanguage{german}{Eule} \textgreater{} 5 \S{} 3", "Janů Tepeș Eule > 5 § 3"),
        (r"O(n\textasciicircum{}2) x\^{}y 2$^{nd}$ a\textasciitilde{}b", "O(n^2) x^y 2nd a~b"),
        (r"$O(n^2)$ H$_2$O $x^{n+1}$ $\alpha \leq \mathbb{R}$ 40$^\circ$", "O(n^2) H_2O x^(n+1) α ≤ ℝ 40°"),
        (r"\enquote{Owls} \mkbibquote{at} \emph{night}, \href{https://owl.example/}{here}", "“Owls” “at” night, here"),
        (r"\noopsort{b}A \hspace{1em}B \textit{C} {\bf D} \mbox{E F}", "A B C D E F"),
        (r"costs $5 \{a\} \textbackslash{}alpha", r"costs $5 {a} \alpha"),
        (r"\aap, \mnras", "Astronomy and Astrophysics, Monthly Notices of the Royal Astronomical Society"),
    ],
)
def test_macros_become_text(written: str, printed: str) -> None:
    assert converted(written) == (printed, ())


def test_unknown_macros_stay_visible_and_are_reported() -> None:
    result = article(note=r"{an \owl{5}{\km} in \LaTeX}", journal=r"{\apj}")
    (paper,), (journal,) = result.cv.journal_articles, result.cv.journals
    assert paper.note == r"an \owl{5}{\km} in LaTeX"
    assert reports(result) == [f"3: a.note: the command \\{name} is not known; it stays as it is written" for name in ("km", "owl")]
    assert (journal.name, journal.short_names) == ("The Astrophysical Journal", ["ApJ"])


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.text(st.sampled_from("ab {}\\$^_~'\"`-%&#é\n"), max_size=40))
def test_any_latex_is_decoded_and_encoded(latex: str) -> None:
    """Any braces and commands give a text; the exported text is decoded to the same."""
    from vitagraph.exporters.formats.bibtex import escaped
    from vitagraph.importers.formats.bibtex.latex import braces, grouped

    assert isinstance(converted(latex).text, str)
    assert braces(grouped(latex).text).count("\\") >= 0
    assert converted(escaped(latex)) == (" ".join(latex.split()), ())


@pytest.mark.parametrize("piece", ["{", "}", "\\'", "\\textbf", "\\owl{", "$", "{$", "\\frac", "\\^{", ",", "; ", " and ", "a, ", "\\url{"])
def test_hostile_latex_ends(piece: str) -> None:
    """With any number of repetitions, decoding neither recurses nor takes more than linear time."""
    from vitagraph.importers.formats.bibtex.names import listed

    assert isinstance(converted(piece * 20_000).text, str)
    assert listed(piece * 20_000).names is not None


@pytest.mark.parametrize(
    ("year", "month", "day", "date", "left_out"),
    [
        ("2019", "23–27 may", "", "2019-05-23", ""),
        ("2019", "2 sep", "", "2019-09-02", ""),
        ("2019", "10 jan", "", "2019-01-10", ""),
        ("2019", "jan 10", "", "2019-01-10", ""),
        ("2019", "5", "12", "2019-05-12", ""),
        ("2019", "Spring", "", "2019-21", ""),
        ("2019?", "may", "", "2019-05?", ""),
        ("2019", "Q4", "", "2019", "Q4"),
        ("between 1827 and 1832", "", "", "", "between 1827 and 1832"),
        ("1993", "00", "00", "1993", "00 00"),
        ("1993-00-00", "", "", "1993", "1993-00-00"),
        ("2019a", "may", "", "2019-05", "2019a"),
        ("May 2019", "", "", "2019-05", ""),
        ("[1850]", "", "", "1850", ""),
        ("", "may", "", "", "may"),
    ],
)
def test_years_months_and_days(year: str, month: str, day: str, date: str, left_out: str) -> None:
    found = of_parts(year, month, day)
    assert (found.date, found.left_out) == (date, left_out)


@pytest.mark.parametrize(
    ("written", "date", "end", "left_out"),
    [
        ("2020-05/2020-06", "2020-05", "2020-06", ""),
        ("2020/05/01", "2020-05-01", "", ""),
        ("2020-21", "2020-21", "", ""),
        ("1999~", "1999~", "", ""),
        ("1999?", "1999?", "", ""),
        ("ca. 1999", "1999~", "", ""),
        ("Fall 1999", "1999-23", "", ""),
        ("2019/..", "2019", "..", ""),
        ("20XX", "20XX", "", ""),
        ("199u", "199X", "", ""),
        ("-0044", "-0044", "", ""),
    ],
)
def test_dates_of_biblatex(written: str, date: str, end: str, left_out: str) -> None:
    found = of_date(written)
    assert (found.date, found.end, found.left_out) == (date, end, left_out)


def test_a_work_that_has_not_appeared_has_a_status() -> None:
    (paper,) = article(year="{to appear}").cv.journal_articles
    assert (paper.date, paper.status) == (None, "forthcoming")


@pytest.mark.parametrize(
    ("text", "report"),
    [
        ("@article{a,\n title = {A},\n title = {B}}", "3: a.title: stands here for the second time; 'B' was left out"),
        ("@article{a, title={A},\n journal=owls}", "2: a.journal: the string 'owls' is not defined"),
        ("@article{a,\n title = {A}\n journal = {B}}", "2: a.title: there is no comma before `journal`"),
        ("@article{a, title={A},\n note={Owls\x92}}", "2: a.note: holds characters that cannot be printed"),
        ("@article{a,\n title={A\x03}}", "2: a.title: holds characters that cannot be printed"),
        ("@article{a, title={A},\n crossref={p}}", "2: a.crossref: 'p' is not in this file"),
        ("@article{a, title={A},\n crossref={a}}", "2: a.crossref: leads in a circle"),
        ("@article{a, title={A},\n xdata={a}}", "2: a.xdata: leads in a circle"),
        ("@string{s = s # {x}}\n@article{a, title={A}, note=s}", "2: a.note: the @string 's' stands in itself"),
        ("@string{s = {x}}\n@string{s = {y}}\n@article{a, title={A}, note=s}", "2: @string s: is defined twice"),
        ("@article{a title={A}}", "1: a: has a comma too many, or none behind its key"),
        ("@article{a, title={A}}\n@article{a, title={A}}", "2: a: this entry stands in line 1 already"),
        ("@article{a, title={A}, note={b} c}", "1: a.note: 'c' stands behind the value"),
    ],
)
def test_an_invalid_entry_is_skipped_and_reported(text: str, report: str) -> None:
    result = bibtex(text)
    assert [paper.title for paper in result.cv.journal_articles] == ["A"]
    assert any(one.startswith(report) for one in reports(result)), reports(result)


def test_the_later_string_applies_and_a_missing_comma_is_reported() -> None:
    result = bibtex(
        '@string{j = "Old"}\n@string{j = "Journal of " # k}\n@string{k = {Owls}}\n@article{a, title={A}\n year=2020, journal=J}'
    )
    (paper,) = result.cv.journal_articles
    assert (paper.journal, paper.date) == ("Journal of Owls", "2020")


def test_topics_that_differ_in_case_are_one() -> None:
    result = bibtex("@article{a, title={A}, keywords={Owls, owls}}\n@article{b, title={B}, keywords={OWLS}}")
    assert [paper.keywords for paper in result.cv.journal_articles] == [["Owls"], ["Owls"]]


def test_what_an_entry_inherits() -> None:
    """An entry's own year and booktitle come before its parent's date and title (biblatex, appendix B)."""
    result = bibtex("""
@inproceedings{a, title={A}, year=2021, crossref={p}, editor={Berg, Lou}}
@proceedings{p, title={Full}, booktitle={Proceedings of Short}, date={2020-05}, editor={Lee, Ann}, doi={10.5555/p},
  location={Ulm and {Jena and Gera}}}""")
    (paper,), (event,) = result.cv.conference_papers, result.cv.events
    assert (paper.date, paper.doi, event.proceedings.title) == ("2021", None, "Proceedings of Short")
    assert event.proceedings.place == ["Ulm", "Jena and Gera"]
    assert [editor.name for editor in event.proceedings.editors] == ["Lou Berg"]


def test_patents_theses_and_talks_of_the_owner() -> None:
    result = bibtex("""
@article{a, title={A}, author={Lee, Ann and Frost, Max}}
@phdthesis{t, title={Owls}, author={Lee, Ann}, school={Owl University}, year=2015, type={Dr. rer. nat.}}
@thesis{m, title={Larks}, author={Lee, Ann}, institution={Owl University}, date={2011-03}, type={mathesis}}
@patent{p, title={Owl Horn}, author={Lee, Ann and Frost, Max}, number={EP 3 271 863 B1}, date={2019-07-28}, holder={Owl Ltd}}
@patent{q, title={Owl Horn}, author={Lee, Ann}, number={10,123,456}, type={patentus}, date={2019}}
@unpublished{k, title={Owls in Paris}, author={Lee, Ann}, eventtitle={Owl Days}, eventdate={2019-05-02/2019-05-04}, venue={Paris}}
@misc{s, title={Owls at Home}, author={Lee, Ann and Frost, Max}, howpublished={Poster}, year=2020}
@misc{v, title={Hawks at Home}, author={Frost, Max}, howpublished={Poster}, year=2021}
@phdthesis{x, title={Hawks}, author={Frost, Max}, school={Owl University}, year=2012}
""")
    cv = result.cv
    assert cv.person.name == "Ann Lee"
    assert [(study.degree, study.level, study.organization, study.thesis.title, str(study.dates)) for study in cv.studies] == [
        ("Dr. rer. nat.", "doctorate", ["Owl University"], "Owls", "until 2015"),
        ("Master's degree", "master", ["Owl University"], "Larks", "until 2011-03"),
    ]
    (family,) = cv.patent_families
    assert [(one.number, one.granted, one.published, [author.name for author in one.inventors]) for one in family.documents] == [
        ("EP 3 271 863 B1", "2019-07-28", None, ["Ann Lee", "Max Frost"]), ("US 10,123,456", None, "2019", []),
    ]  # fmt: skip
    assert family.documents[0].assignees == ["Owl Ltd"]
    assert [(str(talk.date), talk.event, talk.place, len(talk.authors), len(talk.speakers)) for talk in cv.talks] == [
        ("2019-05-02", "Owl Days", "Paris", 0, 0), ("2020", None, None, 2, 0), ("2021", None, None, 0, 1),
    ]  # fmt: skip
    assert [problem.message.partition(",")[0] for problem in result.broken] == ["x: a thesis of Max Frost"]


#: the types of entries of BibTeX (btxdoc, section 3.1) and of BibLaTeX with their aliases (its manual, sections 2.1.1 to 2.1.3)
# fmt: off
TYPES = (
    "unknown", "article", "book", "booklet", "conference", "inbook", "incollection", "inproceedings", "manual", "mastersthesis", "misc",
    "phdthesis", "proceedings", "techreport", "unpublished", "mvbook", "bookinbook", "suppbook", "collection", "mvcollection",
    "suppcollection", "dataset", "online", "patent", "periodical", "suppperiodical", "mvproceedings", "reference", "mvreference",
    "inreference", "report", "software", "thesis", "electronic", "www", "customa", "customb", "customc", "customd", "custome",
    "customf", "artwork", "audio", "bibnote", "commentary", "image", "jurisdiction", "legislation", "legal", "letter", "movie",
    "music", "performance", "review", "standard", "video",
)

_NAMED = (
    "author", "bookauthor", "editor", "editora", "editorb", "editorc", "afterword", "annotator", "commentator", "foreword",
    "holder", "introduction", "shortauthor", "shorteditor", "translator", "namea", "nameb", "namec", "sortname",
)
_WORDED = (
    "abstract", "addendum", "annotation", "annote", "booksubtitle", "booktitle", "booktitleaddon", "eventtitle", "eventtitleaddon",
    "howpublished", "indextitle", "institution", "issuesubtitle", "issuetitle", "issuetitleaddon", "journalsubtitle",
    "journaltitle", "journaltitleaddon", "keywords", "label", "library", "location", "mainsubtitle", "maintitle", "maintitleaddon",
    "nameaddon", "note", "organization", "origlocation", "origpublisher", "origtitle", "publisher", "pubstate", "reprinttitle",
    "school", "series", "shorthand", "shorthandintro", "shortjournal", "shortseries", "shorttitle", "subtitle", "titleaddon",
    "venue", "type", "address", "journal", "entrysubtype", "issue", "sorttitle", "indexsorttitle", "sortshorthand", "relatedstring",
    "lista", "listb", "listc", "listd", "liste", "listf", "usera", "userb", "userc", "userd", "usere", "userf", "verba", "verbb",
    "verbc", "authortype", "editoratype", "editorbtype", "editorctype", "editortype", "eprintclass", "primaryclass", "key",
    "relatedtype", "relatedoptions", "options", "presort", "sortkey", "execute", "langidopts", "bookpagination", "pagination",
    "gender",
)
#: the fields of BibTeX (btxdoc, section 3.2) and of BibLaTeX's data model (its manual, sections 2.2.2 to 2.2.5), each with a value
FIELDS = {
    **{name: f"Zilp{name}, Zoe" for name in _NAMED},
    **{name: f"Zilp zalp {name}" for name in _WORDED},
    "chapter": "zc7", "edition": "zed", "eid": "e0199", "number": "zn-4", "part": "zp2", "version": "zv1", "volume": "zv8",
    "volumes": "zvs", "pages": "z3-z9", "pagetotal": "4711", "isan": "z-isan", "isbn": "978-3-16-148410-0", "ismn": "z-ismn",
    "isrn": "z-isrn", "issn": "1932-6203", "iswc": "z-iswc", "doi": "10.5555/zilp", "eprint": "z2211", "eprinttype": "zilpnet",
    "archiveprefix": "zilpnet2", "file": "zilp.pdf", "pdf": "https://zilp.example/a.pdf", "url": "https://zilp.example/url",
    "urldate": "2020-03-04", "date": "1971-02-03", "year": "1972", "month": "zfeb", "day": "z3", "eventdate": "1973-04-05",
    "origdate": "1874", "langid": "english", "language": "german", "origlanguage": "french", "hyphenation": "zhyph",
    "sortyear": "z1975", "ids": "zids", "related": "zrelated", "entryset": "zset", "xref": "zxref", "crossref": "zcross",
    "xdata": "zxdata",
    **{name: f"https://zilp.example/{name}" for name in ("code", "data", "slides", "poster", "video")},
}
# fmt: on


def _as_record(name: str) -> str:
    """The form of a field's value in a record."""
    written = {"language": "language='de'", "langid": "language='en'", "isbn": "9783161484100"}
    return written.get(name) or (f"Zilp{name}" if name in _NAMED else FIELDS[name])


#: types that each become another record class; in entries of their own, the other types repeat them
_DISTINCT = ("article", "book", "incollection", "inproceedings", "phdthesis", "techreport", "patent", "software", "dataset", "misc")


@pytest.mark.parametrize(
    ("kind", "together"),
    [
        *(pytest.param(kind, True, id=f"{kind}-together") for kind in TYPES),
        *(pytest.param(kind, False, id=f"{kind}-apart", marks=() if kind in _DISTINCT else pytest.mark.slow) for kind in TYPES),
    ],
)
def test_every_field_of_every_type_is_in_a_record_or_reported(kind: str, together: bool) -> None:
    """One entry a field, and one with all: each value is in a record, or in a report with the line of its field."""
    lines = [f" {name} = {{{value}}}" for name, value in FIELDS.items()]
    entries = [f"@{kind}{{k{number},\n title = {{T{number}}},\n{line}\n}}" for number, line in enumerate(lines)]
    result = bibtex(f"@{kind}{{k, title = {{T}},\n" + ",\n".join(lines) + "}" if together else "\n".join(entries))
    reported = " ".join(reports(result))
    written = " ".join(map(repr, [result.cv.person, *works(result.cv)]))
    for number, name in enumerate(FIELDS):
        place = re.search(
            rf"(?<!\d){number + 2}: (?:k\.)?{name}\b" if together else rf"(?<!\d){number * 4 + 3}: (?:k{number}\.)?{name}\b", reported
        )
        no_record = re.search(
            r"(?<!\d)1: k has no" if together else rf"(?<!\d){number * 4 + 1}: k{number}(?: has no|: a thesis of)", reported
        )
        assert place or no_record or FIELDS[name] in reported or _as_record(name) in written, (
            f"{name} of @{kind}: neither in a record nor reported"
        )


@pytest.mark.parametrize("kind", TYPES)
def test_every_type_is_imported(kind: str) -> None:
    """As its own record class, or as the nearest one, which is reported."""
    result = bibtex(
        f"@{kind}{{k, title={{T}}, author={{Lee, Ann}}, date={{2020}}, institution={{Owl University}}, number={{EP 4001902 A1}}}}"
    )
    assert not result.broken
    assert len(works(result.cv)) == 1


def test_fields_of_homepages_and_publishers_are_read() -> None:
    """Those of al-folio and of ACM: the address is that of the publisher, the location that of the conference."""
    result = bibtex("""@article{a, title={A}, author={Lee, Ann}, year=2020, journal={Owl Studies}, abbr={OS}, arxiv={2001.00001},
 hal={hal-01234567}, page={3--4}, selected={true}, website={https://owls.example/a}, blog={https://blog.example/a},
 pdf={a.pdf}, slides={a.pptx}, altmetric={true}, numpages={2}}
@inproceedings{b, title={B}, year=2021, booktitle={Proceedings of Owl Days}, series={OD '21}, acmid={1},
 address={Basel}, location={Paris}, url={https://b.example}}
""")
    article, event = result.cv.journal_articles[0], result.cv.events[0]
    assert (article.arxiv, article.hal, article.pages, article.selected) == ("2001.00001", "hal-01234567", "3-4", True)
    assert article.pages_about == ["https://owls.example/a", "https://blog.example/a"]
    assert result.cv.journals[0].short_names == ["OS"]
    assert event.proceedings is not None
    assert (event.short_names, event.place, event.proceedings.place) == (["OD '21"], "Paris", ["Basel"])
    assert [line.partition(": it is for")[0] for line in reports(result)] == [
        "3: a.pdf: 'a.pdf' is a file of the homepage; put it below the folder of the CV, and write `pdf: a.pdf`; it was left out",
        "3: a.slides: 'a.pptx' is a file of the homepage; put it below the folder of the CV, and write `slides: a.pptx`; it was left out",
        "3: altmetric",
        "3: numpages",
        "4: acmid",
    ]


def test_fields_that_are_for_typesetting_are_one_report_each() -> None:
    result = bibtex("".join(f"@article{{a{number}, title={{T{number}}}, sortkey={{x}}}}\n" for number in range(40)))
    assert reports(result) == [
        "1: sortkey: stands in 40 entries, here for the first time; it is for sorting, showing or finding entries, and was left out"
    ]


RELATED = r"""
@book{a, title={Larks}, author={Lee, Ann}, date={2020}, related={b, c, t}, relatedtype={translationof}}
@article{b, title={Owls}, author={Lee, Ann}, date={2020}, related={a}, relatedtype={reprintof}}
@thesis{t, title={Wrens}, author={Lee, Ann}, date={2010}, institution={Nest}, type={phdthesis}, related={a}}
"""


def test_related_entries_are_relations() -> None:
    """To works alone; what has no record, and a type that is no relation, is reported."""
    result = read(RELATED, "x", "bibtex")
    (book,), (article,) = result.cv.books, result.cv.journal_articles
    assert [(one.relation, one.work) for one in (*book.related, *article.related)] == [("translation-of", "Owls"), ("related-to", "Larks")]
    assert [problem.message.partition(" fits")[0] for problem in result.problems] == [
        "a.related: 'c'", "a.related: 't'", "b.relatedtype: 'reprintof'", "t.related: 'a'",
    ]  # fmt: skip


def test_what_comes_with_a_work_is_written_and_read_again() -> None:
    """In the fields of al-folio; a name of software without an address stays a name."""
    stated = {
        "code": ["https://nest.example/a_b%20c", "https://nest.example/and"],
        "data": ["https://nest.example/owls.csv", "https://nest.example/~owls"],
        "slides": "https://nest.example/s",
        "poster": "https://nest.example/p",
        "video": "https://nest.example/v",
    }
    index = Index(vitagraph.read_text(json.dumps({"preprints": [{"title": "Owls", **stated}, {"title": "Eggs", "code": "nestling"}]})))
    written = write(exporters.works(index), index)
    assert "poster = {https://nest.example/p}" in written
    owls, eggs = sorted(bibtex(written).cv.preprints, key=lambda one: -len(one.code))
    assert {name: getattr(owls, name) for name in stated} == stated
    assert eggs.code == ["nestling"]
