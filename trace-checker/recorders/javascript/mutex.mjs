// One of two processes of Lamport's mutex (LamportMutex.tla), which talk over a socket: mutex.mjs ME OTHER PORT ROUNDS TRACE.
import net from "node:net";
import readline from "node:readline";
import { Recorder } from "./lockstep.mjs";

const [me, other, port, count, trace] = process.argv.slice(2);
const rounds = Number(count);
const recorder = new Recorder(trace, me, "LamportMutex", {
  constants: { Proc: new Set([me, other]), Rank: { [me]: Number(me > other), [other]: Number(other > me) }, MaxRequests: rounds },
  local: ["clock", "phase"],
});
let [clock, entered, released, heard, mine, theirs] = [0, 0, 0, 0, 0, 0]; // a request's clock; 0 is none
let phase = "idle";
let link;

// Records the step, and then sends what it sends, with the recorder's clock.
function record(action, sends, takes) {
  const m = takes && { type: takes.type, from: other, to: me, clock: takes.clock };
  const at = recorder.event(action, {
    args: m ? { p: me, m } : { p: me },
    state: { clock, phase },
    added: sends ? { network: [{ type: sends, from: me, to: other, clock }] } : {},
  });
  if (sends) link.write(`${sends} ${clock} ${at}\n`);
}

function isFirst() {
  return theirs === 0 || mine < theirs || (mine === theirs && me < other);
}

function advance() {
  while (true) {
    if (phase === "idle" && entered < rounds) {
      mine = ++clock;
      phase = "waiting";
      record("Request", "request");
    } else if (phase === "waiting" && heard > mine && isFirst()) {
      clock++;
      phase = "holding";
      record("Enter");
      clock++;
      [mine, phase] = [0, "idle"];
      entered++;
      record("Release", "release");
    } else {
      if (entered === rounds && released === rounds) link.end();
      return;
    }
  }
}

function receive(line) {
  const [type, time, at] = line.split(" ").map((word, i) => (i === 0 ? word : Number(word)));
  recorder.receive(at);
  clock = Math.max(clock, time) + 1;
  heard = time;
  if (type === "request") theirs = time;
  if (type === "release") [theirs, released] = [0, released + 1];
  const action = { request: "ReceiveRequest", acknowledge: "ReceiveAcknowledge", release: "ReceiveRelease" }[type];
  record(action, type === "request" ? "acknowledge" : undefined, { type, clock: time });
  advance();
}

function begin(socket) {
  link = socket;
  const lines = readline.createInterface({ input: socket });
  lines.on("line", receive);
  lines.on("close", () => recorder.close());
  advance();
}

// Port 0 is a free one, which is told, and on which the other process is awaited.
if (port === "0") {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    server.close();
    begin(socket);
  });
  server.listen(0, "127.0.0.1", () => console.log(server.address().port));
} else {
  const socket = net.connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true }, () => begin(socket));
}
