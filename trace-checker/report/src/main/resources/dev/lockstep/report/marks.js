"use strict";
/* Makes the text of an excerpt, in which the lines that are false are marked, and those that are meant. */
function excerptOf(heading, title, found, isFalse, isMeant) {
  const pre = element("pre", {class: "excerpt", tabindex: "0", "aria-label": title + " of " + found.file});
  found.lines.forEach((text, i) => {
    const number = found.first + i, line = String(number).padStart(4) + "  " + text;
    pre.append(isFalse(number) ? element("span", {class: "false"}, line, element("strong", {}, "  ← false"))
      : isMeant(number) ? element("span", {class: "meant"}, line) : seen(line), "\n");
  });
  return element("div", {}, element(heading, {}, title), element("figure", {}, element("figcaption", {class: "soft"}, `${found.file}:${found.first}`), pre));
}
/* Returns whether a line of the spec is false, of an excerpt and places as "F.tla:12". */
function isAmong(found, places) {
  const file = found.file.slice(found.file.lastIndexOf("/") + 1);
  return line => places.includes(file + ":" + line);
}
/* Returns the lines of a method whose conditions have a name of what is false in the spec, as Guards.java does. */
function guards(method, conjuncts) {
  const names = text => (text.match(/[A-Za-z][A-Za-z0-9_]{2,}/g) || []).map(name => name.toLowerCase());
  const wanted = new Set(conjuncts.flatMap(names));
  return new Set(method.lines.map((line, i) => [line, method.first + i])
    .filter(([line]) => /\b(?:require\w*|if|while|assert)\b/.test(line) && !line.trim().startsWith("*") && names(line).some(name => wanted.has(name)))
    .map(([, number]) => number));
}
