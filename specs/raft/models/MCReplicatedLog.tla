-------------------------- MODULE MCReplicatedLog ---------------------------
(***************************************************************************)
(* What the models of ReplicatedLog need.                                  *)
(***************************************************************************)
EXTENDS ReplicatedLog

\* Log: logs of at most three entries.
LogsOf3 == UNION {[1 .. n -> Entry] : n \in 0 .. 3}

\* IsPrefix: the end of the log may be replaced.
AnyLog(a, b) == Len(a) <= Len(b)
=============================================================================
