// Records what a process does as a trace that `lockstep validate` checks against a TLA+ spec.
import { closeSync, openSync, writeSync } from "node:fs";

// Writes one file for one process.
export class Recorder {
  #file;
  #process;
  #seq = 0;
  clock = 0;

  // `header` has more keys of the header, such as constants and local.
  constructor(file, process, spec, header = {}) {
    this.#file = openSync(file, "w");
    this.#process = process;
    this.#write({ lockstep: 1, spec, ...header });
  }

  // Takes the clock that came with a message, before the event that receives it: the event is later than the sending.
  receive(clock) {
    this.clock = Math.max(this.clock, clock);
  }

  // Records a step; `rest` has args, state, added, removed. Returns the clock that its messages must carry; send them after this.
  event(action, rest = {}) {
    this.clock++;
    this.#seq++;
    this.#write({ process: this.#process, clock: this.clock, seq: this.#seq, action, ...rest });
    return this.clock;
  }

  close() {
    closeSync(this.#file);
  }

  #write(line) {
    writeSync(this.#file, JSON.stringify(encoded(line)) + "\n");
  }
}

// Encodes a value as ITF does. Fractions, null and undefined have no counterpart in TLA+.
function encoded(value) {
  if (typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value)) return value;
  if (typeof value === "bigint") return { "#bigint": value.toString() };
  if (Array.isArray(value)) return value.map(encoded);
  if (value instanceof Set) return { "#set": [...value].map(encoded) };
  if (value instanceof Map) return { "#map": [...value].map(([key, each]) => [encoded(key), encoded(each)]) };
  if (value?.constructor === Object) {
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, encoded(each)]));
  }
  throw new TypeError(`${value} has no counterpart in TLA+`);
}
