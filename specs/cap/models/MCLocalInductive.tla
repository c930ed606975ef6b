------------------------- MODULE MCLocalInductive -------------------------
(***************************************************************************)
(* Is Inv of LocalRegister inductive, and is each step from it one of      *)
(* AvailableRegister?  All its states within bounds are generated, with no *)
(* regard to whether they can be reached.  Here as many messages as the    *)
(* bound says are enough for conjuncts that speak of two copies, too: a    *)
(* step makes one copy, and compares it with another.                      *)
(***************************************************************************)
EXTENDS LocalRegister, MCHistories

Ranks == [n \in Node |-> CASE n = "a" -> 1 [] n = "b" -> 2]

SomeCopies ==
    {[time |-> 0, rank |-> 0, value |-> Initial]}
    \cup [time : 0 .. Cardinality(Written), rank : {Rank[n] : n \in Node}, value : Value]

Messages ==
    {m \in [type : {"tell", "have"}, from : Node, to : Node, copy : SomeCopies] :
        m.from # m.to}

InductiveInit ==
    /\ SomeHistory
    /\ copy \in [Node -> SomeCopies]
    /\ OwnAreCounted
    /\ side \in Cuts \cup {{}}
    /\ network \in Few(Messages)
    /\ Inv

InductiveSpec == InductiveInit /\ [][Next]_vars

RefinementStep == [][Abstract!Next]_history
=============================================================================
