// Leaves out the rules of a minified style sheet whose classes and data attributes no page of ours can have.

/** Every word of our sources: a name that is not among them is on no page. */
export const wordsIn = (text) => new Set(text.match(/[\w-]+/g));

/** Return the style sheet without the selectors that need a name outside `used`. */
export function keepUsed(css, used) {
  let kept = "";
  for (const { head, body } of rulesOf(css)) {
    if (body === null) {
      if (!head.startsWith("@charset")) kept += `${head};`;
    } else if (/^@(media|supports|layer|container)/.test(head)) {
      const inner = keepUsed(body, used);
      if (inner) kept += `${head}{${inner}}`;
    } else if (head.startsWith("@")) {
      if (!/^@(-webkit-)?keyframes/.test(head) || used.has(head.split(" ")[1])) kept += `${head}{${body}}`;
    } else {
      const selectors = splitSelectors(head).filter((one) => neededBy(one).every((name) => used.has(name)));
      if (selectors.length > 0) kept += `${selectors.join(",")}{${body}}`;
    }
  }
  return kept;
}

/** Yield rules as head and body; a statement without a block has `null` for a body. */
function* rulesOf(css) {
  const text = css.replaceAll(/\/\*[\s\S]*?\*\//g, "");
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === ";") {
      yield { head: text.slice(start, at).trim(), body: null };
      start = at + 1;
    } else if (text[at] === "{") {
      const end = closing(text, at);
      yield { head: text.slice(start, at).trim(), body: text.slice(at + 1, end) };
      start = end + 1;
      at = end;
    }
  }
}

/** Return where the block that opens at `at` closes, minding strings (data addresses hold braces). */
function closing(text, at) {
  let depth = 0;
  let quote = "";
  for (let here = at; here < text.length; here++) {
    const sign = text[here];
    if (quote) {
      if (sign === "\\") here++;
      else if (sign === quote) quote = "";
    } else if (sign === '"' || sign === "'") quote = sign;
    else if (sign === "{") depth++;
    else if (sign === "}" && --depth === 0) return here;
  }
  return text.length;
}

/** Split at the commas that stand outside brackets. */
function splitSelectors(head) {
  const parts = [""];
  let depth = 0;
  for (const sign of head) {
    if (sign === "(" || sign === "[") depth++;
    if (sign === ")" || sign === "]") depth--;
    if (sign === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  return parts;
}

/** Classes and data attributes that a selector cannot do without: what stands in `:not()`, `:is()` and the like it can. */
function neededBy(selector) {
  let outside = "";
  let depth = 0;
  for (const sign of selector) {
    if (sign === ")") depth--;
    if (depth === 0) outside += sign;
    if (sign === "(") depth++;
  }
  return [...outside.matchAll(/\.(-?[a-zA-Z_][\w-]*)|\[(data-[\w-]+)/g)].map(([, name, data]) => name ?? data);
}
