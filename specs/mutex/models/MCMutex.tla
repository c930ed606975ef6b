------------------------------ MODULE MCMutex ------------------------------
(***************************************************************************)
(* What the models of Mutex need: finitely many requests, named by process *)
(* and time as in LamportMutex, and an end that is no deadlock.            *)
(***************************************************************************)
EXTENDS Mutex, TLC

CONSTANT MaxTime

Requests == [process : Proc, clock : 1 .. MaxTime]

(***************************************************************************)
(* "p1" comes before "p2", and so on.                                      *)
(***************************************************************************)
RankByName == [p \in Proc |-> CHOOSE i \in 1 .. 9 : p = "p" \o ToString(i)]

Earlier(s, t) ==
    \/ s.clock < t.clock
    \/ s.clock = t.clock /\ RankByName[s.process] < RankByName[t.process]

(***************************************************************************)
(* Nobody waits or holds, and no request is left that could follow those   *)
(* granted.                                                                *)
(***************************************************************************)
Ended ==
    /\ Waiting \cup holding = {}
    /\ ~ENABLED (\E t \in Ticket : Request(t))
    /\ UNCHANGED vars

EndingSpec == Init /\ [][Next \/ Ended]_vars

(***************************************************************************)
(* Guards left out, for broken models.                                     *)
(***************************************************************************)
AlwaysFree == TRUE
AnyIsFirst(t) == TRUE
AtAnyPlace(t) == TRUE
=============================================================================
