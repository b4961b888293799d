#!/bin/sh
# Builds the wheel, installs it in an empty environment, and tests export, site and init outside of the checkout.
set -eu
python=$1
checkout=$(pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$python" -m build --quiet --outdir "$work/dist" "$checkout" >"$work/log" 2>&1 || { cat "$work/log" >&2; exit 1; }
"$python" -m venv "$work/venv"
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check "$work"/dist/*.whl
cp -r "$checkout/data/example" "$work/example"
cd "$work"
for suffix in ttl jsonld nt nq trig rdf; do
    venv/bin/vitagraph export example --quiet --output "cv.$suffix"
    "$checkout/$python" -m vitagraph export "$checkout/data/example" --quiet --output "checkout.$suffix"
    cmp "cv.$suffix" "checkout.$suffix"
done
venv/bin/vitagraph schema --output schema.json
cmp schema.json "$checkout/ontology/record.schema.json"
venv/bin/vitagraph site example --quiet --output site
"$checkout/$python" -m vitagraph site "$checkout/data/example" --quiet --output site-of-checkout
diff -r site site-of-checkout
cmp site/assets/oxigraph.*.wasm "$checkout/src/vitagraph/site/vendor/oxigraph.wasm"
venv/bin/vitagraph init begun 2>/dev/null
venv/bin/vitagraph validate begun --strict --quiet
"$work/venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-compile --target again begun/.github/vitagraph/*.whl
diff -r --exclude=__pycache__ again/vitagraph venv/lib/python*/site-packages/vitagraph
"$checkout/$python" -m mypy --strict --no-error-summary --config-file= --cache-dir="$work/mypy" --python-executable "$work/venv/bin/python" "$checkout/tests/typed_consumer.py"
test "$(venv/bin/python "$checkout/tests/typed_consumer.py" example)" = "True True True"
echo "wheel: $(ls dist/*.whl | xargs -n 1 basename) exports the example CV and builds its site as the checkout does, begins a new one, and is typed"
