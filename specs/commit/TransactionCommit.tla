-------------------------- MODULE TransactionCommit --------------------------
(***************************************************************************)
(* What an atomic commitment of ONE transaction must do, whatever protocol *)
(* does it: the participants vote, and all that come to a decision come to *)
(* the same one, for good.  Commit needs a yes from every participant.     *)
(*                                                                         *)
(* Source: B. Lampson and H. Sturgis, "Crash Recovery in a Distributed     *)
(* Data Storage System" (1979), where a transaction is an atomic action on *)
(* data kept at several places.                                            *)
(*                                                                         *)
(* Abstracted away: who decides and how the others learn it; crashes, of   *)
(* which nothing may be seen at this level; the data.                      *)
(***************************************************************************)
CONSTANT
    Participant  \* those whose data the transaction changes

VARIABLES
    state,     \* state[p]: "working", "prepared", "committed" or "aborted"
    outcome    \* what the client has been told: "none", "commit" or "abort"

vars == <<state, outcome>>

TypeOK ==
    /\ state \in [Participant -> {"working", "prepared", "committed", "aborted"}]
    /\ outcome \in {"none", "commit", "abort"}

-----------------------------------------------------------------------------
Init ==
    /\ state = [p \in Participant |-> "working"]
    /\ outcome = "none"

(***************************************************************************)
(* A participant votes yes: it will commit or abort, whichever it is told. *)
(***************************************************************************)
VoteYes(p) ==
    /\ state[p] = "working"
    /\ state' = [state EXCEPT ![p] = "prepared"]
    /\ UNCHANGED outcome

(***************************************************************************)
(* The client is told "committed" only if all have voted yes and none has  *)
(* aborted since: this commits the transaction.  It may be told "aborted"  *)
(* instead at any time: a protocol may always give up, and may do so       *)
(* without a word to the client.                                           *)
(***************************************************************************)
Decide(d) ==
    /\ outcome = "none"
    /\ d = "commit" => \A p \in Participant : state[p] = "prepared"
    /\ outcome' = d
    /\ UNCHANGED state

(***************************************************************************)
(* A participant commits only what has been committed.                     *)
(***************************************************************************)
Commit(p) ==
    /\ state[p] = "prepared"
    /\ outcome = "commit"
    /\ state' = [state EXCEPT ![p] = "committed"]
    /\ UNCHANGED outcome

(***************************************************************************)
(* As long as the transaction is not committed a participant may abort;    *)
(* from then on nobody can commit it.                                      *)
(***************************************************************************)
Abort(p) ==
    /\ state[p] \in {"working", "prepared"}
    /\ outcome # "commit"
    /\ state' = [state EXCEPT ![p] = "aborted"]
    /\ UNCHANGED outcome

Next ==
    \/ \E d \in {"commit", "abort"} : Decide(d)
    \/ \E p \in Participant : VoteYes(p) \/ Commit(p) \/ Abort(p)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* All that decide, decide alike; the client counts.                       *)
(***************************************************************************)
SomeoneCommitted == outcome = "commit" \/ \E p \in Participant : state[p] = "committed"
SomeoneAborted == outcome = "abort" \/ \E p \in Participant : state[p] = "aborted"

Agreement == ~(SomeoneCommitted /\ SomeoneAborted)

(***************************************************************************)
(* Nothing is committed without the yes of every participant.              *)
(***************************************************************************)
CommitOnlyIfAllVotedYes ==
    SomeoneCommitted => \A p \in Participant : state[p] \in {"prepared", "committed"}

(***************************************************************************)
(* A decision is never reversed.  (A property of steps.)                   *)
(***************************************************************************)
DecisionsAreFinal ==
    [][/\ outcome # "none" => outcome' = outcome
       /\ \A p \in Participant :
            state[p] \in {"committed", "aborted"} => state'[p] = state[p]]_vars
==============================================================================
