--------------------------- MODULE CommitPhaseTwo ----------------------------
(***************************************************************************)
(* Phase two of TwoPhaseCommit: every participant carries out its          *)
(* intentions, or drops them, and asks when it does not know which; the    *)
(* coordinator forgets the transaction when all have done so.              *)
(***************************************************************************)
EXTENDS CommitState

(***************************************************************************)
(* A participant in doubt hears that the transaction committed, and begins *)
(* to write that to its log.                                               *)
(***************************************************************************)
Commit(p, m) ==
    /\ m.type = "commit"
    /\ phase[p] = "prepared"
    /\ phase' = [phase EXCEPT ![p] = "committing"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

LogCommitted(p) ==
    /\ phase[p] = "committing"
    /\ phase' = [phase EXCEPT ![p] = "committed"]
    /\ log' = [log EXCEPT ![p] = Written(@, "committed")]
    /\ UNCHANGED <<data, coordinatorVars, network>>

(***************************************************************************)
(* It writes the pages, in any order and as often as crashes make it.      *)
(***************************************************************************)
Apply(p, i) ==
    /\ phase[p] = "committed"
    /\ data' = [data EXCEPT ![p] = @ \cup {i}]
    /\ UNCHANGED <<phase, log, coordinatorVars, network>>

(***************************************************************************)
(* When all are written it erases its intentions, unlocks, and lets the    *)
(* coordinator know.  One step: nothing that it causes is seen before the  *)
(* log is on disk.                                                         *)
(***************************************************************************)
AllApplied(p) == data[p] = Page

Finish(p) ==
    /\ phase[p] = "committed"
    /\ AllApplied(p)
    /\ phase' = [phase EXCEPT ![p] = "done"]
    /\ log' = [log EXCEPT ![p] = Written(@, "done")]
    /\ Send({Tell(p, "ack")})
    /\ UNCHANGED <<data, coordinatorVars>>

(***************************************************************************)
(* A participant that is done and is told again: its acknowledgement may   *)
(* have been lost.                                                         *)
(***************************************************************************)
AcknowledgeAgain(p, m) ==
    /\ m.type = "commit"
    /\ phase[p] = "done"
    /\ Send({Tell(p, "ack")})
    /\ UNCHANGED <<participantVars, coordinatorVars>>

RefuseCommit(p, m) ==
    /\ m.type = "commit"
    /\ phase[p] \notin {"prepared", "done", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* A participant that has not decided hears that the transaction aborted.  *)
(***************************************************************************)
Abort(p, m) ==
    /\ m.type = "abort"
    /\ phase[p] \in {"working", "prepared"}
    /\ phase' = [phase EXCEPT ![p] = "aborting"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The abort is on disk.  A participant that never voted yes says no, so   *)
(* that the coordinator need not wait for its timeout.                     *)
(***************************************************************************)
LogAborted(p) ==
    /\ phase[p] = "aborting"
    /\ phase' = [phase EXCEPT ![p] = "aborted"]
    /\ log' = [log EXCEPT ![p] = Written(@, "aborted")]
    /\ Send(IF log[p] = "none" THEN {Tell(p, "no")} ELSE {})
    /\ UNCHANGED <<data, coordinatorVars>>

(***************************************************************************)
(* It is ignored by a participant that has decided, and by one that is     *)
(* busy writing: that one will ask.                                        *)
(***************************************************************************)
RefuseAbort(p, m) ==
    /\ m.type = "abort"
    /\ phase[p] \notin {"working", "prepared", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Timeout: a participant in doubt must ask, again and again.              *)
(***************************************************************************)
Inquire(p) ==
    /\ phase[p] = "prepared"
    /\ Send({Tell(p, "inquiry")})
    /\ UNCHANGED <<participantVars, coordinatorVars>>

(***************************************************************************)
(* The coordinator answers what it knows.  If it knows nothing, then it    *)
(* aborted the transaction, or everyone has carried it out: the abort is   *)
(* presumed.  If it does not know yet, it does not answer.                 *)
(***************************************************************************)
AnswerCommit(m) ==
    /\ m.type = "inquiry"
    /\ stage = "committed"
    /\ Send(Orders("commit", {m.from}))
    /\ UNCHANGED <<participantVars, coordinatorVars>>

AnswerAbort(m) ==
    /\ m.type = "inquiry"
    /\ stage = "forgotten"
    /\ Send(Orders("abort", {m.from}))
    /\ UNCHANGED <<participantVars, coordinatorVars>>

RefuseInquiry(m) ==
    /\ m.type = "inquiry"
    /\ stage \notin {"committed", "forgotten", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Timeout: the coordinator tells those again that have not acknowledged.  *)
(***************************************************************************)
ResendCommit ==
    /\ stage = "committed"
    /\ acks # Participant
    /\ Send(Orders("commit", Participant \ acks))
    /\ UNCHANGED <<participantVars, coordinatorVars>>

ReceiveAck(m) ==
    /\ m.type = "ack"
    /\ stage = "committed"
    /\ acks' = acks \cup {m.from}
    /\ UNCHANGED <<participantVars, stage, votes, record, outcome, network>>

RefuseAck(m) ==
    /\ m.type = "ack"
    /\ stage \notin {"committed", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Nobody can be in doubt any more: the coordinator erases its record.     *)
(* One step: should a crash undo the erasure, it just asks again.          *)
(***************************************************************************)
AllAcknowledged == acks = Participant

Forget ==
    /\ stage = "committed"
    /\ AllAcknowledged
    /\ stage' = "forgotten"
    /\ record' = "none"
    /\ acks' = {}
    /\ UNCHANGED <<participantVars, votes, outcome, network>>
=============================================================================
