// The completions of the editor: keywords, functions, variables of the query, terms of the graph.

const KEYWORDS = `ASK BASE BIND CONSTRUCT DESCRIBE DISTINCT FILTER FROM GRAPH GROUP BY HAVING LIMIT MINUS NOT EXISTS OFFSET OPTIONAL
  ORDER BY ASC DESC PREFIX REDUCED SELECT UNDEF UNION VALUES WHERE`.match(/(GROUP|ORDER) BY|NOT EXISTS|\w+/g);
const FUNCTIONS = `ABS AVG BOUND CEIL COALESCE CONCAT CONTAINS COUNT DATATYPE DAY FLOOR GROUP_CONCAT IF IRI ISIRI ISLITERAL LANG LANGMATCHES
  LCASE MAX MIN MONTH REGEX REPLACE ROUND SAMPLE STR STRAFTER STRBEFORE STRENDS STRLEN STRSTARTS SUBSTR SUM UCASE YEAR`.split(/\s+/);

const option = (type, apply = (label) => label) => (label) => ({ label, type, apply: apply(label) });

// Prefixed names for the terms; the completion adds a missing PREFIX line.
function names(terms, prefixes) {
  return terms.flatMap((iri) => {
    const [prefix, base] = Object.entries(prefixes).find(([, one]) => iri.startsWith(one) && /^[\w-]+$/.test(iri.slice(one.length))) ?? [];
    return prefix ? [{ label: `${prefix}:${iri.slice(base.length)}`, type: "property", apply: declaring(prefix, base) }] : [];
  });
}
const declaring = (prefix, base) => (view, { label }, from, to) => {
  const changes = [{ from, to, insert: label }];
  const declared = new RegExp(`PREFIX\\s+${prefix}:`, "i").test(view.state.doc.toString());
  if (!declared) changes.unshift({ from: 0, insert: `PREFIX ${prefix}: <${base}>\n` });
  const before = declared ? 0 : changes[0].insert.length;
  view.dispatch({ changes, selection: { anchor: before + from + label.length }, userEvent: "input.complete" });
};

export function completion(terms, prefixes) {
  const functions = FUNCTIONS.map(option("function", (label) => `${label}(`));
  const fixed = [...names(terms, prefixes), ...KEYWORDS.map(option("keyword")), ...functions];
  return (context) => {
    const variable = context.matchBefore(/[?$]\w*/);
    if (variable) {
      const used = new Set(context.state.doc.toString().match(/\?\w+/g));
      used.delete(variable.text);
      return { from: variable.from, options: [...used].sort().map(option("variable")), validFor: /^\?\w*$/ };
    }
    const word = context.matchBefore(/[\w-]+:?[\w-]*/);
    if (!word && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: fixed, validFor: /^[\w-]*(?::[\w-]*)?$/ };
  };
}
