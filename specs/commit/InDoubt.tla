------------------------------- MODULE InDoubt -------------------------------
(***************************************************************************)
(* Why two-phase commit is called blocking: while a participant is in      *)
(* doubt, nothing else that touches the same data proceeds there.          *)
(*                                                                         *)
(* The transaction of TwoPhaseCommit adds to the data of each participant; *)
(* its intentions are new values, computed from the old ones when they are *)
(* recorded.  At each participant a second, local transaction adds to the  *)
(* same data.  It must wait for the lock: were it to go on in between, the *)
(* intentions, carried out later, would undo it.                           *)
(***************************************************************************)
EXTENDS TwoPhaseCommit

VARIABLES
    value,    \* value[p]: what has been added to p's data
    planned,  \* planned[p]: the value that the recorded intentions will write
    ended     \* the participants whose local transaction has been done

localVars == <<value, planned, ended>>
allVars == <<vars, localVars>>

LocalTypeOK ==
    /\ value \in [Participant -> SUBSET {"transaction", "local"}]
    /\ planned \in [Participant -> SUBSET {"transaction", "local"}]
    /\ ended \subseteq Participant

-----------------------------------------------------------------------------
InDoubtInit ==
    /\ Init
    /\ value = [p \in Participant |-> {}]
    /\ planned = [p \in Participant |-> {}]
    /\ ended = {}

(***************************************************************************)
(* The data of p is locked from the moment when p computes its intentions  *)
(* until they are carried out or dropped: not while it aborts a            *)
(* transaction for which it has none.  And nothing runs at p when it is    *)
(* down.                                                                   *)
(***************************************************************************)
HasNoIntentions(p) ==
    \/ phase[p] \in {"working", "done", "aborted"}
    \/ phase[p] = "aborting" /\ log[p] = "none"

Locked(p) == ~HasNoIntentions(p)

(***************************************************************************)
(* A step of two-phase commit, and what it means for the data.             *)
(***************************************************************************)
TransactionStep ==
    /\ Next
    /\ planned' = [p \in Participant |->
            IF phase[p] = "working" /\ phase'[p] = "preparing"
            THEN value[p] \cup {"transaction"}
            ELSE planned[p]]
    /\ value' = [p \in Participant |->
            IF data'[p] # data[p] THEN planned[p] ELSE value[p]]
    /\ UNCHANGED ended

(***************************************************************************)
(* The local transaction.                                                  *)
(***************************************************************************)
LocalTransaction(p) ==
    /\ ~Locked(p)
    /\ p \notin ended
    /\ value' = [value EXCEPT ![p] = @ \cup {"local"}]
    /\ ended' = ended \cup {p}
    /\ UNCHANGED <<planned, vars>>

InDoubtNext ==
    \/ TransactionStep
    \/ \E p \in Participant : LocalTransaction(p)

InDoubtSpec == InDoubtInit /\ [][InDoubtNext]_allVars

-----------------------------------------------------------------------------
(***************************************************************************)
(* What a local transaction has added is there.                            *)
(***************************************************************************)
NoUpdateLost == \A p \in ended : "local" \in value[p]

(***************************************************************************)
(* Every local transaction is done in the end, under the assumptions under *)
(* which every transaction ends; but not if the coordinator stays down.    *)
(***************************************************************************)
LocalFairness == \A p \in Participant : WF_allVars(LocalTransaction(p))

InDoubtLiveSpec ==
    /\ InDoubtSpec
    /\ LocalFairness
    /\ ParticipantFairness
    /\ CoordinatorFairness
    /\ CoordinatorComesBack
    /\ FailuresStop

InDoubtCoordinatorLostSpec ==
    /\ InDoubtSpec
    /\ LocalFairness
    /\ ParticipantFairness
    /\ CoordinatorFairness
    /\ FailuresStop

LocalTransactionsEnd == <>(ended = Participant)
==============================================================================
