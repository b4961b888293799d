// The N-Quads of JSON-LD documents, parsed by jsonld.js with a local copy of schema.org's context.
// Standard input, as JSON: {context, documents: {path: [document]}}; standard output: {path: N-Quads}.
import jsonld from "jsonld";
import { text } from "node:stream/consumers";

const { context, documents } = JSON.parse(await text(process.stdin));
const documentLoader = async (address) => {
  if (!/^https?:\/\/schema\.org\/?$/.test(address)) throw new Error(`nothing is fetched: ${address}`);
  return { document: context, documentUrl: address };
};

const answer = {};
for (const [path, given] of Object.entries(documents)) {
  const quads = await Promise.all(given.map((one) => jsonld.toRDF(one, { documentLoader, format: "application/n-quads", safe: true })));
  answer[path] = quads.join("");
}
process.stdout.write(JSON.stringify(answer));
