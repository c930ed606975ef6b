"use strict";
(async () => {
  const byId = id => document.getElementById(id);
  if (!byId("viewer")) return;
  const [run, texts] = await Promise.all([data("run").then(JSON.parse), data("texts").then(all => all.split("\0"))]);
  const events = run.events.map(e => ({
    number: e[0], id: e[1], lane: e[2], kind: e[3], label: texts[e[4]], action: e[5], note: e[6], process: e[7], source: e[8],
    candidates: e[9], instance: e[10], args: e[11], observed: e[12], changes: e[13]}));
  const arrows = run.arrows.map(a => ({from: a[0], to: a[1], fromLane: a[2], toLane: a[3], fate: a[4], label: texts[a[5]]}));
  const text = number => texts[number]; // of what an event is given, observes and changes there are numbers of texts
  const indexOf = new Map(events.map((event, i) => [event.id, i]));
  const hasProcesses = events.some(event => event.process);
  const wrong = events.findIndex(event => event.kind === 3);
  const diagram = new Diagram(run.lanes, events, arrows, window.innerWidth < 700 ? 36 : 76);
  const list = byId("events"), panel = byId("event"), search = byId("search");
  const ROW = Diagram.ROW;
  let isRestShown = false, selected = -1, matches = null, searched = null;

  /* ---- the list: only the rows that are seen are in the page */
  const names = element("div", {class: "lane-names"});
  run.lanes.forEach((name, lane) => {
    const label = element("span", {title: name}, name);
    label.style.left = diagram.x(lane) + "px";
    names.append(label);
  });
  const canvas = element("div", {class: "canvas"});
  const rows = element("div", {class: "rows"});
  canvas.append(rows);
  list.append(names, canvas);
  canvas.style.height = events.length * ROW + "px";
  rows.style.paddingLeft = diagram.width + "px";
  names.style.minWidth = diagram.width + "px";

  function row(i) {
    const event = events[i];
    const link = element("a", {class: "row" + (event.kind === 3 ? " false" : ""), href: "#" + event.id, tabindex: "-1", "data-index": i},
      element("span", {class: "number"}, event.number), hasProcesses ? element("span", {class: "process"}, event.process) : "",
      element("span", {class: "code"}, event.label), event.candidates > 1 ? element("span", {class: "soft"}, ` ${event.candidates} states`) : "");
    if (i === selected) { link.classList.add("selected"); link.setAttribute("aria-current", "true"); }
    if (matches && matches.has(i)) link.classList.add("match");
    return link;
  }
  function show() {
    const first = Math.max(0, Math.floor(list.scrollTop / ROW) - 8);
    const end = Math.min(events.length, first + Math.ceil(list.clientHeight / ROW) + 16);
    rows.replaceChildren(diagram.draw(first, end), ...Array.from({length: end - first}, (_, k) => row(first + k)));
    rows.style.transform = `translateY(${first * ROW}px)`;
  }
  let isAsked = false;
  list.addEventListener("scroll", () => {
    if (!isAsked) { isAsked = true; requestAnimationFrame(() => { isAsked = false; show(); }); }
  });
  window.addEventListener("resize", show);

  /* ---- the state before an event, and after it */
  function state(index, instance) {
    const cells = new Map();
    const apply = change => {
      if (change.length === 2) { cells.set(change[0], text(change[1])); return; }
      const bag = new Map(cells.get(change[0]) instanceof Map ? cells.get(change[0]) : []);
      for (const more of change[1].map(text)) bag.set(more, (bag.get(more) || 0) + 1);
      for (const less of change[2].map(text)) { const n = (bag.get(less) || 0) - 1; if (n > 0) bag.set(less, n); else bag.delete(less); }
      cells.set(change[0], bag);
    };
    (run.beginnings[instance] || []).forEach(apply);
    for (let i = 0; i < index; i++) if (events[i].instance === instance) events[i].changes.forEach(apply);
    return cells;
  }
  function valueText(value) {
    if (!(value instanceof Map)) return value === undefined ? "" : value;
    return value.size === 0 ? "empty" : [...value].map(([each, n]) => (n > 1 ? n + " × " : "") + each).join("\n");
  }
  function details(i) {
    const event = events[i];
    const parts = [element("h3", {}, `${event.number}  ${event.label}`)];
    const facts = event.args.map(([name, value]) => [run.cells[name], text(value)]);
    if (event.process) facts.push(["process", event.process]);
    if (run.instances[event.instance]) facts.push(["instance", run.instances[event.instance]]);
    if (event.kind === 4) facts.push(["not logged", "the spec allows it, and the event after it needs it"]);
    if (event.source) facts.push(["code", event.source]);
    if (event.candidates) facts.push(["candidate states", event.candidates]);
    parts.push(element("table", {class: "facts"}, element("tbody", {}, facts.map(([name, value]) =>
      element("tr", {}, element("th", {scope: "row"}, name), element("td", {class: "code"}, value))))));
    const before = state(i, event.instance), after = state(i + 1, event.instance);
    const textOf = pairs => new Map(pairs.map(([cell, value]) => [cell, text(value)]));
    const observed = textOf(event.observed), allowed = textOf(event.kind === 3 ? run.allowed : []);
    const isKnown = event.changes.length > 0 || event.kind !== 3;
    const changed = new Map(event.changes.map(change => [change[0], change]));
    const cells = [...new Set([...changed.keys(), ...observed.keys(), ...before.keys()])];
    const heads = ["variable", "before"].concat(isKnown ? ["after"] : []).concat(observed.size ? ["observed"] : []).concat(allowed.size ? ["allowed"] : []);
    const body = element("tbody"), rest = element("tbody");
    for (const cell of cells) {
      const change = changed.get(cell);
      const tr = element("tr", {class: change ? "changed" : "same"}, element("th", {scope: "row"}, run.cells[cell]),
        element("td", {class: "code"}, valueText(before.get(cell))));
      if (isKnown) {
        tr.append(element("td", {class: "code"}, !change ? "" : change.length === 2 ? valueText(after.get(cell))
          : [...change[1].map(more => "+ " + text(more)), ...change[2].map(less => "− " + text(less))].join("\n")));
      }
      if (observed.size) tr.append(element("td", {class: "code"}, observed.has(cell) ? observed.get(cell) : ""));
      if (allowed.size) tr.append(element("td", {class: "code"}, allowed.has(cell) ? allowed.get(cell) : ""));
      (change || observed.has(cell) ? body : rest).append(tr);
    }
    if (cells.length) {
      parts.push(element("h4", {}, "State"), element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "state"},
        element("table", {class: "states"}, element("thead", {}, element("tr", {}, heads.map(name => element("th", {}, name)))), body)));
      if (rest.children.length) {
        const others = element("details", {}, element("summary", {}, `${rest.children.length} variables that stay as they are`),
          element("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": "the rest of the state"}, element("table", {class: "states"}, rest)));
        others.open = isRestShown;
        others.addEventListener("toggle", () => { isRestShown = others.open; });
        parts.push(others);
      }
    }
    const beside = element("div", {class: "beside"});
    const places = event.kind === 3 ? run.falseAt : [], conjuncts = [];
    const own = Object.hasOwn(run.actions, event.action) ? [run.actions[event.action]] : [];
    for (const found of own.concat(event.kind === 3 ? run.elsewhere : [])) {
      const isFalse = isAmong(found, places);
      conjuncts.push(...found.lines.filter((line, k) => isFalse(found.first + k)));
      beside.append(excerptOf("h4", "Spec", found, isFalse, () => false));
    }
    if (Object.hasOwn(run.methods, event.source)) {
      const found = run.methods[event.source], marked = guards(found, conjuncts), at = Number(event.source.slice(event.source.lastIndexOf(":") + 1));
      beside.append(excerptOf("h4", "Code", found, line => marked.has(line), line => line === at));
    }
    parts.push(beside);
    return parts;
  }

  function select(i, isLinked) {
    selected = Math.max(0, Math.min(events.length - 1, i));
    const top = selected * ROW, height = list.clientHeight - names.offsetHeight;
    if (top < list.scrollTop || top + ROW > list.scrollTop + height) list.scrollTop = Math.max(0, top - height / 2);
    show();
    panel.replaceChildren(...details(selected));
    panel.scrollTop = 0;
    if (!isLinked) history.replaceState(null, "", "#" + events[selected].id);
  }
  function linked() {
    const id = location.hash.slice(1);
    if (indexOf.has(id)) select(indexOf.get(id), true);
    return indexOf.has(id);
  }
  window.addEventListener("hashchange", linked);

  /* ---- searching */
  function find() {
    const asked = search.value.trim().toLowerCase();
    searched = searched || events.map(e =>
      [e.number, e.process, e.label, e.source, e.note, ...e.args.map(a => text(a[1])), ...e.observed.map(o => text(o[1]))].join(" ").toLowerCase());
    matches = asked ? new Set(searched.flatMap((all, i) => all.includes(asked) ? [i] : [])) : null;
    byId("matches").textContent = matches ? `${matches.size} of ${events.length} events` : "";
    show();
  }
  function goToMatch(direction) {
    if (!matches || matches.size === 0) return;
    for (let k = 1; k <= events.length; k++) {
      const i = (selected + direction * k + events.length * 2) % events.length;
      if (matches.has(i)) { select(i); return; }
    }
  }
  search.addEventListener("input", find);
  search.addEventListener("keydown", event => {
    if (event.key === "Enter") goToMatch(event.shiftKey ? -1 : 1);
    else if (event.key === "Escape") list.focus();
  });
  byId("next-match").addEventListener("click", () => goToMatch(1));
  byId("previous-match").addEventListener("click", () => goToMatch(-1));
  if (byId("to-wrong")) byId("to-wrong").addEventListener("click", () => select(wrong));

  /* ---- keys */
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement) return;
    const page = Math.max(1, Math.floor(list.clientHeight / ROW) - 2);
    const isPanel = panel.contains(event.target) && event.target !== document.body;
    const moves = {j: 1, k: -1, ...(isPanel ? {} : {ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -events.length, End: events.length})};
    if (Object.hasOwn(moves, event.key)) select(selected + moves[event.key]);
    else if (event.key === "/") search.focus();
    else if (event.key === "n") goToMatch(1);
    else if (event.key === "N") goToMatch(-1);
    else if (event.key === "w" && wrong >= 0) select(wrong);
    else return;
    event.preventDefault();
  });

  byId("viewer").hidden = false;
  byId("static").remove();
  if (!linked()) select(wrong >= 0 ? wrong : 0, true);
  document.documentElement.dataset.ready = Math.round(performance.now()); // milliseconds since the page was asked for
})();
