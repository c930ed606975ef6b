//! Records what a process does as a trace that `lockstep validate` checks against a TLA+ spec.

use std::fmt;
use std::fs::File;
use std::io::{Result, Write};

/// A value of TLA+, encoded as ITF does.
#[allow(dead_code)]
pub enum Value {
    Int(i64),
    Bool(bool),
    Text(String),
    Seq(Vec<Value>),
    Set(Vec<Value>),
    /// A record, or a function of strings.
    Rec(Vec<(String, Value)>),
}

pub fn text(text: &str) -> Value {
    Value::Text(text.to_string())
}

pub fn rec(fields: Vec<(&str, Value)>) -> Value {
    Value::Rec(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let joined = |all: &[Value]| all.iter().map(Value::to_string).collect::<Vec<_>>().join(",");
        match self {
            Value::Int(n) => write!(f, "{n}"),
            Value::Bool(truth) => write!(f, "{truth}"),
            Value::Text(text) => write!(f, "{}", quoted(text)),
            Value::Seq(all) => write!(f, "[{}]", joined(all)),
            Value::Set(all) => write!(f, "{{\"#set\":[{}]}}", joined(all)),
            Value::Rec(fields) => {
                let parts: Vec<_> = fields.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
                write!(f, "{{{}}}", parts.join(","))
            }
        }
    }
}

fn quoted(text: &str) -> String {
    let escaped: String = text
        .chars()
        .map(|c| match c {
            '"' | '\\' => format!("\\{c}"),
            c if (c as u32) < 0x20 => format!("\\u{:04x}", c as u32),
            c => c.to_string(),
        })
        .collect();
    format!("\"{escaped}\"")
}

/// Writes one file for one process.
pub struct Recorder {
    out: File,
    process: String,
    clock: i64,
    seq: i64,
}

impl Recorder {
    /// Begins the trace; `rest` has more keys of the header, such as constants and local.
    pub fn new(file: &str, process: &str, spec: &str, rest: Vec<(&str, Value)>) -> Result<Recorder> {
        let mut recorder = Recorder { out: File::create(file)?, process: process.to_string(), clock: 0, seq: 0 };
        recorder.write(vec![("lockstep", Value::Int(1)), ("spec", text(spec))], rest)?;
        Ok(recorder)
    }

    /// Takes the clock that came with a message, before the event that receives it: the event is later than the sending.
    pub fn receive(&mut self, clock: i64) {
        self.clock = self.clock.max(clock);
    }

    /// Records a step; `rest` has args, state, added, removed. Returns the clock that its messages must carry; send them after this.
    pub fn event(&mut self, action: &str, rest: Vec<(&str, Value)>) -> Result<i64> {
        self.clock += 1;
        self.seq += 1;
        let who = text(&self.process);
        let first = vec![("process", who), ("clock", Value::Int(self.clock)), ("seq", Value::Int(self.seq)), ("action", text(action))];
        self.write(first, rest)?;
        Ok(self.clock)
    }

    fn write<'a>(&mut self, mut line: Vec<(&'a str, Value)>, rest: Vec<(&'a str, Value)>) -> Result<()> {
        line.extend(rest);
        self.out.write_all(format!("{}\n", rec(line)).as_bytes())
    }
}
