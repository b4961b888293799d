// The issues that Adobe's validator (Google's rules, schema.org's terms) reports for pages.
// Standard input, as JSON: {vocabulary: {classes, properties}, pages: {path: html}};
// standard output: {path: {found: [types], issues: [issue]}}.
import Validator from "@adobe/structured-data-validator";
import WebAutoExtractor from "@marbec/web-auto-extractor";
import { text } from "node:stream/consumers";

const { vocabulary, pages } = JSON.parse(await text(process.stdin));
const term = (name) => ({ "@id": `schema:${name}` });
const schema = { "@graph": [
  ...Object.entries(vocabulary.classes).map(([name, parents]) => (
    { ...term(name), "@type": "rdfs:Class", "rdfs:subClassOf": parents.map(term) })),
  ...Object.entries(vocabulary.properties).map(([name, classes]) => (
    { ...term(name), "@type": "rdf:Property", "schema:domainIncludes": classes.map(term) })),
] };

const answer = {};
for (const [path, html] of Object.entries(pages)) {
  const data = new WebAutoExtractor({ addLocation: true, embedSource: ["rdfa", "microdata"] }).parse(html);
  const issues = await new Validator(schema).validate(data);
  answer[path] = { found: Object.keys(data.jsonld), errors: data.errors ?? [], issues };
}
process.stdout.write(JSON.stringify(answer));
