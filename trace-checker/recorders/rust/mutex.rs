//! One of two processes of Lamport's mutex (LamportMutex.tla), which talk over a socket: mutex ME OTHER PORT ROUNDS TRACE.

mod lockstep;

use lockstep::{rec, text, Recorder, Value};
use std::io::{BufRead, BufReader, Result, Write};
use std::net::{Shutdown, TcpListener, TcpStream};

/// Port 0 is a free one, which is told, and on which the other process is awaited.
fn connected(port: u16) -> Result<TcpStream> {
    if port != 0 {
        return TcpStream::connect(("127.0.0.1", port));
    }
    let server = TcpListener::bind("127.0.0.1:0")?;
    println!("{}", server.local_addr()?.port());
    Ok(server.accept()?.0)
}

struct Mutex {
    me: String,
    other: String,
    recorder: Recorder,
    link: TcpStream,
    clock: i64,
    entered: i64,
    released: i64,
    heard: i64,
    mine: i64, // a request's clock; 0 is none
    theirs: i64,
    phase: &'static str,
}

impl Mutex {
    /// Records the step, and then sends what it sends, with the recorder's clock.
    fn record(&mut self, action: &str, sends: Option<&str>, takes: Option<(&str, i64)>) -> Result<()> {
        let message = |kind: &str, from: &str, to: &str, clock: i64| {
            rec(vec![("type", text(kind)), ("from", text(from)), ("to", text(to)), ("clock", Value::Int(clock))])
        };
        let mut args = vec![("p", text(&self.me))];
        if let Some((kind, time)) = takes {
            args.push(("m", message(kind, &self.other, &self.me, time)));
        }
        let state = rec(vec![("clock", Value::Int(self.clock)), ("phase", text(self.phase))]);
        let added = sends.map(|kind| ("network", Value::Seq(vec![message(kind, &self.me, &self.other, self.clock)])));
        let rest = vec![("args", rec(args)), ("state", state), ("added", rec(added.into_iter().collect()))];
        let at = self.recorder.event(action, rest)?;
        if let Some(kind) = sends {
            writeln!(self.link, "{kind} {} {at}", self.clock)?;
        }
        Ok(())
    }

    fn receive(&mut self, line: &str) -> Result<()> {
        let words: Vec<&str> = line.split(' ').collect();
        let number = |i: usize| words[i].parse::<i64>().expect("a number");
        let (kind, time) = (words[0], number(1));
        self.recorder.receive(number(2));
        self.clock = self.clock.max(time) + 1;
        self.heard = time;
        match kind {
            "request" => {
                self.theirs = time;
                self.record("ReceiveRequest", Some("acknowledge"), Some((kind, time)))
            }
            "acknowledge" => self.record("ReceiveAcknowledge", None, Some((kind, time))),
            _ => {
                self.theirs = 0;
                self.released += 1;
                self.record("ReceiveRelease", None, Some((kind, time)))
            }
        }
    }

    fn is_first(&self) -> bool {
        self.theirs == 0 || (self.mine, &self.me) < (self.theirs, &self.other)
    }
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().collect();
    let (me, other) = (args[1].clone(), args[2].clone());
    let rounds: i64 = args[4].parse().expect("a number of rounds");
    let rank = rec(vec![(&me, Value::Int((me > other) as i64)), (&other, Value::Int((other > me) as i64))]);
    let constants = vec![("Proc", Value::Set(vec![text(&me), text(&other)])), ("Rank", rank), ("MaxRequests", Value::Int(rounds))];
    let header = vec![("constants", rec(constants)), ("local", Value::Seq(vec![text("clock"), text("phase")]))];
    let recorder = Recorder::new(&args[5], &me, "LamportMutex", header)?;
    let link = connected(args[3].parse().expect("a port"))?;
    let mut lines = BufReader::new(link.try_clone()?).lines();
    let mut x = Mutex { me, other, recorder, link, clock: 0, entered: 0, released: 0, heard: 0, mine: 0, theirs: 0, phase: "idle" };
    let mut is_open = true;
    loop {
        if x.phase == "idle" && x.entered < rounds {
            x.clock += 1;
            (x.mine, x.phase) = (x.clock, "waiting");
            x.record("Request", Some("request"), None)?;
        } else if x.phase == "waiting" && x.heard > x.mine && x.is_first() {
            x.clock += 1;
            x.phase = "holding";
            x.record("Enter", None, None)?;
            x.clock += 1;
            (x.mine, x.phase) = (0, "idle");
            x.entered += 1;
            x.record("Release", Some("release"), None)?;
        } else {
            if is_open && x.entered == rounds && x.released == rounds {
                x.link.shutdown(Shutdown::Write)?;
                is_open = false;
            }
            match lines.next() {
                Some(line) => x.receive(&line?)?,
                None => return Ok(()),
            }
        }
    }
}
