-------------------------- MODULE KeyValueHistory ---------------------------
(***************************************************************************)
(* Histories of clients, to be checked for linearizability: KeyValue, in   *)
(* which a call says what its caller will be told.  A history that is over *)
(* knows, and then an operation can only take effect at a moment at which  *)
(* that is what is told.  (M. Abadi and L. Lamport, "The Existence of      *)
(* Refinement Mappings", 1991, call such a variable a prophecy.)           *)
(*                                                                         *)
(* A trace of this module of which Happen is hidden is accepted if and     *)
(* only if it is linearizable.                                             *)
(***************************************************************************)
EXTENDS KeyValue

CONSTANT
    Unknown    \* stands for "no answer came"

VARIABLE
    fate       \* fate[c]: what c will be told of what it has called; or Unknown

historyVars == <<vars, fate>>

HistoryInit ==
    /\ Init
    /\ fate = [c \in Client |-> Unknown]

Call(c, op, r) ==
    /\ Invoke(c, op)
    /\ fate' = [fate EXCEPT ![c] = r]

Fits(c) == fate[c] \in {Unknown, Told(value, call[c].operation)}

Happen(c) ==
    /\ TakeEffect(c)
    /\ Fits(c)
    /\ UNCHANGED fate

Tell(c) ==
    /\ fate[c] # Unknown
    /\ Return(c, fate[c])
    /\ UNCHANGED fate

HistoryNext ==
    \E c \in Client :
        \/ \E op \in Operation(Value) :
            \E r \in Result(Value) \cup {Unknown} : Call(c, op, r)
        \/ Happen(c)
        \/ Tell(c)

HistorySpec == HistoryInit /\ [][HistoryNext]_historyVars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Whatever is accepted is linearizable.  And no linearizable history is   *)
(* rejected, since a call may be of any fate.                              *)
(***************************************************************************)
Linearizable == Spec

THEOREM HistorySpec => Linearizable
=============================================================================
