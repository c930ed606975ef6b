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

-----------------------------------------------------------------------------
(***************************************************************************)
(* Why it is atomic: an inductive invariant.  What has taken effect is     *)
(* what was answered, and maybe what is asked for.                         *)
(***************************************************************************)
EffectsAreKnown == \A n \in Node : effects[n] \in Answered(n) .. Number(n)

(***************************************************************************)
(* There is an order of the operations that have taken effect, which       *)
(* agrees with real time and with what reads were answered, and leaves     *)
(* register and found as they are.  Of n, ordered[n] operations have a     *)
(* place in it; they left v, and those of each node the values in seen.    *)
(***************************************************************************)
RECURSIVE Explains(_, _, _)
Explains(ordered, v, seen) ==
    IF ordered = effects
    THEN v = register /\ seen = found
    ELSE \E n \in Node :
        /\ ordered[n] < effects[n]
        /\ LET op == history[n][ordered[n] + 1]
               left == IF op.kind = "write" THEN op.value ELSE v
           IN  /\ \A q \in Node : op.after[q] <= ordered[q]
               /\ op.kind = "read" /\ op.isDone => op.value = v
               /\ Explains([ordered EXCEPT ![n] = @ + 1], left, [seen EXCEPT ![n] = left])

IsExplained == Explains([n \in Node |-> 0], Initial, [n \in Node |-> Initial])

Inv == TypeOK /\ HistoryInOrder /\ EffectsAreKnown /\ IsExplained

THEOREM Spec => [](Inv /\ Atomic /\ NothingInvented)
=============================================================================
