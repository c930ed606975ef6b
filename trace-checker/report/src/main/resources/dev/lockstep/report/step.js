"use strict";
(async () => {
  const byId = id => document.getElementById(id);
  const raw = JSON.parse(await data("graph"));
  const graph = {
    actions: raw.actions,
    initial: raw.initial,
    states: raw.states.map(s => {
      const cells = new Map();
      for (let i = 0; i < s[4].length; i += 2) cells.set(raw.cells[s[4][i]], raw.texts[s[4][i + 1]]);
      return {depth: s[0], violated: s[1] < 0 ? "" : raw.texts[s[1]], end: s[2], values: s[3].map(i => raw.texts[i]), cells};
    }),
    steps: raw.steps.map(all => all.map(s => {
      const args = new Map();
      for (let i = 0; i < s[4].length; i += 2) args.set(raw.texts[s[4][i]], raw.texts[s[4][i + 1]]);
      return {action: s[0], label: raw.texts[s[1]], to: s[2], lane: s[3], args, taken: s[5], sent: s[6], violated: s[7] < 0 ? "" : raw.texts[s[7]]};
    })),
    blocked: raw.blocked.map(all => all.map(b => ({action: b[0], why: raw.texts[b[1]], places: raw.texts[b[2]].split(" ")}))),
    valueOf(state, name) {
      const at = raw.variables.indexOf(name);
      return at >= 0 ? this.states[state].values[at] : this.states[state].cells.get(name);
    },
  };
  const messages = raw.messages.map(m => ({text: m[0], from: m[1], to: m[2]}));
  let start = 0, path = [], run = null; // run: {name, start, steps, loop, stays}, which is walked along; loop: the index of the first step that comes again
  const here = () => (path.length ? path[path.length - 1].to : start);
  const count = (n, what) => n + " " + what + (n === 1 ? "" : "s");

  /* ---- what can happen */
  function stepOfRun(i) {
    if (i < run.steps.length) return run.steps[i];
    return run.loop < 0 ? null : run.steps[run.loop + (i - run.loop) % (run.steps.length - run.loop)];
  }
  function isOnRun() { return run !== null && run.start === start && path.every((step, i) => step === stepOfRun(i)); }
  function nextOfRun() { return isOnRun() ? stepOfRun(path.length) : null; }
  /* Returns whether a loop is closed by the i-th step of the run. */
  function closes(i) { return run.loop >= 0 && i + 1 > run.loop && (i + 1 - run.loop) % (run.steps.length - run.loop) === 0; }
  function choices() {
    const box = byId("choices"), at = here(), suggested = nextOfRun();
    box.replaceChildren();
    if (at < graph.initial && path.length === 0 && graph.initial > 1) {
      const begin = element("div", {class: "choice"}, element("label", {for: "begin"}, `Begin in one of ${graph.initial} states: `));
      const select = element("select", {id: "begin"}, Array.from({length: graph.initial}, (_, i) => element("option", {value: i}, "state " + (i + 1))));
      select.value = String(start);
      select.addEventListener("change", () => { start = Number(select.value); path = []; show(); });
      begin.append(select);
      box.append(begin);
    }
    let key = 0;
    graph.actions.forEach((name, action) => {
      const possible = graph.steps[at].filter(step => step.action === action);
      if (possible.length === 0) return;
      const div = element("div", {class: "choice"});
      for (const step of possible) {
        key++;
        const violated = step.violated || graph.states[step.to].violated;
        const button = element("button", {type: "button", class: "take" + (step === suggested ? " suggested" : "") + (violated ? " violates" : "") + (step.to === at ? " changes-nothing" : "")},
          key <= 9 ? key + "  " : "", step.label, step.to === at ? "  (changes nothing)" : "", violated ? "  → violates " + violated : "",
          step === suggested && closes(path.length) ? "  ↺ back to the state after " + count(run.loop, "step") : "");
        button.addEventListener("click", () => take(step));
        button.addEventListener("focus", () => texts(action, []));
        button.addEventListener("pointerenter", () => texts(action, []));
        div.append(button);
      }
      box.append(div);
    });
    for (const why of graph.blocked[at]) { // below what is possible, which is looked for first
      const name = graph.actions[why.action], first = why.why.split("\n")[0];
      const details = element("details", {}, element("summary", {}, element("code", {}, name), " is not possible: " + first), element("pre", {tabindex: "0", "aria-label": "why " + name + " is not possible"}, why.why));
      details.addEventListener("toggle", () => { if (details.open) texts(why.action, why.places); });
      box.append(element("div", {class: "choice"}, element("button", {type: "button", disabled: "", class: "not"}, name), details));
    }
    if (graph.steps[at].length === 0 && graph.states[at].end === 0) box.prepend(element("p", {class: "warn"}, "Nothing can happen here: the behaviour ends."));
  }
  function take(step) {
    path.push(step);
    show(true);
    texts(step.action, []);
  }

  /* ---- where the reader is */
  function withoutEnd() {
    if (!isOnRun()) return "";
    if (run.stays && path.length === run.steps.length) return `${raw.violated} is violated: the counterexample stays in this state for ever.`;
    return path.length > 0 && closes(path.length - 1) ? `${raw.violated} is violated: the counterexample is again in the state after ${count(run.loop, "step")}, and goes on so for ever.` : "";
  }
  function where() {
    const state = graph.states[here()], line = byId("where"), last = path.length ? path[path.length - 1].violated : "", endless = withoutEnd();
    line.className = state.violated || last || endless ? "bad" : "soft";
    line.textContent = seen(
      state.violated ? `${state.violated} is violated, after ${count(path.length, "step")}.`
      : last ? `${last} is violated by the last step, step ${path.length}.`
      : endless ? endless
      : `State ${here() + 1} of ${graph.states.length}, after ${count(path.length, "step")}; a shortest way here takes ${state.depth}.`
        + (state.end === 1 ? " The search ended before the steps from here: something is violated nearer to the beginning." : state.end === 2 ? " It is beyond the bounds of the model." : ""));
    const cells = state.cells, before = path.length ? graph.states[path.length > 1 ? path[path.length - 2].to : start].cells : null;
    const body = element("tbody");
    for (const [name, value] of cells) {
      const isChanged = before !== null && before.get(name) !== value;
      body.append(element("tr", {class: isChanged ? "changed" : "same"}, element("th", {scope: "row"}, name),
        ...(before === null ? [] : [element("td", {class: "code"}, isChanged ? before.get(name) || "" : "")]), element("td", {class: "code"}, value)));
    }
    byId("state").replaceChildren(element("table", {class: "states"}, element("thead", {}, element("tr", {},
      (before === null ? ["variable", "value"] : ["variable", "before", "now"]).map(name => element("th", {scope: "col"}, name)))), body));
  }

  /* ---- the run so far, as a space-time diagram */
  function arrows() {
    const found = [], open = new Map(), ever = new Map();
    path.forEach((step, i) => {
      for (const message of step.taken) {
        const waiting = open.get(message) || [];
        const sent = waiting.length ? waiting.shift() : ever.get(message);
        if (!sent) continue;
        const isReceipt = step.lane >= 0 && (sent.to < 0 ? step.lane !== sent.from : step.lane === sent.to);
        found.push({from: sent.at, to: i, fromLane: sent.from, toLane: isReceipt ? step.lane : sent.to, fate: isReceipt ? 0 : 1, label: messages[message].text});
      }
      for (const message of step.sent) {
        const from = messages[message].from >= 0 ? messages[message].from : step.lane;
        const sent = {at: i, from, to: messages[message].to};
        if (!open.has(message)) open.set(message, []);
        open.get(message).push(sent);
        ever.set(message, sent);
      }
    });
    for (const [message, waiting] of open) {
      for (const sent of waiting) if (sent.to >= 0) found.push({from: sent.at, to: sent.at, fromLane: sent.from, toLane: sent.to, fate: 2, label: messages[message].text});
    }
    return found;
  }
  function kind(step) {
    if (step.violated || graph.states[step.to].violated) return 3;
    const name = graph.actions[step.action];
    return /crash/i.test(name) ? 1 : /restart|recover/i.test(name) ? 2 : 0;
  }
  function diagram() {
    const events = path.map(step => ({lane: step.lane, kind: kind(step), note: ""}));
    const hasLanes = events.some(event => event.lane >= 0);
    const drawing = new Diagram(hasLanes ? raw.lanes : [], events, hasLanes ? arrows() : [], window.innerWidth < 700 ? 40 : 76);
    const names = element("div", {class: "lane-names"});
    (hasLanes ? raw.lanes : []).forEach((name, lane) => {
      const label = element("span", {title: name}, name);
      label.style.left = drawing.x(lane) + "px";
      names.append(label);
    });
    names.style.minWidth = drawing.width + "px";
    const rows = element("div", {class: "run-rows"}, path.length ? drawing.draw(0, path.length) : "");
    rows.style.paddingLeft = drawing.width + "px";
    const isOn = isOnRun();
    path.forEach((step, i) => {
      const row = element("button", {type: "button", class: "row button", "aria-label": `back to after step ${i + 1}: ${step.label}`}, (i + 1) + "  " + step.label + (isOn && closes(i) ? "  ↺" : ""));
      row.addEventListener("click", () => { path = path.slice(0, i + 1); show(); });
      rows.append(row);
    });
    byId("path").replaceChildren(...(path.length ? [names, rows] : [element("p", {class: "soft"}, "Nothing has happened yet.")]));
    byId("path").scrollTop = byId("path").scrollHeight;
  }

  /* ---- spec and code */
  function texts(action, places) {
    byId("texts-title").textContent = seen("Spec and code of " + graph.actions[action]);
    const spec = raw.spec[action], code = raw.code[action];
    const conjuncts = spec.flatMap(found => found.lines.filter((text, i) => isAmong(found, places)(found.first + i)));
    byId("texts").replaceChildren(
      ...spec.map(found => excerptOf("h3", "The spec", found, isAmong(found, places), () => false)),
      ...code.map(found => { const marked = guards(found, conjuncts); return excerptOf("h3", "The code", found, line => marked.has(line), () => false); }));
  }

  /* ---- runs that are walked along */
  function follow(name, found, says) {
    run = {name, start: found.start, steps: found.steps, loop: -1, stays: false, ...found};
    start = run.start;
    path = [];
    byId("next").hidden = false;
    byId("loaded").className = "soft";
    loadedText = says;
    show();
  }
  let loadedText = "";
  function loaded() {
    if (!run) return;
    const n = run.steps.length, at = path.length <= n || run.loop < 0 ? Math.min(path.length, n) : run.loop + 1 + (path.length - 1 - run.loop) % (n - run.loop);
    const then = run.stays ? ", then nothing for ever" : run.loop < 0 ? "" : run.loop + 1 === n ? `, then step ${n} for ever` : `, then steps ${run.loop + 1} to ${n} again and again`;
    byId("loaded").textContent = seen(loadedText + ` Step ${at} of ${n}${then}.` + (isOnRun() ? "" : " You have left it: go back, or start again."));
    byId("next").disabled = nextOfRun() === null;
  }
  function complain(text) {
    run = null;
    byId("next").hidden = true;
    byId("loaded").className = "bad";
    byId("loaded").textContent = seen(text);
    show();
  }
  byId("file").addEventListener("change", async () => {
    const file = byId("file").files[0];
    if (!file) return;
    let found;
    try {
      found = Runs.find(graph, Runs.parse(await file.text()));
    } catch (e) {
      complain(`${file.name} cannot be read: ${e.message}`);
      return;
    }
    if (found.failed === 0) complain(`${file.name} does not begin in a state of this model.`);
    else if (found.failed > 0) follow(file.name, found.path, `${file.name}: its step ${found.failed} is no step of this model; the steps before it are loaded.`);
    else follow(file.name, found.path, file.name + " is loaded.");
  });
  byId("file").addEventListener("click", () => { byId("file").value = ""; });
  function counterexample() {
    const states = raw.counterexample, steps = [], stays = raw.loop >= 0 && raw.loop === states.length - 1, loop = stays ? -1 : raw.loop;
    const all = loop < 0 ? states : [...states, states[loop]];
    for (let i = 1; i < all.length; i++) steps.push(graph.steps[all[i - 1]].find(step => step.to === all[i]));
    follow("counterexample", {start: states[0], steps, loop, stays}, "The counterexample is loaded.");
  }
  if (raw.counterexample.length > 0) {
    byId("counterexample").hidden = false;
    byId("counterexample").addEventListener("click", counterexample);
  }

  /* ---- tools and keys */
  function next() { const step = nextOfRun(); if (step) take(step); }
  function back() { if (path.length) { path.pop(); show(); } }
  function restart() { path = []; if (run) start = run.start; show(); }
  byId("restart").addEventListener("click", restart);
  byId("back").addEventListener("click", back);
  byId("next").addEventListener("click", next);
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return;
    if (/^[1-9]$/.test(event.key)) {
      const button = document.querySelectorAll("#choices button.take")[Number(event.key) - 1];
      if (button) button.click();
    } else if (event.key === "u") back();
    else if (event.key === "r") restart();
    else if (event.key === "n") next();
    else return;
    event.preventDefault();
  });
  function show() {
    byId("back").disabled = path.length === 0;
    byId("restart").disabled = path.length === 0;
    where();
    choices();
    diagram();
    loaded();
  }
  byId("walk").hidden = false;
  byId("static").remove();
  show();
  const first = graph.steps[here()][0];
  texts(first ? first.action : 0, []);
  document.documentElement.dataset.ready = Math.round(performance.now());
})();
