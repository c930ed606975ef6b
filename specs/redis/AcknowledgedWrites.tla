------------------------- MODULE AcknowledgedWrites -------------------------
(***************************************************************************)
(* What a client may rely on: a write that was acknowledged to it is not   *)
(* lost.  There is one dataset, that which is read now.  A failure may     *)
(* change it in every way but one: it keeps all writes that were           *)
(* acknowledged.                                                           *)
(*                                                                         *)
(* Redis promises this under conditions only; RedisReplication says which. *)
(* Source: redis.io, "WAIT", "Replication", "High availability with Redis  *)
(* Sentinel".  Keys are abstracted away: a write is an element of a set.   *)
(***************************************************************************)
CONSTANT Value  \* the writes that clients may make, each told apart from all others

VARIABLES
    written,      \* the writes that some server has executed
    dataset,      \* those that are in effect
    acknowledged  \* those that clients were told are safe

vars == <<written, dataset, acknowledged>>

Init ==
    /\ written = {}
    /\ dataset = {}
    /\ acknowledged = {}

Write(v) ==
    /\ v \notin written
    /\ written' = written \cup {v}
    /\ dataset' = dataset \cup {v}
    /\ UNCHANGED acknowledged

(***************************************************************************)
(* A server that has been replaced, and does not know, executes a write.   *)
(* It may still come into effect, by a later failure.                      *)
(***************************************************************************)
WriteAside(v) ==
    /\ v \notin written
    /\ written' = written \cup {v}
    /\ UNCHANGED <<dataset, acknowledged>>

Acknowledge(v) ==
    /\ v \in dataset
    /\ acknowledged' = acknowledged \cup {v}
    /\ UNCHANGED <<written, dataset>>

(***************************************************************************)
(* A server fails, comes back, or another takes its place: writes are lost *)
(* or come back, but none that was acknowledged is lost.                   *)
(***************************************************************************)
Fail(S) ==
    /\ acknowledged \subseteq S
    /\ dataset' = S
    /\ UNCHANGED <<written, acknowledged>>

Next ==
    \/ \E v \in Value : Write(v) \/ WriteAside(v) \/ Acknowledge(v)
    \/ \E S \in SUBSET written : Fail(S)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
TypeOK ==
    /\ written \subseteq Value
    /\ dataset \subseteq written
    /\ acknowledged \subseteq written

AcknowledgedIsKept == acknowledged \subseteq dataset

(***************************************************************************)
(* Who reads twice may miss a write the second time: that is promised of   *)
(* acknowledged writes only.                                               *)
(***************************************************************************)
NothingIsLost == [][dataset \subseteq dataset']_vars

THEOREM Spec => [](TypeOK /\ AcknowledgedIsKept)
=============================================================================
