"use strict";
/* Reads runs that are loaded, and looks for them among the states of a graph. */
const Runs = (() => {
  const compare = (a, b) => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
  const quoted = text => '"' + text.replace(/[\\"]/g, "\\$&").replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t").replace(/\f/g, "\\f") + '"';
  const isName = text => /^[A-Za-z][A-Za-z0-9_]*$/.test(text);
  const plain = (a, b) => (a < b ? -1 : a > b ? 1 : 0);

  /* Returns a function's text; a record has the field `type` first. */
  function functionText(pairs) {
    if (pairs.length === 0) return "<<>>";
    if (pairs.every(([key]) => typeof key === "string" && isName(key))) {
      const fields = [...pairs].sort(([a], [b]) => (b === "type") - (a === "type") || plain(a, b));
      return "[" + fields.map(([key, value]) => key + " |-> " + text(value)).join(", ") + "]";
    }
    const texts = pairs.map(([key, value]) => [text(key), text(value)]).sort(([a], [b]) => compare(a, b));
    return "(" + texts.map(([key, value]) => key + " :> " + value).join(" @@ ") + ")";
  }
  /* Returns the text that the page has of a value in the format ITF. */
  function text(value) {
    if (typeof value === "string") return quoted(value);
    if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
    if (typeof value === "number") return String(value);
    if (Array.isArray(value)) return "<<" + value.map(text).join(", ") + ">>";
    if (value === null || typeof value !== "object") throw new Error("no value: " + value);
    if (Object.hasOwn(value, "#bigint")) return String(value["#bigint"]);
    if (Object.hasOwn(value, "#tup")) return "<<" + value["#tup"].map(text).join(", ") + ">>";
    if (Object.hasOwn(value, "#set")) return "{" + value["#set"].map(text).sort(compare).join(", ") + "}";
    if (Object.hasOwn(value, "#map")) return functionText(value["#map"]);
    return functionText(Object.entries(value));
  }
  /* Returns what a file says of each step: an action, arguments, values of variables, each as far as it is told. */
  function parse(content) {
    const lines = content.split("\n").filter(line => line.trim() !== "");
    let whole = null;
    try { whole = JSON.parse(content); } catch (e) { whole = null; }
    if (whole && Array.isArray(whole.states)) {
      return {initial: valuesOf(whole.states[0]), steps: whole.states.slice(1).map(state => ({action: "", args: {}, values: valuesOf(state)}))};
    }
    const header = JSON.parse(lines[0]);
    if (!Object.hasOwn(header, "lockstep")) throw new Error("it is no trace of Lockstep or ITF");
    const local = new Set(header.local || []);
    const steps = lines.slice(1).map(line => {
      const event = JSON.parse(line);
      const values = new Map();
      for (const [name, value] of Object.entries(event.state || {})) {
        if (local.has(name)) values.set(name + "[" + text(event.process) + "]", text(value)); else values.set(name, text(value));
      }
      const args = Object.fromEntries(Object.entries(event.args || {}).map(([name, value]) => [name, text(value)]));
      return {action: event.action || "", args, values};
    });
    return {initial: new Map(Object.entries(header.initially || {}).map(([name, value]) => [name, text(value)])), steps};
  }
  function valuesOf(state) {
    return new Map(Object.entries(state).filter(([name]) => !name.startsWith("#")).map(([name, value]) => [name, text(value)]));
  }
  /* Returns the steps of a graph that are the run, or how far they go. */
  function find(graph, run) {
    const isAt = (state, values) => [...values].every(([name, value]) => {
      const known = graph.valueOf(state, name);
      return known === undefined || known === value;
    });
    let level = new Map();
    for (let i = 0; i < graph.initial; i++) if (isAt(i, run.initial)) level.set(i, null);
    if (level.size === 0) return {path: [], failed: 0};
    const levels = [level];
    for (const [at, wanted] of run.steps.entries()) {
      const next = new Map();
      for (const from of level.keys()) {
        if (wanted.action === "" && isAt(from, wanted.values) && !next.has(from)) next.set(from, {from, step: null}); // the step changes nothing
        for (const step of graph.steps[from]) {
          const isIt = (wanted.action === "" || graph.actions[step.action] === wanted.action)
            && Object.entries(wanted.args).every(([name, value]) => !step.args.has(name) || step.args.get(name) === value)
            && isAt(step.to, wanted.values);
          if (isIt && (!next.has(step.to) || next.get(step.to).step === null)) next.set(step.to, {from, step});
        }
      }
      if (next.size === 0) return {path: back(levels), failed: at + 1};
      levels.push(next);
      level = next;
    }
    return {path: back(levels), failed: -1};
  }
  function back(levels) {
    const path = [];
    let at = [...levels[levels.length - 1].keys()][0];
    for (let i = levels.length - 1; i > 0; i--) {
      const come = levels[i].get(at);
      if (come.step) path.unshift(come.step);
      at = come.from;
    }
    return {start: at, steps: path};
  }
  return {parse, find, text};
})();
