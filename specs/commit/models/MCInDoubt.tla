----------------------------- MODULE MCInDoubt ------------------------------
(***************************************************************************)
(* A slip: participants in doubt let others at their data.                 *)
(***************************************************************************)
EXTENDS InDoubt

\* Locked: the lock is given up with the vote, instead of with the decision.
UnlockedInDoubt(p) == phase[p] \notin {"working", "prepared", "done", "aborted"}
=============================================================================
