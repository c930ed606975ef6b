------------------------------ MODULE MCVoting ------------------------------
(***************************************************************************)
(* What the models of Voting need beside the spec.                         *)
(***************************************************************************)
EXTENDS Voting, TLC

Majorities == {Q \in SUBSET Acceptor : 2 * Cardinality(Q) > Cardinality(Acceptor)}

\* Acceptors are interchangeable, and so are values.
Symmetric == Permutations(Acceptor) \cup Permutations(Value)

-----------------------------------------------------------------------------
(***************************************************************************)
(* All states that satisfy the invariant, made by its structure instead of *)
(* by a search through all typed states: every ballot has one value and a  *)
(* set of voters, every acceptor a promise no lower than its latest vote;  *)
(* what remains of the invariant is then tested.                           *)
(***************************************************************************)
Elections == [Ballot -> {[value |-> None, voters |-> {}]} \cup
    [value : Value, voters : (SUBSET Acceptor) \ {{}}]]

LatestVote(a) ==
    LET cast == {b \in Ballot : votes[a][b] # None}
    IN  IF cast = {} THEN 0 ELSE CHOOSE b \in cast : \A c \in cast : c <= b

InductiveInit ==
    /\ \E e \in Elections :
        votes = [a \in Acceptor |->
            [b \in Ballot |-> IF a \in e[b].voters THEN e[b].value ELSE None]]
    /\ promised \in [Acceptor -> Ballot \cup {0}]
    /\ \A a \in Acceptor : promised[a] >= LatestVote(a)
    /\ Inv

InductiveSpec == InductiveInit /\ [][Next]_vars

\* The step to Consensus, from every state of the invariant.
StepsRefine == [][C!Next]_chosen

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.                                                                  *)
(***************************************************************************)

\* MayVote: an acceptor does not keep its promise
AlwaysVote(a, b) == TRUE

\* Shown: some vote of a quorum that renounced lower ballots is looked at, not the latest
ShownByAnyVote(b, v) ==
    \E Q \in Quorum :
        /\ \A a \in Q : promised[a] >= b
        /\ Latest(Q, b) # 0 => \E a \in Q, c \in Ballot : c < b /\ votes[a][c] = v

\* Shown: lower ballots are not looked at
NothingShown(b, v) == TRUE

\* Unopposed: two values in one ballot
NoMatter(b, v) == TRUE

\* Quorum, QuorumsIntersect: one acceptor is enough
Singletons == {{a} : a \in Acceptor}

Unchecked == TRUE
=============================================================================
