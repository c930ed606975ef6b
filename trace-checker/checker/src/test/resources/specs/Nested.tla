------------------------------- MODULE Nested -------------------------------
(* Quantifiers below quantifiers, whose bounds depend on the state and on    *)
(* the symbols outside; bounds with unlike elements; infinite bounds.        *)
EXTENDS Integers, Sequences, FiniteSets
CONSTANT Proc
VARIABLES sent, got, clock, mark

Init == sent = {} /\ got = [p \in Proc |-> <<>>] /\ clock = 0 /\ mark = 0

Send(p, q, body) ==
    /\ sent' = sent \cup {[from |-> p, to |-> q, body |-> body]}
    /\ UNCHANGED <<got, clock, mark>>
Receive(p, m, body) ==
    /\ got' = [got EXCEPT ![p] = Append(@, m.body)]
    /\ sent' = sent \ {m}
    /\ UNCHANGED <<clock, mark>>
Tick(n) == n > clock /\ clock' = n /\ UNCHANGED <<sent, got, mark>>
Mark(v) == mark' = v /\ UNCHANGED <<sent, got, clock>>

Next ==
    \/ \E p \in Proc : \E q \in Proc \ {p} :
        \/ Send(p, q, <<>>)
        \/ \E k \in 1..Len(got[p]) : Send(p, q, <<k>>)
    \/ \E p \in Proc, m \in sent : m.to = p /\ Receive(p, m, m.body)
    \/ \E n \in Nat : Tick(n)
    \/ \E v \in {"high", "low"} : Mark(v)
    \/ \E v \in 1..3 : Mark(v)

Spec == Init /\ [][Next]_<<sent, got, clock, mark>>
=============================================================================
