"""The JSON Schema that `vitagraph schema` prints."""

from __future__ import annotations

import json

import jsonschema
import pytest
import yaml

import vitagraph
from command_line import ROOT, run


@pytest.fixture(scope="module")
def schema(tmp_path_factory: pytest.TempPathFactory) -> dict:
    """The output of `vitagraph schema`."""
    code, data, talk = run(tmp_path_factory.mktemp("schema"), "schema")
    assert (code, talk) == (0, "")
    return json.loads(data)


def problems(schema: dict, data: object) -> list[str]:
    """The problems that a JSON Schema reports."""
    return [error.message for error in jsonschema.Draft202012Validator(schema).iter_errors(data)]


class Dates(yaml.SafeLoader):
    """YAML in an editor's language server: dates are text."""


Dates.yaml_implicit_resolvers = {
    letter: [pair for pair in pairs if pair[0] != "tag:yaml.org,2002:timestamp"]
    for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_the_schema_is_valid(schema):
    jsonschema.Draft202012Validator.check_schema(schema)


def test_the_schema_in_the_project_is_the_one_printed(folder):
    assert run(folder, "schema")[1] == (ROOT / "ontology" / "record.schema.json").read_text("utf-8")


@pytest.mark.parametrize("file", sorted((ROOT / "data").glob("*/*.yaml")), ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_the_schema_accepts_every_file_of_both_cvs(schema, file):
    assert problems(schema, yaml.load(file.read_text("utf-8"), Loader=Dates)) == []


@pytest.mark.parametrize(
    "data",
    [
        {"publications": []},
        {"talks": [{"title": "Owls", "date": "2020", "titel": "x"}]},
        {"events": [{"date": "2020"}]},
        {"talks": {"title": "Owls", "date": "2020"}},
        {"talks": [{"title": "Owls", "date": "2020", "kind": "rave"}]},
        {"person": {"visibility": {"email": "everyone"}}},
        {"person": ["Ada"]},
        {"journal_articles": [{"title": "Owls", "authors": [{"nmae": "x"}]}]},
        {"aliases": ["x"]},
        [],
    ],
    ids=json.dumps,
)
def test_the_schema_rejects_what_the_reader_rejects(schema, data):
    assert problems(schema, data)
    with pytest.raises(vitagraph.DataError):
        vitagraph.read_text(json.dumps(data))


def test_the_schema_into_a_file(folder, schema):
    assert run(folder, "schema", "-o", "new.json") == (0, "", "")
    assert json.loads((folder / "new.json").read_text("utf-8")) == schema
