"""No input makes a command fetch an address that is written in the data."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from listener import Listener, listening
from vitagraph.cli import main

_PERSON = '"@type": "http://xmlns.com/foaf/0.1/Person", "http://schema.org/name": "Ada"'
_RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:owl="http://www.w3.org/2002/07/owl#"'
#: file -> a text with references that could be fetched; ¤ is an address
FILES = {
    "context.jsonld": f'{{"@context": "¤context", "@id": "http://a.example/#me", {_PERSON}}}',
    "contexts.jsonld": f'{{"@context": ["¤1", {{"x": "http://x.example/"}}], "@id": "http://a.example/#me", {_PERSON}}}',
    "import.jsonld": f'{{"@context": {{"@version": 1.1, "@import": "¤import"}}, "@id": "http://a.example/#me", {_PERSON}}}',
    "scoped.jsonld": f'{{"@context": {{"knows": {{"@id": "http://x.example/knows", "@context": "¤scoped"}}}}, "knows": {{{_PERSON}}}}}',
    "vocabulary.jsonld": f'{{"@context": {{"@vocab": "¤vocabulary#"}}, "@id": "¤me", {_PERSON}}}',
    "entity.rdf": f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY e SYSTEM "¤entity">]>{_RDF}>'
    f'<rdf:Description rdf:about="a:b">&e;</rdf:Description></rdf:RDF>',
    "parameter.rdf": f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY % e SYSTEM "¤parameter"> %e;]>{_RDF}></rdf:RDF>',
    "type.rdf": f'<?xml version="1.0"?><!DOCTYPE r SYSTEM "¤type.dtd">{_RDF}></rdf:RDF>',
    "imports.rdf": f'{_RDF}><owl:Ontology rdf:about="a:b"><owl:imports rdf:resource="¤imports"/></owl:Ontology></rdf:RDF>',
    "style.rdf": f'<?xml version="1.0"?><?xml-stylesheet href="¤style"?>{_RDF}'
    f' xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="¤include"/></rdf:RDF>',
    "imports.ttl": "@base <¤base> . <#a> a <http://www.w3.org/2002/07/owl#Ontology> ; <http://www.w3.org/2002/07/owl#imports> <¤imports> .",
    "graph.trig": "<¤graph> { <¤s> <http://www.w3.org/2000/01/rdf-schema#seeAlso> <¤o> }",
    "page.html": f'<base href="¤"><link rel="stylesheet" href="¤style"><img src="¤image"><script src="¤script"></script>'
    f'<script type="application/ld+json">{{"@context": "¤context", "@id": "http://a.example/#me", {_PERSON}}}</script>',
    "linked.html": '<script type="application/ld+json" src="¤context"></script><link rel="alternate" type="text/turtle" href="¤data">',
    "works.bib": "@article{a, title = {T}, author = {Doe, Jane}, year = 2020, url = {¤work}, crossref = {¤other}}",
    "works.ris": "TY  - JOUR\nTI  - T\nAU  - Doe, Jane\nPY  - 2020\nUR  - ¤work\nL1  - ¤file\nER  - \n",
    "resume.json": '{"$schema": "¤schema", "basics": {"name": "Ada", "url": "¤home", "image": "¤image"}}',
    "cv.yaml": "# yaml-language-server: $schema=¤schema\ndocument: {iri: '¤cv'}\nperson: {name: Ada, homepage: '¤home', image: '¤image'}\n",
}  # fmt: skip
COMMANDS = [
    ["validate", "{}"], ["validate", "{}", "--engine", "pyshacl"], ["query", "talks-per-year", "{}"], ["query", "ASK {}", "{}"],
    ["import", "{}", "-o", "new"], ["diff", "{}", "{}"], ["export", "{}"], ["check-terms", "{}"], ["explain", "{}"],
]  # fmt: skip


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    """An endpoint that no request may reach."""
    with listening() as one:
        yield one


@pytest.mark.parametrize("name", FILES)
def test_no_file_makes_a_command_fetch(name: str, tmp_path: Path, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """With any command, whether it accepts the file or not."""
    monkeypatch.chdir(tmp_path)
    text = FILES[name]
    assert "¤" in text
    Path(name).write_text(text.replace("¤", listener.address), "utf-8")
    for command in COMMANDS:
        result = CliRunner().invoke(main, [name if word == "{}" else word for word in command])
        assert result.exit_code in (0, 1, 2), (command, result.output)
        assert isinstance(result.exception, SystemExit | None), command
    assert not listener.reached()
