------------------------- MODULE MCAtomicInductive -------------------------
(***************************************************************************)
(* Is Inv of AtomicRegister inductive?  All its states within bounds are   *)
(* generated, with no regard to whether they can be reached, and TLC       *)
(* checks that each step from one of them leads to a state of Inv.         *)
(***************************************************************************)
EXTENDS AtomicRegister, MCHistories

InductiveInit ==
    /\ SomeHistory
    /\ effects \in Choices([n \in Node |-> Answered(n) .. Number(n)])
    /\ register \in Value \cup {Initial}
    /\ found \in [Node -> Value \cup {Initial}]
    /\ IsExplained
    /\ Inv

InductiveSpec == InductiveInit /\ [][Next]_vars
=============================================================================
