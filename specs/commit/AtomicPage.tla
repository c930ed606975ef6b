----------------------------- MODULE AtomicPage -----------------------------
(***************************************************************************)
(* What stable storage must look like to its client: one page that is      *)
(* either the old or the new value, whenever a crash comes, and is never   *)
(* lost.                                                                   *)
(*                                                                         *)
(* Source: B. Lampson and H. Sturgis, "Crash Recovery in a Distributed     *)
(* Data Storage System" (1979), the section on stable storage.             *)
(*                                                                         *)
(* Abstracted away: everything physical.  What is on the disk is a set:    *)
(* the values that the client might find if the system crashed and came    *)
(* back now.                                                               *)
(***************************************************************************)
CONSTANTS
    Value,    \* what can be written
    Initial,  \* what is on the page at first
    Nothing   \* not a value

ASSUME Initial \in Value /\ Nothing \notin Value

VARIABLES
    phase,     \* "down", "idle" or "writing"
    possible,  \* the values that a crash now might leave
    pending,   \* the value being written, or Nothing
    answer     \* the answer to the latest Get since the system came up, or Nothing

vars == <<phase, possible, pending, answer>>

(***************************************************************************)
(* Never lost, and in doubt only while a write is going on or cut short.   *)
(***************************************************************************)
Definite == phase = "idle" => \E v \in Value : possible = {v}

TypeOK ==
    /\ phase \in {"down", "idle", "writing"}
    /\ possible \in SUBSET Value \ {{}}
    /\ pending \in Value \cup {Nothing}
    /\ answer \in Value \cup {Nothing}

-----------------------------------------------------------------------------
Init ==
    /\ phase = "down"
    /\ possible = {Initial}
    /\ pending = Nothing
    /\ answer = Nothing

(***************************************************************************)
(* A write begins: from now on the page may be old or new.                 *)
(***************************************************************************)
Put(v) ==
    /\ phase = "idle"
    /\ phase' = "writing"
    /\ possible' = possible \cup {v}
    /\ pending' = v
    /\ UNCHANGED answer

(***************************************************************************)
(* A write ends: the page is new, whatever happens.                        *)
(***************************************************************************)
Finish ==
    /\ phase = "writing"
    /\ phase' = "idle"
    /\ possible' = {pending}
    /\ pending' = Nothing
    /\ UNCHANGED answer

(***************************************************************************)
(* While a write goes on, or after a crash, the page may settle: one of    *)
(* the values is no longer possible.                                       *)
(***************************************************************************)
Settle ==
    /\ phase \in {"writing", "down"}
    /\ \E v \in possible : possible' = {v}
    /\ pending # Nothing => possible' = {pending}
    /\ UNCHANGED <<phase, pending, answer>>

(***************************************************************************)
(* A read gives the value.                                                 *)
(***************************************************************************)
Get ==
    /\ phase = "idle"
    /\ answer' \in possible
    /\ UNCHANGED <<phase, possible, pending>>

(***************************************************************************)
(* A crash cuts a write short: it leaves the old or the new value, or what *)
(* will turn out to be one of them only when the system comes back.        *)
(***************************************************************************)
Crash ==
    /\ phase # "down"
    /\ phase' = "down"
    /\ possible' \in SUBSET possible \ {{}}
    /\ pending' = Nothing
    /\ answer' = Nothing

Recover ==
    /\ phase = "down"
    /\ phase' = "idle"
    /\ \E v \in possible : possible' = {v}
    /\ UNCHANGED <<pending, answer>>

Next ==
    \/ \E v \in Value : Put(v)
    \/ Finish
    \/ Settle
    \/ Get
    \/ Crash
    \/ Recover

Spec == Init /\ [][Next]_vars
=============================================================================
