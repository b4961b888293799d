"""Text: plain, language-tagged, and the ids in IRIs."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, NamedTuple, Self

from vitagraph.errors import quoted
from vitagraph.rdf.terms import XSD, Term, literal, parse, tagged
from vitagraph.values.languages import UNDETERMINED, tag_of
from vitagraph.values.markup import Marked, escaped, marked
from vitagraph.values.names import TITLE
from vitagraph.values.scalars import in_quotes, scalar


class Value(str):
    """A value written as one string; `form` describes it in a message, `example` shows one.

    `datatypes` are those that its literal may have; none where its term is an IRI.
    """

    __slots__ = ()
    form: ClassVar[str] = "text"
    example: ClassVar[str] = ""
    datatypes: ClassVar[tuple[Term, ...]] = (f"<{XSD}string>",)

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses a value of a source. Raises ValueError for a value of another form."""
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, str) or not (text := cls.normalized(raw.strip())):
            raise ValueError(cls.message(raw))
        return cls(text)

    @classmethod
    def normalized(cls, text: str) -> str | None:
        """The canonical spelling of a well-formed value, None for any other text."""
        return text

    @classmethod
    def message(cls, raw: Any) -> str:
        """The message for a value of another form: what it is, what to write instead."""
        instead = f"write for example {cls.example}" if cls.example else "write one text, or leave it out"
        return f"{quoted(raw)} is not {cls.form}; {instead}"

    @classmethod
    def note(cls, text: str) -> str:
        """What a text that is read may mean otherwise, "" for most."""
        return ""

    def term(self) -> Term:
        """The RDF term of this value."""
        return literal(self)

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        """The value of an RDF term, None where there is none: the inverse of `term`."""
        try:
            value = cls.parse(parse(term).value)
        except ValueError:
            return None
        return value if value.term() == term else None


class Plain(Value):
    """Text without a language: a name, a number, a code."""

    __slots__ = ()


class FullName(Plain):
    """A person's full name, without titles."""

    __slots__ = ()
    form = "a name"
    _degree = r"(.*),\s*((?:Ph\.?D|M\.?D|M\.?Sc|B\.?Sc|M\.?A|Dr)\.?)"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        if match := re.match(TITLE, text):
            bare = text[match.end() :]
            title = scalar(match[1].strip(), False)
            raise ValueError(f"{quoted(text)} holds a title; write `honorific_prefix: {title}` and the name {in_quotes(bare)}")
        if match := re.fullmatch(cls._degree, text):
            degree = scalar(match[2], False)
            raise ValueError(f"{quoted(text)} holds a degree; write `honorific_suffix: {degree}` and the name {in_quotes(match[1])}")
        return text

    @classmethod
    def of_printed(cls, text: str) -> Self:
        """The name in a printed name, without what `normalized` refuses."""
        if match := re.match(TITLE, text):
            text = text[match.end() :]
        if match := re.fullmatch(cls._degree, text):
            text = match[1]
        return cls(text)

    @classmethod
    def of_term(cls, term: Term) -> Self | None:
        # A mentioned person has the name as printed, which may have a title.
        return cls(parse(term).value) if term[0] == '"' else None


class LanguageTag(Value):
    """A language tag (BCP 47, RFC 5646 section 2.1), in lower case: `de`, `en-gb`, `zh-hant-tw`."""

    __slots__ = ()
    form = "a language tag (BCP 47)"
    example = "en"
    # Without grandfathered tags, and without language subtags of four to eight letters, of which none is registered.
    _grammar = (
        r"[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?"
        r"(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(-[0-9a-wyz](-[a-z0-9]{2,8})+)*(-x(-[a-z0-9]{1,8})+)?"
    )

    @classmethod
    def normalized(cls, text: str) -> str | None:
        tag = text.lower().replace("_", "-")
        return tag if re.fullmatch(cls._grammar, tag) else None


class Slug(Value):
    """An id, as in an IRI: letters of any script in lower case and digits, joined by `-`, `.` or `_`."""

    __slots__ = ()
    form = "an id: lower-case letters and digits, joined by hyphens"
    example = "tu-berlin"
    _ascii = r"[a-z0-9]+([._-]+[a-z0-9]+)*"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if re.fullmatch(cls._ascii, text) or cls._is_of_other_scripts(text) else None

    @classmethod
    def _is_of_other_scripts(cls, text: str) -> bool:
        """Returns whether a text is an id with letters beyond a-z, of one spelling for file systems and hosts that ignore case."""
        if text.isascii() or text != unicodedata.normalize("NFKC", text) or text != text.lower():
            return False
        letters = text[0] + "".join(one for one in text[1:] if unicodedata.category(one)[0] != "M")  # marks belong to a letter
        return re.fullmatch(r"[^\W_]+([._-]+[^\W_]+)*", letters) is not None


