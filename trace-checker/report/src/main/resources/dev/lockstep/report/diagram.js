"use strict";
/* Draws a window of a space-time diagram: lanes, points and messages, one row for each event. */
class Diagram {
  static ROW = 24;
  static LONG = 12800;
  static PART = 64;
  static LOST = 2; // rows after which a lost message ends: when exactly it was lost says nothing

  /* events: {lane, kind, note}; arrows: {from, to, fromLane, toLane, fate, label} */
  constructor(lanes, events, arrows, laneWidth) {
    this.lanes = lanes;
    this.events = events;
    this.laneWidth = laneWidth;
    this.parts = new Map();
    this.changes = lanes.map(() => []);
    events.forEach((event, i) => {
      const all = this.changes[event.lane];
      if (!all) return;
      const isDown = all.length % 2 === 1;
      if ((event.kind === 1 && !isDown) || (event.kind === 2 && isDown)) all.push(i);
    });
    for (const arrow of arrows) {
      if (arrow.fromLane < 0) continue;
      const end = arrow.fate === 2 ? arrow.from : arrow.fate === 1 ? Math.min(arrow.to, arrow.from + Diagram.LOST) : arrow.to;
      const [first, last] = arrow.from < end ? [arrow.from, end] : [end, arrow.from];
      const isLong = last - first > Diagram.LONG;
      for (let part = first >> 6; part <= last >> 6; part++) {
        if (isLong && part !== first >> 6 && part !== last >> 6) continue;
        if (!this.parts.has(part)) this.parts.set(part, []);
        this.parts.get(part).push(arrow);
      }
    }
  }

  get width() { return this.lanes.length * this.laneWidth + 8; }
  x(lane) { return lane * this.laneWidth + this.laneWidth / 2; }

  /* Returns the drawing of the rows from first to before end. */
  draw(first, end) {
    const row = Diagram.ROW, height = (end - first) * row;
    const svg = drawn("svg", {class: "space-time", width: this.width, height, viewBox: `0 0 ${this.width} ${height}`, "aria-hidden": "true"});
    const y = i => (i - first) * row + row / 2;
    this.lanes.forEach((name, lane) => {
      let from = 0, isDown = false;
      const line = to => svg.append(drawn("line", {class: isDown ? "lane down" : "lane", x1: this.x(lane), y1: from, x2: this.x(lane), y2: to}));
      for (const i of this.changes[lane]) {
        if (i >= end) break;
        if (i >= first) { line(y(i)); from = y(i); }
        isDown = !isDown;
      }
      line(height);
    });
    const seenArrows = new Set();
    for (let part = first >> 6; part <= (end - 1) >> 6; part++) {
      for (const arrow of this.parts.get(part) || []) seenArrows.add(arrow);
    }
    for (const arrow of seenArrows) svg.append(this.arrow(arrow, y));
    for (let i = first; i < end; i++) {
      const event = this.events[i];
      if (event.lane >= 0) svg.append(...this.point(event, this.x(event.lane), y(i)));
    }
    return svg;
  }

  point(event, x, y) {
    const shape =
      event.kind === 1 ? drawn("path", {class: "crash", d: `M${x - 5} ${y - 5}l10 10m0 -10l-10 10`})
      : drawn("circle", {class: ["point", "", "restart", "wrong", "unlogged"][event.kind], cx: x, cy: y, r: [4, 0, 6, 7, 3][event.kind]});
    const isLast = event.lane > 0 && event.lane === this.lanes.length - 1; // nothing is seen to the right of it
    return event.note ? [shape, drawn("text", {class: "note", x: isLast ? x - 8 : x + 8, y: y - 4, "text-anchor": isLast ? "end" : "start"}, event.note.slice(0, 16), drawn("title", {}, event.note))] : [shape];
  }

  arrow(arrow, y) {
    const to = arrow.toLane < 0 ? arrow.fromLane : arrow.toLane;
    const direction = Math.sign(to - arrow.fromLane);
    const x1 = this.x(arrow.fromLane), y1 = y(arrow.from);
    let x2 = this.x(to), y2 = y(arrow.to), end = "";
    if (arrow.fate === 0) {
      end = head(x1, y1, x2, y2);
    } else if (arrow.fate === 1) {
      x2 = (x1 + x2) / 2 + (direction === 0 ? this.laneWidth / 4 : 0);
      y2 = Math.min(y2, y1 + Diagram.LOST * Diagram.ROW);
      end = drawn("path", {class: "lost", d: `M${x2 - 5} ${y2 - 5}l10 10m0 -10l-10 10`});
    } else {
      x2 = x1 + (direction || 1) * this.laneWidth / 3;
      y2 = y1 + Diagram.ROW / 3;
    }
    return drawn("g", {}, drawn("line", {class: ["message", "message lost", "message open"][arrow.fate], x1, y1, x2, y2}, drawn("title", {}, arrow.label)), end);
  }
}
function head(x1, y1, x2, y2) {
  const length = Math.max(1, Math.hypot(x2 - x1, y2 - y1)), dx = (x2 - x1) / length, dy = (y2 - y1) / length;
  const tx = x2 - 5 * dx, ty = y2 - 5 * dy, bx = tx - 8 * dx, by = ty - 8 * dy;
  return drawn("polygon", {class: "head", points: `${tx},${ty} ${bx - 4 * dy},${by + 4 * dx} ${bx + 4 * dy},${by - 4 * dx}`});
}
