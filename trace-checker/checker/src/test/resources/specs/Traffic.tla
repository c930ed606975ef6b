------------------------------ MODULE Traffic -------------------------------
(* Processes with clocks that send messages over channels: for measuring.    *)
EXTENDS Naturals, Sequences
CONSTANT Proc
VARIABLES clock, channel
vars == <<clock, channel>>

Max(m, n) == IF m > n THEN m ELSE n
Message == [from : Proc, to : Proc, clock : Nat]
Deliverable(p) == {Head(channel[q][p]) : q \in {r \in Proc : channel[r][p] # <<>>}}

Init ==
    /\ clock = [p \in Proc |-> 0]
    /\ channel = [p \in Proc |-> [q \in Proc |-> <<>>]]

Send(p, q) ==
    /\ Len(channel[p][q]) < 8
    /\ clock' = [clock EXCEPT ![p] = @ + 1]
    /\ channel' = [channel EXCEPT ![p][q] =
                      Append(@, [from |-> p, to |-> q, clock |-> clock[p] + 1])]

Receive(p, m) ==
    /\ clock' = [clock EXCEPT ![p] = Max(@, m.clock) + 1]
    /\ channel' = [channel EXCEPT ![m.from][p] = Tail(@)]

Next ==
    \E p \in Proc :
        \/ \E q \in Proc \ {p} : Send(p, q)
        \/ \E m \in Deliverable(p) : Receive(p, m)

Spec == Init /\ [][Next]_vars

FromThePast ==
    \A p, q \in Proc : \A i \in 1..Len(channel[p][q]) :
        channel[p][q][i].clock <= clock[p]
=============================================================================
