"""Records what a process does as a trace that `lockstep validate` checks against a TLA+ spec."""

import json


class Recorder:
    """Writes one file for one process. Call it from one thread at a time: under the lock that protects the state it tells of."""

    def __init__(self, file, process, spec, **header):
        """Keys of the header, such as constants and local, are given by name."""
        self._out = open(file, "w", encoding="utf-8", newline="\n")
        self._process = process
        self._seq = 0
        self.clock = 0
        self._write({"lockstep": 1, "spec": spec, **header})

    def receive(self, clock):
        """Takes the clock that came with a message, before the event that receives it: the event is later than the sending."""
        self.clock = max(self.clock, clock)

    def event(self, action, **rest):
        """Records a step with its args, state, added, removed. Returns the clock that its messages must carry; send them after this."""
        self.clock += 1
        self._seq += 1
        self._write({"process": self._process, "clock": self.clock, "seq": self._seq, "action": action, **rest})
        return self.clock

    def close(self):
        self._out.close()

    def _write(self, line):
        fields = {key: _encoded(value) for key, value in line.items()}
        self._out.write(json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._out.flush()


def _encoded(value):
    """Encodes a value as ITF does. Floats and None have no counterpart in TLA+."""
    if isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_encoded(each) for each in value]
    if isinstance(value, (set, frozenset)):
        return {"#set": [_encoded(each) for each in sorted(value, key=repr)]}
    if isinstance(value, dict):
        if all(isinstance(key, str) for key in value):
            return {key: _encoded(each) for key, each in value.items()}
        return {"#map": [[_encoded(key), _encoded(each)] for key, each in value.items()]}
    raise TypeError(f"{value!r} has no counterpart in TLA+")
