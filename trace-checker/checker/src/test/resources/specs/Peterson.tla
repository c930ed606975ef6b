------------------------------ MODULE Peterson ------------------------------
(* G. L. Peterson, Myths about the mutual exclusion problem, 1981, in the form *)
(* that the translator of PlusCal gives to an algorithm: processes are 0 and 1.*)
EXTENDS Integers

VARIABLES flag, turn, pc

vars == <<flag, turn, pc>>

ProcSet == 0..1

Init ==
    /\ flag = [i \in ProcSet |-> FALSE]
    /\ turn = 0
    /\ pc = [self \in ProcSet |-> "a0"]

a0(self) ==
    /\ pc[self] = "a0"
    /\ flag' = [flag EXCEPT ![self] = TRUE]
    /\ pc' = [pc EXCEPT ![self] = "a1"]
    /\ turn' = turn

a1(self) ==
    /\ pc[self] = "a1"
    /\ turn' = 1 - self
    /\ pc' = [pc EXCEPT ![self] = "a2"]
    /\ flag' = flag

a2(self) ==
    /\ pc[self] = "a2"
    /\ flag[1 - self] = FALSE \/ turn = self
    /\ pc' = [pc EXCEPT ![self] = "cs"]
    /\ UNCHANGED <<flag, turn>>

cs(self) ==
    /\ pc[self] = "cs"
    /\ flag' = [flag EXCEPT ![self] = FALSE]
    /\ pc' = [pc EXCEPT ![self] = "a0"]
    /\ turn' = turn

proc(self) == a0(self) \/ a1(self) \/ a2(self) \/ cs(self)

Next == \E self \in 0..1 : proc(self)

Spec == Init /\ [][Next]_vars

MutualExclusion == ~(pc[0] = "cs" /\ pc[1] = "cs")
=============================================================================
