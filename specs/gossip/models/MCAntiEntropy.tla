--------------------------- MODULE MCAntiEntropy ---------------------------
(***************************************************************************)
(* What the models of AntiEntropy need: bounds, partners, and slips, each  *)
(* of which overrides an operator.                                         *)
(***************************************************************************)
EXTENDS AntiEntropy, MCSites

CONSTANT MaxTime

FewTimes == 1 .. MaxTime

-----------------------------------------------------------------------------
(* Partners. *)

Everybody == [s \in Site |-> Site]

\* Each site turns to the next, the last to the first.
Ring == [s \in Site |-> {r \in Site : Rank[r] = (Rank[s] + 1) % N}]

\* The last turns to nobody.
Line == [s \in Site |-> {r \in Site : Rank[r] = Rank[s] + 1}]

-----------------------------------------------------------------------------
(* Who issues updates: in the place of MayUpdate. *)

FirstAlone(s) == Rank[s] = 0 /\ Cardinality(issued[s]) < MaxUpdates

FirstAndLast(s) == Rank[s] \in {0, N - 1} /\ Cardinality(issued[s]) < MaxUpdates


LastAlone(s) == Rank[s] = N - 1 /\ Cardinality(issued[s]) < MaxUpdates

\* MayCrash: the last site alone goes down.
LastCrashes(s) == Rank[s] = N - 1 /\ up[s]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Fewer states.  Remaining: no message comes twice.  MayCompare: one      *)
(* conversation at a time, or two.                                         *)
(***************************************************************************)
AllButThis(m) == network \ {m}

OneAtATime(s, r) == up[s] /\ IsPartner(s, r) /\ network = {}

TwoAtATime(s, r) == up[s] /\ IsPartner(s, r) /\ Cardinality(network) < 2

-----------------------------------------------------------------------------
(* Slips. *)

\* Hash: the checksum does not depend on what it is the checksum of.
AllAlike(time) == IF time = 0 THEN 0 ELSE 1

\* Agrees: nobody looks at the checksum.
AlwaysAgrees(s, m) == TRUE

\* Unsent: peeling stops after the first update.
UnsentNothing(s, m, down) == {}

\* Lacking, LaterThan: a site answers nothing.
NothingLacking(U, d) == {}
NothingLater(times, d) == {}
=============================================================================
