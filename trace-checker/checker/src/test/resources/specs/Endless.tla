------------------------------ MODULE Endless ------------------------------
\* Steps that choose from sets which cannot be enumerated, or not in reasonable time.
EXTENDS Integers, Sequences, TLC
VARIABLES level, queue, table
vars == <<level, queue, table>>
Init == level = 0 /\ queue = <<>> /\ table = [k \in {"a", "b", "c"} |-> 0]
Raise == level' \in Nat /\ level' > level /\ UNCHANGED <<queue, table>>
Put(v) == queue' = Append(queue, v) /\ UNCHANGED <<level, table>>
Fill == table' \in [{"a", "b", "c"} -> 0..9999] /\ UNCHANGED <<level, queue>>
Few == level < 2 /\ level' = level + 1 /\ UNCHANGED <<queue, table>>
Draw == level' = RandomElement(1..6) /\ UNCHANGED <<queue, table>>
Deep == TLCGet("level") < 5 /\ UNCHANGED vars
Late == JavaTime > 0 /\ UNCHANGED vars
Noted == PrintT("noted") /\ Print("noted", TRUE) /\ TLCSet(1, level) /\ UNCHANGED vars
Sure == Assert(level < 2, "too high") /\ level' = level + 1 /\ UNCHANGED <<queue, table>>
Mixed == queue' = <<{1, "one"}>> /\ UNCHANGED <<level, table>>
Clear == queue' = <<>> /\ UNCHANGED <<level, table>>
Next == Raise \/ Fill \/ Few \/ Draw \/ Deep \/ Late \/ Noted \/ Sure \/ Mixed \/ Clear \/ \E v \in Nat : Put(v)
Spec == Init /\ [][Next]_vars
=============================================================================
