// One of two processes of Lamport's mutex (LamportMutex.tla), which talk over a socket: mutex ME OTHER PORT ROUNDS TRACE.
package main

import (
	"bufio"
	"fmt"
	"log"
	"net"
	"os"
	"strconv"
)

// Port 0 is a free one, which is told, and on which the other process is awaited.
func connected(port string) (net.Conn, error) {
	if port != "0" {
		return net.Dial("tcp", "127.0.0.1:"+port)
	}
	server, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	defer server.Close()
	fmt.Println(server.Addr().(*net.TCPAddr).Port)
	return server.Accept()
}

type mutex struct {
	me, other           string
	recorder            *Recorder
	link                net.Conn
	clock               int64
	entered, released   int64
	heard, mine, theirs int64 // a request's clock; 0 is none
	phase               string
}

// Records the step, and then sends what it sends, with the recorder's clock.
func (x *mutex) record(action, sends, takes string, time int64) {
	args := Rec{"p": x.me}
	if takes != "" {
		args["m"] = Rec{"type": takes, "from": x.other, "to": x.me, "clock": time}
	}
	added := Rec{}
	if sends != "" {
		added["network"] = []any{Rec{"type": sends, "from": x.me, "to": x.other, "clock": x.clock}}
	}
	at, err := x.recorder.Event(action, Rec{"args": args, "state": Rec{"clock": x.clock, "phase": x.phase}, "added": added})
	check(err)
	if sends != "" {
		_, err = fmt.Fprintf(x.link, "%s %d %d\n", sends, x.clock, at)
		check(err)
	}
}

func (x *mutex) receive(line string) {
	var kind string
	var time, at int64
	_, err := fmt.Sscan(line, &kind, &time, &at)
	check(err)
	x.recorder.Receive(at)
	if time > x.clock {
		x.clock = time
	}
	x.clock++
	x.heard = time
	switch kind {
	case "request":
		x.theirs = time
		x.record("ReceiveRequest", "acknowledge", kind, time)
	case "acknowledge":
		x.record("ReceiveAcknowledge", "", kind, time)
	default:
		x.theirs = 0
		x.released++
		x.record("ReceiveRelease", "", kind, time)
	}
}

func (x *mutex) isFirst() bool {
	return x.theirs == 0 || x.mine < x.theirs || x.mine == x.theirs && x.me < x.other
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	rounds, err := strconv.ParseInt(os.Args[4], 10, 64)
	check(err)
	x := &mutex{me: os.Args[1], other: os.Args[2], phase: "idle"}
	rank := Rec{x.me: 0, x.other: 1}
	if x.me > x.other {
		rank = Rec{x.me: 1, x.other: 0}
	}
	x.recorder, err = NewRecorder(os.Args[5], x.me, "LamportMutex", Rec{
		"constants": Rec{"Proc": Set(x.me, x.other), "Rank": rank, "MaxRequests": rounds},
		"local":     []string{"clock", "phase"},
	})
	check(err)
	x.link, err = connected(os.Args[3])
	check(err)
	lines := bufio.NewScanner(x.link)
	for isOpen := true; ; {
		if x.phase == "idle" && x.entered < rounds {
			x.clock++
			x.mine, x.phase = x.clock, "waiting"
			x.record("Request", "request", "", 0)
		} else if x.phase == "waiting" && x.heard > x.mine && x.isFirst() {
			x.clock++
			x.phase = "holding"
			x.record("Enter", "", "", 0)
			x.clock++
			x.mine, x.phase = 0, "idle"
			x.entered++
			x.record("Release", "release", "", 0)
		} else {
			if isOpen && x.entered == rounds && x.released == rounds {
				check(x.link.(*net.TCPConn).CloseWrite())
				isOpen = false
			}
			if !lines.Scan() {
				break
			}
			x.receive(lines.Text())
		}
	}
	check(lines.Err())
	check(x.recorder.Close())
}
