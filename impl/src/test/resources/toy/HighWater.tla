----------------------------- MODULE HighWater -----------------------------
(***************************************************************************)
(* Processes agree, in the end, on the highest value that any of them was  *)
(* asked to reach.  A process that reaches a value writes it down, and     *)
(* then tells the others, again and again until it has heard that they     *)
(* have it.  For tests of the runtime.                                     *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS Proc, MaxValue

VARIABLES up, known, stable, heard, network
vars == <<up, known, stable, heard, network>>

Value == 0..MaxValue

Init ==
    /\ up = [p \in Proc |-> TRUE]
    /\ known = [p \in Proc |-> 0]
    /\ stable = [p \in Proc |-> 0]
    /\ heard = [p \in Proc |-> [q \in Proc |-> 0]]
    /\ network = {}

Ready(p) == up[p] /\ known[p] = stable[p]

(* A client asks for a value. *)
Raise(p, v) ==
    /\ Ready(p) /\ v > known[p]
    /\ known' = [known EXCEPT ![p] = v]
    /\ UNCHANGED <<up, stable, heard, network>>

RefuseRaise(p, v) == Ready(p) /\ v <= known[p] /\ UNCHANGED vars

Tell(p, Q, v) == {[type |-> "tell", from |-> p, to |-> q, value |-> v] : q \in Q}

(* The value is on disk; only now do the others hear of it. *)
Persist(p) ==
    /\ up[p] /\ known[p] > stable[p]
    /\ stable' = [stable EXCEPT ![p] = known[p]]
    /\ network' = network \cup Tell(p, Proc \ {p}, known[p])
    /\ UNCHANGED <<up, known, heard>>

Max(a, b) == IF a > b THEN a ELSE b
Heard(p, m) == [heard EXCEPT ![p][m.from] = Max(@, m.value)]

Follow(p, m) ==
    /\ Ready(p) /\ m \in network /\ m.to = p /\ m.type = "tell" /\ m.value > known[p]
    /\ known' = [known EXCEPT ![p] = m.value]
    /\ heard' = Heard(p, m)
    /\ UNCHANGED <<up, stable, network>>

Answer(p, m) ==
    /\ Ready(p) /\ m \in network /\ m.to = p /\ m.type = "tell" /\ m.value <= known[p]
    /\ heard' = Heard(p, m)
    /\ network' = network \cup
        {[type |-> "has", from |-> p, to |-> m.from, value |-> stable[p]]}
    /\ UNCHANGED <<up, known, stable>>

ReceiveHas(p, m) ==
    /\ Ready(p) /\ m \in network /\ m.to = p /\ m.type = "has"
    /\ heard' = Heard(p, m)
    /\ UNCHANGED <<up, known, stable, network>>

Behind(p) == {q \in Proc \ {p} : heard[p][q] < stable[p]}

(* Timeout: some have not been heard to have it. *)
TellAgain(p) ==
    /\ Ready(p) /\ Behind(p) # {}
    /\ network' = network \cup Tell(p, Behind(p), stable[p])
    /\ UNCHANGED <<up, known, stable, heard>>

Crash(p) ==
    /\ up[p]
    /\ up' = [up EXCEPT ![p] = FALSE]
    /\ known' = [known EXCEPT ![p] = 0]
    /\ heard' = [heard EXCEPT ![p] = [q \in Proc |-> 0]]
    /\ UNCHANGED <<stable, network>>

Restart(p) ==
    /\ ~up[p]
    /\ up' = [up EXCEPT ![p] = TRUE]
    /\ known' = [known EXCEPT ![p] = stable[p]]
    /\ UNCHANGED <<stable, heard, network>>

Next ==
    \/ \E p \in Proc : Persist(p) \/ TellAgain(p) \/ Crash(p) \/ Restart(p)
    \/ \E p \in Proc, v \in Value : Raise(p, v) \/ RefuseRaise(p, v)
    \/ \E p \in Proc, m \in network : Follow(p, m) \/ Answer(p, m) \/ ReceiveHas(p, m)

Spec == Init /\ [][Next]_vars

(* Nobody tells of what could be lost. *)
ToldIsStable == \A m \in network : m.value <= stable[m.from]
=============================================================================
