--------------------------- MODULE MCLogicalClock ---------------------------
(***************************************************************************)
(* What the models of LogicalClock need: a rank for each process, an end   *)
(* that is no deadlock, and the clock rules left out, for broken models.   *)
(***************************************************************************)
EXTENDS LogicalClock, TLC

(***************************************************************************)
(* "p1" has rank 1, "p2" rank 2, and so on.                                *)
(***************************************************************************)
RankByName == [p \in Proc |-> CHOOSE i \in 1 .. 9 : p = "p" \o ToString(i)]

(***************************************************************************)
(* All events that the bound allows have happened.                         *)
(***************************************************************************)
Ended ==
    /\ \A p \in Proc : ~MayStep(p)
    /\ UNCHANGED vars

EndingSpec == Init /\ [][Next \/ Ended]_vars

(***************************************************************************)
(* IR1 left out: an event need not advance its process's clock.  IR2 left  *)
(* out: a receipt is an event like any other.                              *)
(***************************************************************************)
NoTick(p) == clock[p]
TickOnly(p, m) == Tick(p)
=============================================================================
