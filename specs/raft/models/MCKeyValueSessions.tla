------------------------- MODULE MCKeyValueSessions -------------------------
(***************************************************************************)
(* What the models of KeyValueSessions need.                               *)
(***************************************************************************)
EXTENDS KeyValueSessions

\* IsNew: the store does not look whether it has done a request before.
AlwaysNew(c, n) == TRUE

\* Renewed: a session that was forgotten begins anew with the next request.
BeginsAnew(c) == [number |-> 0, answer |-> None]
=============================================================================
