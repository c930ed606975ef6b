---------------------------- MODULE CommitCrashes ----------------------------
(***************************************************************************)
(* How the processes of TwoPhaseCommit crash, and how they recover from    *)
(* their logs.                                                             *)
(***************************************************************************)
EXTENDS CommitState

(***************************************************************************)
(* A participant crashes: what it had in memory is lost, what arrives      *)
(* meanwhile too.                                                          *)
(***************************************************************************)
Crash(p) ==
    /\ phase[p] # "down"
    /\ phase' = [phase EXCEPT ![p] = "down"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* Its log tells where it was.  Without an entry it has not voted, and is  *)
(* free; after "prepared" it is in doubt, and must ask; after "committed"  *)
(* it carries its intentions out from the beginning.                       *)
(***************************************************************************)
Recovered(entry) == IF entry = "none" THEN "working" ELSE entry

Recover(p) ==
    /\ phase[p] = "down"
    /\ phase' = [phase EXCEPT ![p] = Recovered(log[p])]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The coordinator crashes.                                                *)
(***************************************************************************)
CrashCoordinator ==
    /\ stage # "down"
    /\ stage' = "down"
    /\ votes' = {}
    /\ acks' = {}
    /\ UNCHANGED <<participantVars, record, outcome, network>>

(***************************************************************************)
(* With a commit record it goes on telling everyone; without one it        *)
(* presumes that the transaction aborted.                                  *)
(***************************************************************************)
RecoveredStage(r) == IF r = "commit" THEN "committed" ELSE "forgotten"

RecoverCoordinator ==
    /\ stage = "down"
    /\ stage' = RecoveredStage(record)
    /\ UNCHANGED <<participantVars, votes, acks, record, outcome, network>>
=============================================================================
