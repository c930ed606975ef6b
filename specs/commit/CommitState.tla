----------------------------- MODULE CommitState -----------------------------
(***************************************************************************)
(* What the processes of TwoPhaseCommit have in memory and on disk, and    *)
(* the messages that they exchange.                                        *)
(***************************************************************************)
EXTENDS FiniteSets

CONSTANTS
    Coordinator,  \* the name of the process that coordinates
    Participant,  \* the names of the processes whose data the transaction changes
    Page,         \* the pages that it changes at each of them
    Lossy         \* TRUE: messages may vanish from the network; see Lose

ASSUME
    /\ Coordinator \notin Participant
    /\ Participant # {}
    /\ IsFiniteSet(Participant)
    /\ IsFiniteSet(Page)
    /\ Lossy \in BOOLEAN

VARIABLES
    \* A participant.
    phase,    \* phase[p]: what p is doing about the transaction
    log,      \* log[p]: on disk, the latest entry in p's log
    data,     \* data[p]: on disk, the pages that hold their new values
    \* The coordinator.
    stage,    \* what it is doing about the transaction
    votes,    \* the participants whose yes it has received
    acks,     \* the participants known to have carried out their intentions
    record,   \* on disk: "none" or "commit"
    outcome,  \* what it has told its client; nothing reads it but properties
    \* Between them.
    network   \* all messages under way

participantVars == <<phase, log, data>>
coordinatorVars == <<stage, votes, acks, record, outcome>>
vars == <<participantVars, coordinatorVars, network>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A participant is working on the transaction, or has not yet heard of    *)
(* it; is writing its intentions to the log; prepared, that is in doubt;   *)
(* writing that the transaction committed; carrying out its intentions;    *)
(* done; or writing that the transaction aborted; or has aborted it.       *)
(***************************************************************************)
Phase ==
    {"working", "preparing", "prepared", "committing", "committed", "done",
     "aborting", "aborted", "down"}

(***************************************************************************)
(* Entries of a participant's log.  "prepared" and "committed" hold the    *)
(* intentions.  "done" and "aborted" need no more than the identifier.     *)
(***************************************************************************)
Entry == {"none", "prepared", "committed", "done", "aborted"}

(***************************************************************************)
(* The coordinator has not begun; collects votes; writes its commit        *)
(* record; has committed, and tells everyone until all have acknowledged;  *)
(* or knows nothing of the transaction any more, since it aborted, since   *)
(* all have acknowledged the commit or since it crashed before deciding.   *)
(***************************************************************************)
Stage == {"idle", "collecting", "committing", "committed", "forgotten", "down"}

Message ==
    [type : {"prepare", "commit", "abort"}, from : {Coordinator}, to : Participant]
        \cup
    [type : {"yes", "no", "ack", "inquiry"}, from : Participant, to : {Coordinator}]

TypeOK ==
    /\ phase \in [Participant -> Phase]
    /\ log \in [Participant -> Entry]
    /\ data \in [Participant -> SUBSET Page]
    /\ stage \in Stage
    /\ votes \subseteq Participant
    /\ acks \subseteq Participant
    /\ record \in {"none", "commit"}
    /\ outcome \in {"none", "commit", "abort"}
    /\ network \subseteq Message

-----------------------------------------------------------------------------
(***************************************************************************)
(* The network is the set of all messages sent.  Receiving a message does  *)
(* not remove it: it may come again, at any time, and in any order with    *)
(* others.  That it never comes is its loss.  No step depends on the       *)
(* absence of a message, so for safety nothing more is needed.  Where      *)
(* Lossy, a message really goes, and comes only if it is sent again: that  *)
(* is what the retries are for, and matters to liveness alone.             *)
(***************************************************************************)
Deliverable(p) == {m \in network : m.to = p}

(***************************************************************************)
(* Messages of a participant to the coordinator, and of it to a set of     *)
(* participants.                                                           *)
(***************************************************************************)
Tell(p, type) == [type |-> type, from |-> p, to |-> Coordinator]
Orders(type, P) == {[type |-> type, from |-> Coordinator, to |-> p] : p \in P}

Send(M) == network' = network \cup M

Lose(m) ==
    /\ Lossy
    /\ network' = network \ {m}
    /\ UNCHANGED <<participantVars, coordinatorVars>>

(***************************************************************************)
(* What is on disk after new has been written over old.                    *)
(***************************************************************************)
Written(old, new) == new

-----------------------------------------------------------------------------
Init ==
    /\ phase = [p \in Participant |-> "working"]
    /\ log = [p \in Participant |-> "none"]
    /\ data = [p \in Participant |-> {}]
    /\ stage = "idle"
    /\ votes = {}
    /\ acks = {}
    /\ record = "none"
    /\ outcome = "none"
    /\ network = {}
=============================================================================