class Markup(Value):
    """The markup of a record's texts besides its prose: `markdown`."""

    __slots__ = ()
    form = "a markup"
    example = "markdown"

    @classmethod
    def normalized(cls, text: str) -> str | None:
        return text if text == cls.example else None


class Text(Marked):
    """Text in languages. One string is in the record's language; a mapping has one text for each language: `{en: ..., de: ...}`.

    As a str it is the first of its texts; `translations` has all of them as (language tag, text), empty for one string.
    A name that is in no language has the tag "". A text with markup is its plain text and knows its Markdown.
    """

    __slots__ = ("translations",)
    translations: tuple[tuple[str, str], ...]
    form: ClassVar[str] = "text"
    example: ClassVar[str] = ""

    def __new__(cls, text: str, translations: tuple[tuple[str, str], ...] = (), source: str = "", links: bool = False) -> Self:
        self = super().__new__(cls, text, source, links)
        self.translations = translations
        return self

    @classmethod
    def of_markdown(cls, raw: Any, links: bool) -> Self:
        """Parses Markdown, in one language or several; `links` states whether links are markup. Raises ValueError as `parse` does."""
        literal = cls.parse(raw)
        if literal.source or any(isinstance(text, Marked) for _, text in literal.translations):
            return literal
        texts = tuple((tag, marked(text, links)) for tag, text in literal.translations)
        first = texts[0][1] if texts else marked(str(literal), links)
        return cls(first, texts, getattr(first, "source", ""), links)

    def written(self, as_markdown: bool, links: bool) -> dict[str, str] | str:
        """The text as a source states it: as Markdown, else literally; a mapping of several."""
        texts = {tag or UNDETERMINED: _written(text, as_markdown, links) for tag, text in self.translations}
        return texts or _written(self.alone, as_markdown, links)

    @property
    def alone(self) -> str:
        """The text without translations."""
        return Marked(str(self), self.source, self.links) if self.source else str(self)

    @classmethod
    def untagged(cls, name: str) -> Self:
        """A name in no language."""
        return cls(name, (("", name),))

    @classmethod
    def parse(cls, raw: Any) -> Self:
        """Parses a string, or a mapping from language tags to strings. Raises ValueError for other values."""
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str):
            if text := raw.strip():
                return cls(text)
            raise ValueError("the text is empty; write it, or leave the field out")
        if isinstance(raw, dict) and raw:
            pairs = tuple((cls._tag(tag), cls._text_in(tag, text)) for tag, text in raw.items())
            if len({tag for tag, _ in pairs}) < len(pairs):
                raise ValueError("a language tag stands here twice; keep one text a language")
            return cls(pairs[0][1], pairs)
        raise ValueError(f"{quoted(raw)} is not text; write one, or one a language such as {{en: ..., de: ...}}")

    @staticmethod
    def _tag(raw: Any) -> str:
        """A language tag, "" for that of texts in no known language."""
        tag = LanguageTag.parse(raw)
        return tag if tag != UNDETERMINED else ""

    @staticmethod
    def _text_in(tag: str, raw: Any) -> str:
        if not isinstance(raw, str) or not raw.strip():
            raise ValueError(f"{quoted(raw)} stands for language '{tag}'; write its text, or leave the language out")
        return raw.strip()

    def in_language(self, language: str) -> str:
        """The text in a language; without one, the text whose tag sorts first, as a graph does not keep their order."""
        return dict(self.translations).get(language) or min(self.translations, default=("", str(self)))[1]

    def terms(self, language: str) -> list[Term]:
        """One language-tagged literal for each text; `language` is that of a text without a tag."""
        return [tagged(text, tag) for tag, text in self.in_languages(language)]

    def in_languages(self, language: str) -> tuple[tuple[str, str], ...]:
        """Each text with its tag: a stated one, else `language`, where the text is in a script of that; "" for none."""
        return self.translations or ((tag_of(language, self), self.alone),)

    def __eq__(self, other: object) -> bool:
        return str.__eq__(self, other) is True and self.translations == getattr(other, "translations", ())

    def __ne__(self, other: object) -> bool:
        return not self == other

    __hash__ = str.__hash__

    def __reduce__(self) -> tuple[type[Text], tuple[Any, ...]]:
        return type(self), (str(self), self.translations, self.source, self.links)


def _written(text: str, as_markdown: bool, links: bool) -> str:
    if not as_markdown:
        return str(text)
    return getattr(text, "source", "") or escaped(text, links)


class NameIn(NamedTuple):
    """A name and the tag of its language, "" for none."""

    text: str
    language: str

    @classmethod
    def of(cls, name: str, language: str) -> Self:
        """The name as English labels contain it: the English one of several, else the first; a name in no language fits into English."""
        if not isinstance(name, Text):
            return cls(str(name), tag_of("en", name))
        texts = dict(name.in_languages(language))
        tag = "en" if "en" in texts else min(texts)
        return cls(texts[tag], tag)
