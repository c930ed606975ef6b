------------------------------ MODULE KeyValue ------------------------------
(***************************************************************************)
(* What clients see of ONE key of a key-value store that is linearizable:  *)
(* as if each operation happened at one moment between its call and its    *)
(* return.  M. Herlihy and J. Wing, "Linearizability: A Correctness        *)
(* Condition for Concurrent Objects", 1990.  Keys do not interact, and     *)
(* linearizability is local (theorem 1 there): a store is linearizable if  *)
(* each of its keys is.                                                    *)
(*                                                                         *)
(* A history is what clients called and were told, in the order in which   *)
(* that happened, without the moments between.  It is linearizable if it   *)
(* is that of a behaviour of this module.  A call without return may have  *)
(* taken effect, or may later, or never.                                   *)
(***************************************************************************)
EXTENDS Naturals

CONSTANTS
    Client,   \* who calls; one operation at a time
    Value,    \* what may be put
    None      \* stands for "no value": the key is not there

ASSUME None \notin Value

VARIABLES
    value,    \* the value now; or None
    call      \* call[c]: what c has called and what it will be told

vars == <<value, call>>

(***************************************************************************)
(* Operations with values in V, the value after them, and what the caller  *)
(* is told.                                                                *)
(***************************************************************************)
Operation(V) ==
    [type : {"get", "delete"}]
        \cup
    [type : {"put"}, value : V]
        \cup
    [type : {"compareAndSet"}, expected : V \cup {None}, value : V]

Result(V) == V \cup {None, "done", "swapped", "differs"}

After(v, op) ==
    CASE op.type = "get" -> v
      [] op.type = "delete" -> None
      [] op.type = "put" -> op.value
      [] op.type = "compareAndSet" -> IF v = op.expected THEN op.value ELSE v

Told(v, op) ==
    CASE op.type = "get" -> v
      [] op.type = "compareAndSet" -> IF v = op.expected THEN "swapped" ELSE "differs"
      [] OTHER -> "done"

Idle == [stage |-> "idle"]

Called(op) == [stage |-> "called", operation |-> op]

Done(r) == [stage |-> "done", result |-> r]

TypeOK ==
    /\ value \in Value \cup {None}
    /\ \A c \in Client :
        \/ call[c] = Idle
        \/ call[c].stage = "called" /\ call[c].operation \in Operation(Value)
        \/ call[c].stage = "done" /\ call[c].result \in Result(Value)

-----------------------------------------------------------------------------
Init ==
    /\ value = None
    /\ call = [c \in Client |-> Idle]

Invoke(c, op) ==
    /\ call[c].stage = "idle"
    /\ call' = [call EXCEPT ![c] = Called(op)]
    /\ UNCHANGED value

(***************************************************************************)
(* The moment at which the operation happens.  Nobody sees it.             *)
(***************************************************************************)
TakeEffect(c) ==
    /\ call[c].stage = "called"
    /\ value' = After(value, call[c].operation)
    /\ call' = [call EXCEPT ![c] = Done(Told(value, call[c].operation))]

Return(c, r) ==
    /\ call[c].stage = "done"
    /\ r = call[c].result
    /\ call' = [call EXCEPT ![c] = Idle]
    /\ UNCHANGED value

Next ==
    \E c \in Client :
        \/ \E op \in Operation(Value) : Invoke(c, op)
        \/ TakeEffect(c)
        \/ \E r \in Result(Value) : Return(c, r)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* The value changes only by what somebody has called.                     *)
(***************************************************************************)
OnlyWhatWasAsked ==
    [][value' # value => \E c \in Client :
        call[c].stage = "called" /\ value' = After(value, call[c].operation)]_vars

THEOREM Spec => []TypeOK /\ OnlyWhatWasAsked
=============================================================================
