"use strict";
/* Returns the lines of a method whose conditions have a name of what is false in the spec, as Guards.java does. */
function guards(method, conjuncts) {
  const names = text => (text.match(/[A-Za-z][A-Za-z0-9_]{2,}/g) || []).map(name => name.toLowerCase());
  const wanted = new Set(conjuncts.flatMap(names));
  return new Set(method.lines.map((line, i) => [line, method.first + i])
    .filter(([line]) => /\b(?:require\w*|if|while|assert)\b/.test(line) && !line.trim().startsWith("*") && names(line).some(name => wanted.has(name)))
    .map(([, number]) => number));
}
