--------------------------- MODULE LocalRegister ----------------------------
(***************************************************************************)
(* Each node has a copy and answers from it at once: available whatever    *)
(* the network does, and not consistent.  Copies are merged, the latest    *)
(* write wins, so that all become equal when the network is whole and      *)
(* nobody writes any more.  The third of the trivial solutions in          *)
(* section 3 of the paper.                                                 *)
(***************************************************************************)
EXTENDS PartitionedRegister

CONSTANT Rank  \* of each node: which of two writes of one time wins

ASSUME Rank \in [Node -> Nat]

VARIABLE copy  \* copy[n]: the latest write that n knows

vars == <<history, side, network, copy>>

Copy == [time : Nat, rank : Nat, value : Value \cup {Initial}]

Message == [type : {"tell", "have"}, from : Node, to : Node, copy : Copy]

IsNewer(c, d) == c.time > d.time \/ (c.time = d.time /\ c.rank > d.rank)

(***************************************************************************)
(* Whether n takes the copy that a message brings.                         *)
(***************************************************************************)
IsTaken(n, m) == IsNewer(m.copy, copy[n])

(***************************************************************************)
(* What the client at n asks for, and the time of its write.               *)
(***************************************************************************)
IsRead(n) == Current(n).kind = "read"

NextTime(n) == copy[n].time + 1

Init ==
    /\ HistoryInit
    /\ PartitionInit
    /\ copy = [n \in Node |-> [time |-> 0, rank |-> 0, value |-> Initial]]

Ask(n, kind, v) == Asks(n, kind, v) /\ UNCHANGED <<side, network, copy>>

AnswerRead(n) ==
    /\ IsWaiting(n) /\ IsRead(n)
    /\ IsAnswered(n, copy[n].value)
    /\ UNCHANGED <<side, network, copy>>

AnswerWrite(n) ==
    /\ IsWaiting(n) /\ ~IsRead(n)
    /\ IsAnswered(n, Initial)
    /\ copy' = [copy EXCEPT ![n] =
           [time |-> NextTime(n), rank |-> Rank[n], value |-> Current(n).value]]
    /\ UNCHANGED <<side, network>>

(***************************************************************************)
(* n tells q what it has, at any time; q answers with what it has then, so *)
(* that n knows when it need not tell any more.                            *)
(***************************************************************************)
Tell(n, q) ==
    /\ n # q
    /\ Send({[type |-> "tell", from |-> n, to |-> q, copy |-> copy[n]]})
    /\ UNCHANGED <<history, side, copy>>

Replies(n, m, c) ==
    IF m.type = "tell"
    THEN {[type |-> "have", from |-> n, to |-> m.from, copy |-> c]}
    ELSE {}

Merge(n, m) ==
    /\ m.to = n
    /\ IsTaken(n, m)
    /\ copy' = [copy EXCEPT ![n] = m.copy]
    /\ Send(Replies(n, m, m.copy))
    /\ UNCHANGED <<history, side>>

KeepCopy(n, m) ==
    /\ m.to = n
    /\ ~IsTaken(n, m)
    /\ Send(Replies(n, m, copy[n]))
    /\ UNCHANGED <<history, side, copy>>

Cut(S) == IsCut(S) /\ UNCHANGED <<history, copy>>

Heal == IsHealed /\ UNCHANGED <<history, copy>>

Next ==
    \/ \E n \in Node :
        \/ \E v \in Value : Ask(n, "write", v)
        \/ Ask(n, "read", Initial)
        \/ AnswerRead(n)
        \/ AnswerWrite(n)
        \/ \E q \in Node : Tell(n, q)
        \/ \E m \in network : Merge(n, m) \/ KeepCopy(n, m)
    \/ \E S \in Cuts : Cut(S)
    \/ Heal

Fairness ==
    \A n \in Node :
        /\ WF_vars(AnswerRead(n) \/ AnswerWrite(n))
        /\ \A q \in Node :
            /\ WF_vars(Tell(n, q))
            /\ WF_vars(\E m \in network : m.from = q /\ Merge(n, m))
            /\ WF_vars(\E m \in network : m.from = q /\ KeepCopy(n, m))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ HistoryOK
    /\ side \in Cuts \cup {{}}
    /\ network \subseteq Message
    /\ copy \in [Node -> Copy]

(***************************************************************************)
(* A write has one time and rank: who has the same has the same value.     *)
(***************************************************************************)
Copies == {copy[n] : n \in Node} \cup {m.copy : m \in network}

WritesAreDistinct ==
    \A c, d \in Copies : c.time = d.time /\ c.rank = d.rank => c = d

(***************************************************************************)
(* Time counts writes: a node has counted its own, and nothing else.       *)
(***************************************************************************)
WritesAreCounted ==
    \A n \in Node :
        /\ copy[n].time >=
               Cardinality({w \in AllWrites : w[1] = n /\ w[2] <= Answered(n)})
        /\ copy[n].time <= Cardinality(AllWrites)

(***************************************************************************)
(* Why: an inductive invariant.  Who has not written yet has only asked    *)
(* to, so that what is counted are the writes that were answered.          *)
(***************************************************************************)
Written == {w \in AllWrites : w[2] <= Answered(w[1])}

CopiesAreOfWrites ==
    \A c \in Copies :
        /\ c.time <= Cardinality(Written)
        /\ \/ c = [time |-> 0, rank |-> 0, value |-> Initial]
           \/ \E w \in Written :
                  c.rank = Rank[w[1]] /\ c.value = history[w[1]][w[2]].value

OwnIsLatest ==
    \A n \in Node : \A c \in Copies : c.rank = Rank[n] => c.time <= copy[n].time

OwnAreCounted ==
    \A n \in Node : copy[n].time >= Cardinality({w \in Written : w[1] = n})

Inv ==
    /\ TypeOK
    /\ HistoryInOrder
    /\ WritesAreDistinct
    /\ CopiesAreOfWrites
    /\ OwnIsLatest
    /\ OwnAreCounted
    /\ NothingInvented

(***************************************************************************)
(* What a node has read it never unlearns.                                 *)
(***************************************************************************)
NeverOlder == [][\A n \in Node : copy'[n] = copy[n] \/ IsNewer(copy'[n], copy[n])]_vars

(***************************************************************************)
(* Clients ask for finitely many operations in a model, so that in the end *)
(* nobody writes.                                                          *)
(***************************************************************************)
BecomeEqual == EndsWhole => <>[](\A p, q \in Node : copy[p] = copy[q])

Abstract == INSTANCE AvailableRegister

Refinement == Abstract!Spec

THEOREM Spec => [](Inv /\ WritesAreCounted)
THEOREM Spec => NeverOlder
THEOREM Spec => Available /\ BecomeEqual /\ Refinement
=============================================================================
