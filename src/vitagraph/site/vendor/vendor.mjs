// Writes what the query page takes from npm into a folder: `node vendor.mjs FOLDER`, run by `make vendor` beside node_modules.
import { copyFileSync, existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";

const folder = process.argv[2];
const modules = "node_modules";

const built = buildSync({
  entryPoints: ["entry.js"], bundle: true, format: "esm", minify: true, target: "es2022", legalComments: "none", metafile: true,
  outfile: join(folder, "codemirror.js"),
});
copyFileSync(join(modules, "oxigraph/web.js"), join(folder, "oxigraph.js"));
copyFileSync(join(modules, "oxigraph/web_bg.wasm"), join(folder, "oxigraph.wasm"));

// The licence of every package that ends up in one of the files; oxigraph's package has no licence file, ours is that of its repository.
const bundled = Object.keys(built.metafile.inputs).flatMap((path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1] ?? []);
const texts = [...new Set([...bundled, "oxigraph"])].sort().map((name) => {
  const home = join(modules, name);
  const { version, license } = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const file = readdirSync(home).find((one) => /^licen[cs]e/i.test(one));
  const own = `${name}.license.txt`;
  if (!file && !existsSync(own)) throw new Error(`${name} has no licence file; add ${own}`);
  return `${name} ${version} (${license})\n\n${readFileSync(file ? join(home, file) : own, "utf8").trim()}\n`;
});
writeFileSync(join(folder, "licenses.txt"), texts.join(`\n${"-".repeat(80)}\n\n`));
