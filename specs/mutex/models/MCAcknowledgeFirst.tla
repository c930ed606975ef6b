-------------------------- MODULE MCAcknowledgeFirst --------------------------
(***************************************************************************)
(* A slip: a process acknowledges a request before it puts it on its       *)
(* queue, and something may happen in between.                             *)
(***************************************************************************)
EXTENDS MCLamportMutex

VARIABLE unqueued  \* unqueued[p]: the requests that p has acknowledged only

AcknowledgeFirst(p, m) ==
    /\ m.type = "request"
    /\ clock' = [clock EXCEPT ![p] = TickPast(p, m)]
    /\ latest' = [latest EXCEPT ![p][m.from] = m.clock]
    /\ network' = Answered(p, m, "acknowledge", TickPast(p, m))
    /\ unqueued' = [unqueued EXCEPT ![p] =
                        @ \cup {[process |-> m.from, clock |-> m.clock]}]
    /\ UNCHANGED <<queue, phase, requests>>

QueueLater(p) ==
    /\ unqueued[p] # {}
    /\ queue' = [queue EXCEPT ![p] = @ \cup unqueued[p]]
    /\ unqueued' = [unqueued EXCEPT ![p] = {}]
    /\ UNCHANGED <<clock, latest, phase, requests, network>>

AcknowledgeFirstNext ==
    \E p \in Proc :
        \/ QueueLater(p)
        \/ (Request(p) \/ Enter(p) \/ Release(p)) /\ UNCHANGED unqueued
        \/ \E m \in Deliverable(p) :
            \/ AcknowledgeFirst(p, m)
            \/ (ReceiveAcknowledge(p, m) \/ ReceiveRelease(p, m)) /\ UNCHANGED unqueued

AcknowledgeFirstSpec ==
    /\ Init /\ unqueued = [p \in Proc |-> {}]
    /\ [][AcknowledgeFirstNext]_<<vars, unqueued>>
=============================================================================
