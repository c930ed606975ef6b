"use strict";
(() => {
  const byId = id => document.getElementById(id);
  let last = null, built = "", trouble = "";
  async function ask(order) {
    try {
      const answer = await fetch("order", {method: "POST", headers: {"Content-Type": "application/json"}, body: JSON.stringify(order)});
      trouble = answer.ok ? "" : "The run refuses it: " + (await answer.text());
    } catch (e) {
      trouble = "The run does not answer.";
    }
    if (last) show(last);
  }
  const button = (id, text, order) => {
    const made = element("button", {type: "button", id}, text);
    made.addEventListener("click", () => ask(order()));
    return made;
  };
  const checked = () => [...document.querySelectorAll("#nodes input:checked")].map(box => box.value);

  /* ---- what can be asked: made once, when the nodes are known */
  function build(view) {
    const key = JSON.stringify([view.nodes, view.kinds]);
    if (key === built) return;
    built = key;
    const can = new Set(view.kinds), tools = [], network = [], rows = [];
    if (can.has("PAUSE")) {
      tools.push(button("pause", "Pause", () => (last.paused ? {kind: "GO_ON"} : {kind: "PAUSE"})));
    }
    if (can.has("PACE")) {
      const select = element("select", {id: "rate"}, [[2, "2 events a second"], [20, "20 events a second"], [100, "100 events a second"], [0, "as fast as it can"]]
        .map(([rate, text]) => element("option", {value: rate}, text)));
      select.value = String(view.rate);
      select.addEventListener("change", () => ask({kind: "PACE", rate: Number(select.value)}));
      tools.push(element("label", {}, "Speed ", select));
    }
    if (can.has("STOP")) tools.push(button("stop", "Wind down", () => ({kind: "STOP"})));
    const choosing = can.has("PARTITION") || can.has("MEMBERS");
    for (const name of view.nodes) {
      const cells = [element("th", {scope: "row"}, name), element("td", {class: "state", "data-node": name})];
      if (choosing) cells.unshift(element("td", {}, element("input", {type: "checkbox", value: name, "aria-label": "choose " + name})));
      if (can.has("KILL")) {
        cells.push(element("td", {}, button("kill-" + name, "Kill " + name, () => ({kind: "KILL", nodes: [name]})), " ",
          button("restart-" + name, "Restart " + name, () => ({kind: "RESTART", nodes: [name]}))));
      }
      rows.push(element("tr", {}, cells));
    }
    if (can.has("PARTITION")) {
      network.push(button("cut", "Cut the network between the chosen and the others", () => ({kind: "PARTITION", nodes: checked()})),
        button("heal", "Heal the network", () => ({kind: "HEAL"})));
    }
    if (can.has("MEMBERS")) network.push(button("members", "Make the chosen the members", () => ({kind: "MEMBERS", nodes: checked()})));
    byId("run-tools").replaceChildren(...tools);
    byId("nodes").replaceChildren(element("tbody", {}, rows));
    byId("network-tools").replaceChildren(...network);
  }
  function set(id, isDisabled) { if (byId(id)) byId(id).disabled = isDisabled; }
  function show(view) {
    last = view;
    build(view);
    const verdict = byId("verdict");
    if (verdict.textContent !== seen(view.verdict)) verdict.textContent = seen(view.verdict);
    verdict.className = view.tone;
    byId("progress").textContent = seen(`${view.events} events` + (view.over ? ", the run is over" : view.paused ? ", paused" : view.apart.length ? ", the network is cut" : ""));
    const why = trouble ? [trouble] : view.why;
    byId("why").hidden = why.length === 0;
    if (byId("why").textContent !== seen(why.join("\n"))) byId("why").textContent = seen(why.join("\n"));
    for (const cell of document.querySelectorAll("#nodes .state")) {
      const name = cell.dataset.node, isDown = view.down.includes(name), isApart = view.apart.includes(name);
      cell.textContent = isDown ? "down" : isApart ? "up, cut off" : "up";
      cell.className = "state " + (isDown ? "down" : isApart ? "apart" : "up");
      set("kill-" + name, isDown || view.over);
      set("restart-" + name, !isDown || view.over);
    }
    if (byId("pause")) byId("pause").textContent = view.paused ? "Go on" : "Pause";
    for (const id of ["pause", "stop", "rate", "cut", "members"]) set(id, view.over);
    set("heal", view.over || view.apart.length === 0);
    if (view.rows) diagram(view);
    byId("live").hidden = false;
    if (byId("static")) byId("static").remove();
    document.documentElement.dataset.ready = Math.round(performance.now());
  }
  function diagram(view) {
    const events = view.rows.map(r => ({lane: r[1], kind: r[2], label: r[3], note: r[4], number: r[0]}));
    const arrows = view.arrows.map(a => ({from: a[0], to: a[1], fromLane: a[2], toLane: a[3], fate: a[4], label: a[5]}));
    const drawing = new Diagram(view.lanes, events, arrows, window.innerWidth < 700 ? 40 : 76);
    const names = element("div", {class: "lane-names"});
    view.lanes.forEach((name, lane) => {
      const label = element("span", {title: name}, name);
      label.style.left = drawing.x(lane) + "px";
      names.append(label);
    });
    names.style.minWidth = drawing.width + "px";
    const rows = element("div", {class: "run-rows"}, events.length ? drawing.draw(0, events.length) : "");
    rows.style.paddingLeft = drawing.width + "px";
    for (const event of events) rows.append(element("div", {class: "row" + (event.kind === 3 ? " false" : "")}, event.number + "  " + event.label));
    byId("path").replaceChildren(names, rows);
  }

  const events = new EventSource("events");
  events.addEventListener("message", message => show(JSON.parse(message.data)));
  events.addEventListener("error", () => {
    if (last && last.over) { events.close(); return; }
    if (last) byId("progress").textContent = "The connection to the run is lost.";
  });
})();
