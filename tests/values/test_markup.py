"""Inline markup: its plain text, its way back, and what it leaves as text."""

from __future__ import annotations

import copy
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vitagraph.site.inline import inline
from vitagraph.values import Text, tex
from vitagraph.values.markup import escaped, literal, marked, plain

QUICK = settings(max_examples=300, deadline=None, derandomize=True, database=None)
MARKS = st.text(st.sampled_from("ab1 *_`~^\\()[]<>:/&\n\u2028é"), max_size=40)


@pytest.mark.parametrize(
    ("source", "text", "html"),
    [
        ("I like *X* and **Y**", "I like X and Y", "I like <em>X</em> and <strong>Y</strong>"),
        ("H~2~O, 10^6^, m^AB^", "H₂O, 10⁶, mAB", "H<sub>2</sub>O, 10<sup>6</sup>, m<sup>AB</sup>"),
        ("`a*b*` & <b>", "a*b* & <b>", "<code>a*b*</code> &amp; &lt;b&gt;"),
        ("at [HHI](https://hhi.example/?a&b)", "at HHI (https://hhi.example/?a&b)", 'at <a href="https://hhi.example/?a&amp;b">HHI</a>'),
        ("<https://a.example>", "https://a.example", '<a href="https://a.example">https://a.example</a>'),
        ("[mail](mailto:a@b.example)", "mail (a@b.example)", '<a href="mailto:a@b.example">mail</a>'),
        (r"2\*3", "2*3", "2*3"),
        (r"\(x^2\le\frac{a+1}{b}\)", "x²≤(a+1)/b", None),
        (r"\(\hat{x}_{ij}=\sqrt{2}\)", "x̂ᵢⱼ=√2", None),
    ],
)  # fmt: skip
def test_markup(source: str, text: str, html: str | None) -> None:
    found = marked(source, links=True)
    assert (str(found), found.source) == (text, source)
    assert html is None or str(inline(found)) == html


@pytest.mark.parametrize(
    "text",
    ["snake_case_name", "a * b * c", "[1]", "[x](javascript:alert(1))", "[x](//evil.example)", "<script>alert(1)</script>", "&amp; &lt;",
     "[x](data:text/html,x)", r"\(\foo{x}\)", r"\(\href{javascript:alert(1)}{}", "C:~", "# no heading"],
)  # fmt: skip
def test_no_markup(text: str) -> None:
    assert marked(text, links=True) == plain(text, links=True) == text
    assert "<" not in str(inline(text))


def test_formulas_are_mathml_of_known_elements() -> None:
    shown = str(inline(marked(r"\(\frac{a}{b} < \text{<script>x</script>}\)", links=False)))
    assert "<mfrac>" in shown
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    for hostile in (r"\href{javascript:alert(1)}{x}", r"\style{color:red}{x}", r"\class{a}{x}", r"\color{red}{x}"):
        assert "javascript" not in (shown := str(inline(marked(rf"\({hostile}\)", links=False)))) or "<" not in shown
        found = tex.tree(hostile)
        elements = [] if found is None else [*found.iter()]
        assert not {"href", "style", "class", "mathcolor"} & {name for one in elements for name in one.attrib}


@pytest.mark.parametrize("part", ["{", "_", "x^", r"\frac", r"\left(", r"\begin{matrix}", r"\text{"])
def test_hostile_formulas_stay_text(part: str) -> None:
    source = rf"\({part * 400}\)"
    assert str(inline(marked(source, links=False))).startswith(("<math", r"\(", "(", part[:1]))


@QUICK
@given(MARKS, st.booleans())
def test_escaped_text_is_the_text(text: str, links: bool) -> None:
    for written in (escaped(text, links), literal(text)):
        if text.strip() == text:
            assert plain(written, links) == text


@QUICK
@given(MARKS, st.booleans())
def test_pages_print_balanced_html(source: str, links: bool) -> None:
    from xml.etree.ElementTree import fromstring

    fromstring(f"<p>{inline(marked(source, links))}</p>".replace("\x0c", ""))


def test_texts_in_languages_keep_their_markup() -> None:
    text = Text.of_markdown({"en": "*a*", "de": "b"}, links=False)
    for one in (text, copy.deepcopy(text), pickle.loads(pickle.dumps(text))):
        assert (str(one), dict(one.in_languages("en"))) == ("a", {"en": "a", "de": "b"})
        assert one.written(as_markdown=True, links=False) == {"en": "*a*", "de": "b"}
        assert one.written(as_markdown=False, links=False) == {"en": "a", "de": "b"}
    assert text == Text.parse({"en": "a", "de": "b"})
    assert Text.of_markdown("*a*", links=False).terms("en") == ['"a"@en']
