"""One of two processes of Lamport's mutex (LamportMutex.tla), which talk over a socket: mutex.py ME OTHER PORT ROUNDS TRACE."""

import socket
import sys

from lockstep import Recorder


def connected(port):
    """Port 0 is a free one, which is told, and on which the other process is awaited."""
    if port != 0:
        return socket.create_connection(("127.0.0.1", port))
    with socket.create_server(("127.0.0.1", 0)) as server:
        print(server.getsockname()[1], flush=True)
        return server.accept()[0]


def main(me, other, port, rounds, trace):
    recorder = Recorder(
        trace,
        me,
        "LamportMutex",
        constants={"Proc": {me, other}, "Rank": {name: i for i, name in enumerate(sorted([me, other]))}, "MaxRequests": rounds},
        local=["clock", "phase"],
    )
    clock = entered = released = heard = mine = theirs = 0  # a request's clock; 0 is none
    phase = "idle"

    def record(action, sends=None, takes=None):
        """Records the step, and then sends what it sends, with the recorder's clock."""
        args = {"p": me} if takes is None else {"p": me, "m": {"type": takes[0], "from": other, "to": me, "clock": takes[1]}}
        message = {"type": sends, "from": me, "to": other, "clock": clock}
        added = {} if sends is None else {"network": [message]}
        at = recorder.event(action, args=args, state={"clock": clock, "phase": phase}, added=added)
        if sends is not None:
            out.write(f"{sends} {clock} {at}\n")
            out.flush()

    with connected(int(port)) as link, link.makefile("r") as lines, link.makefile("w") as out:
        is_open = True
        while True:
            if phase == "idle" and entered < rounds:
                clock += 1
                mine, phase = clock, "waiting"
                record("Request", sends="request")
            elif phase == "waiting" and heard > mine and (theirs == 0 or (mine, me) < (theirs, other)):
                clock += 1
                phase = "holding"
                record("Enter")
                clock += 1
                mine, phase, entered = 0, "idle", entered + 1
                record("Release", sends="release")
            else:
                if is_open and entered == rounds and released == rounds:
                    link.shutdown(socket.SHUT_WR)
                    is_open = False
                line = lines.readline()
                if not line:
                    break
                kind, time, at = line.split()[0], *map(int, line.split()[1:])
                recorder.receive(at)
                clock, heard = max(clock, time) + 1, time
                if kind == "request":
                    theirs = time
                elif kind == "release":
                    theirs, released = 0, released + 1
                record("Receive" + kind.capitalize(), sends="acknowledge" if kind == "request" else None, takes=(kind, time))
    recorder.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4]), sys.argv[5])
