package main

import (
	"bufio"
	"encoding/json"
	"os"
)

// Rec is a record of TLA+, or a function of strings.
type Rec map[string]any

// Set makes a set of TLA+. Slices are sequences.
func Set(elements ...any) Rec { return Rec{"#set": elements} }

// Recorder records what a process does as a trace that lockstep validate checks against a TLA+ spec. It is used by one
// goroutine at a time: under the lock that protects the state it tells of.
type Recorder struct {
	file       *os.File
	process    string
	clock, seq int64
}

// NewRecorder begins the trace of a process. Of the header, rest has more keys, such as constants and local.
func NewRecorder(file, process, spec string, rest Rec) (*Recorder, error) {
	out, err := os.Create(file)
	if err != nil {
		return nil, err
	}
	r := &Recorder{file: out, process: process}
	rest["lockstep"], rest["spec"] = 1, spec
	return r, r.write(rest)
}

// Receive takes the clock that came with a message, before the event that receives it: the event is later than the sending.
func (r *Recorder) Receive(clock int64) {
	if clock > r.clock {
		r.clock = clock
	}
}

// Event records a step; rest has args, state, added, removed. It returns the clock that its messages must carry; send them
// after this.
func (r *Recorder) Event(action string, rest Rec) (int64, error) {
	r.clock++
	r.seq++
	rest["process"], rest["clock"], rest["seq"], rest["action"] = r.process, r.clock, r.seq, action
	return r.clock, r.write(rest)
}

// Close ends the trace.
func (r *Recorder) Close() error { return r.file.Close() }

func (r *Recorder) write(line Rec) error {
	out := bufio.NewWriter(r.file)
	if err := json.NewEncoder(out).Encode(line); err != nil {
		return err
	}
	return out.Flush()
}
