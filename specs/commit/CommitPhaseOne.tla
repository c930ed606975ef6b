--------------------------- MODULE CommitPhaseOne ----------------------------
(***************************************************************************)
(* Phase one of TwoPhaseCommit: every participant records its intentions   *)
(* and votes; then the coordinator decides, and its record on disk commits *)
(* the transaction.                                                        *)
(***************************************************************************)
EXTENDS CommitState

(***************************************************************************)
(* The client asks for the commit; the coordinator asks all participants   *)
(* to prepare.  Nothing is written.                                        *)
(***************************************************************************)
Begin ==
    /\ stage = "idle"
    /\ stage' = "collecting"
    /\ Send(Orders("prepare", Participant))
    /\ UNCHANGED <<participantVars, votes, acks, record, outcome>>

(***************************************************************************)
(* A participant that can do its part begins to write its intentions.  It  *)
(* locks what they touch.                                                  *)
(***************************************************************************)
Prepare(p, m) ==
    /\ m.type = "prepare"
    /\ phase[p] = "working"
    /\ phase' = [phase EXCEPT ![p] = "preparing"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The intentions are on disk: the participant votes yes.  From here on it *)
(* can do its part whatever happens, and is in doubt: the decision is no   *)
(* longer its own.                                                         *)
(***************************************************************************)
LogPrepared(p) ==
    /\ phase[p] = "preparing"
    /\ phase' = [phase EXCEPT ![p] = "prepared"]
    /\ log' = [log EXCEPT ![p] = Written(@, "prepared")]
    /\ Send({Tell(p, "yes")})
    /\ UNCHANGED <<data, coordinatorVars>>

(***************************************************************************)
(* A participant that cannot do its part votes no: it aborts.              *)
(***************************************************************************)
VoteNo(p, m) ==
    /\ m.type = "prepare"
    /\ phase[p] = "working"
    /\ phase' = [phase EXCEPT ![p] = "aborting"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* A participant asked before, or asked again, does not answer again.      *)
(***************************************************************************)
RefusePrepare(p, m) ==
    /\ m.type = "prepare"
    /\ phase[p] \notin {"working", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Timeout: a participant that has not voted may abort alone.              *)
(***************************************************************************)
MayAbortAlone(p) == phase[p] = "working"

AbortAlone(p) ==
    /\ MayAbortAlone(p)
    /\ phase' = [phase EXCEPT ![p] = "aborting"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The coordinator collects the votes.                                     *)
(***************************************************************************)
ReceiveYes(m) ==
    /\ m.type = "yes"
    /\ stage = "collecting"
    /\ votes' = votes \cup {m.from}
    /\ UNCHANGED <<participantVars, stage, acks, record, outcome, network>>

RefuseYes(m) ==
    /\ m.type = "yes"
    /\ stage \notin {"collecting", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* A single no, or a timeout while votes are missing, aborts.  Nothing is  *)
(* written: the coordinator tells everyone, and forgets.                   *)
(***************************************************************************)
GiveUp ==
    /\ stage' = "forgotten"
    /\ votes' = {}
    /\ outcome' = "abort"
    /\ Send(Orders("abort", Participant))
    /\ UNCHANGED <<participantVars, acks, record>>

ReceiveNo(m) ==
    /\ m.type = "no"
    /\ stage = "collecting"
    /\ GiveUp

RefuseNo(m) ==
    /\ m.type = "no"
    /\ stage \notin {"collecting", "down"}
    /\ UNCHANGED vars

TimeOut ==
    /\ stage = "collecting"
    /\ GiveUp

-----------------------------------------------------------------------------
(* THE COMMIT POINT.                                                       *)

(***************************************************************************)
(* All have voted yes: the coordinator begins to write its commit record.  *)
(***************************************************************************)
AllVotedYes == votes = Participant

Decide ==
    /\ stage = "collecting"
    /\ AllVotedYes
    /\ stage' = "committing"
    /\ UNCHANGED <<participantVars, votes, acks, record, outcome, network>>

(***************************************************************************)
(* The record is on disk: this commits the transaction.  Only now does     *)
(* anyone hear of it.                                                      *)
(***************************************************************************)
LogCommit ==
    /\ stage = "committing"
    /\ stage' = "committed"
    /\ votes' = {}
    /\ record' = Written(record, "commit")
    /\ outcome' = "commit"
    /\ Send(Orders("commit", Participant))
    /\ UNCHANGED <<participantVars, acks>>
=============================================================================
