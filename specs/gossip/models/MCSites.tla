------------------------------ MODULE MCSites ------------------------------
(***************************************************************************)
(* What all models need: ranks of sites, and times for TLC to enumerate.   *)
(***************************************************************************)
EXTENDS Replicas, Sequences, TLC

\* "s1" has rank 0, "s2" rank 1, and so on.
RankByName == [s \in Site |-> CHOOSE i \in 0 .. 8 : s = "s" \o ToString(i + 1)]

\* IsNewer: what comes last is kept.
AlwaysNewer(u, d) == TRUE

\* Delete: nothing is deleted.
NoDelete(s, k) == FALSE

\* Guards left out; steps left out.
Always(s) == TRUE
Never(s) == FALSE
=============================================================================
