--------------------------- MODULE AtomicRegister ---------------------------
(***************************************************************************)
(* What consistency promises: each operation takes effect at one moment    *)
(* between its request and its answer.  Whether it is ever answered is     *)
(* left open.                                                              *)
(***************************************************************************)
EXTENDS Register

VARIABLES
    register,  \* its value
    effects,   \* effects[n]: how many operations of n have taken effect
    found      \* found[n]: what the register held after the latest of them

vars == <<history, register, effects, found>>

Init ==
    /\ HistoryInit
    /\ register = Initial
    /\ effects = [n \in Node |-> 0]
    /\ found = [n \in Node |-> Initial]

Ask(n, kind, v) == Asks(n, kind, v) /\ UNCHANGED <<register, effects, found>>

TakeEffect(n) ==
    /\ IsWaiting(n)
    /\ effects[n] < Len(history[n])
    /\ register' = IF Current(n).kind = "write" THEN Current(n).value ELSE register
    /\ effects' = [effects EXCEPT ![n] = @ + 1]
    /\ found' = [found EXCEPT ![n] = register']
    /\ UNCHANGED history

Answer(n) ==
    /\ effects[n] = Len(history[n])
    /\ IsAnswered(n, found[n])
    /\ UNCHANGED <<register, effects, found>>

Next ==
    \E n \in Node :
        \/ \E v \in Value : Ask(n, "write", v)
        \/ Ask(n, "read", Initial)
        \/ TakeEffect(n)
        \/ Answer(n)

Spec == Init /\ [][Next]_vars

TypeOK ==
    /\ HistoryOK
    /\ register \in Value \cup {Initial}
    /\ effects \in [Node -> Nat]
    /\ found \in [Node -> Value \cup {Initial}]

THEOREM Spec => [](TypeOK /\ Atomic /\ NothingInvented)
=============================================================================
