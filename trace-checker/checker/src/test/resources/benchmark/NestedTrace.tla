----------------------------- MODULE NestedTrace ----------------------------
(* Which message is received is told in part.  Clocks are compared with      *)
(* some numbers only, for TLC does not enumerate Nat, and marks as well, for *)
(* it compares no number with a string.                                      *)
EXTENDS Nested, TraceEvents

TraceStart == Init
TraceStep(e) ==
    \/ Is(e, "Send") /\ Send(e.args.p, e.args.q, e.args.body)
    \/ /\ Is(e, "Receive")
       /\ \E m \in Given(e, "m", sent) : \E body \in Given(e, "body", {m.body}) :
             /\ m.to = e.args.p /\ m.body = body
             /\ Receive(e.args.p, m, body)
    \/ Is(e, "Tick") /\ Tick(e.args.n)
    \/ Is(e, "Mark") /\ Mark(e.args.v)

TraceRefined ==
    Init /\ [][
        \/ \E p \in Proc : \E q \in Proc \ {p} :
            \/ Send(p, q, <<>>)
            \/ \E k \in 1 .. Len(got[p]) : Send(p, q, <<k>>)
        \/ \E p \in Proc, m \in sent : m.to = p /\ Receive(p, m, m.body)
        \/ \E n \in 0 .. 50 : Tick(n)
        \/ \E v \in 1 .. 3 : Mark(v)]_<<sent, got, clock, mark>>
=============================================================================
