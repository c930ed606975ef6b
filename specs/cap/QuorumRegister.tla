--------------------------- MODULE QuorumRegister ---------------------------
(***************************************************************************)
(* Each node has a copy, and an operation asks a quorum before it answers, *)
(* twice: what the latest write is, and to keep what it has found or       *)
(* writes.  Consistent whatever the network does, and available to those   *)
(* who reach a quorum.  H. Attiya, A. Bar-Noy and D. Dolev, "Sharing       *)
(* Memory Robustly in Message-Passing Systems", JACM 42(1), 1995; writes   *)
(* that ask first are N. Lynch's and A. Shvartsman's, FTCS 1997.           *)
(***************************************************************************)
EXTENDS PartitionedRegister

CONSTANT
    Rank  \* of each node: which of two writes of one time is later

ASSUME Rank \in [Node -> Nat]

VARIABLES
    copy,   \* copy[n]: the latest write that n keeps
    phase,  \* phase[n]: where n is with the operation of its client
    heard,  \* heard[n]: who has answered in this phase
    latest  \* latest[n]: the latest write it has heard of, then what it has kept

vars == <<history, side, network, copy, phase, heard, latest>>

Copy == [time : Nat, rank : Nat, value : Value \cup {Initial}]

Phase == {"idle", "query", "store"}

Message ==
    [type : {"query", "kept", "store", "stored"}, from : Node, to : Node, number : Nat,
     copy : Copy]

Blank == [time |-> 0, rank |-> 0, value |-> Initial]

IsNewer(c, d) == c.time > d.time \/ (c.time = d.time /\ c.rank > d.rank)

Newer(c, d) == IF IsNewer(c, d) THEN c ELSE d

IsQuorum(S) == 2 * Cardinality(S) > Cardinality(Node)

IsQuerying(n) == phase[n] = "query"

(***************************************************************************)
(* When n goes on: it has heard from a quorum in this phase.               *)
(***************************************************************************)
KnowsLatest(n) == IsQuorum(heard[n])

MayAnswer(n) == IsQuorum(heard[n])

(***************************************************************************)
(* What an operation stores: its write, later than all that it has heard   *)
(* of, or what it has found, since another may have found it already and   *)
(* nobody may find less from now on.                                       *)
(***************************************************************************)
ToStore(n) ==
    IF Current(n).kind = "write"
    THEN [time |-> latest[n].time + 1, rank |-> Rank[n], value |-> Current(n).value]
    ELSE latest[n]

ToKeep(n) == Newer(ToStore(n), copy[n])

-----------------------------------------------------------------------------
Init ==
    /\ HistoryInit
    /\ PartitionInit
    /\ copy = [n \in Node |-> Blank]
    /\ phase = [n \in Node |-> "idle"]
    /\ heard = [n \in Node |-> {}]
    /\ latest = [n \in Node |-> Blank]

Ask(n, kind, v) ==
    /\ Asks(n, kind, v)
    /\ phase' = [phase EXCEPT ![n] = "query"]
    /\ heard' = [heard EXCEPT ![n] = {n}]
    /\ latest' = [latest EXCEPT ![n] = copy[n]]
    /\ UNCHANGED <<side, network, copy>>

(***************************************************************************)
(* n asks q, in the phase in which it is, and again when it may have to.   *)
(***************************************************************************)
Question(n, q) ==
    [type |-> phase[n], from |-> n, to |-> q, number |-> Number(n),
     copy |-> IF phase[n] = "store" THEN latest[n] ELSE Blank]

SendQuestion(n, q) ==
    /\ phase[n] # "idle"
    /\ q \notin heard[n]
    /\ Send({Question(n, q)})
    /\ UNCHANGED <<history, side, copy, phase, heard, latest>>

Reply(m, type, c) ==
    [type |-> type, from |-> m.to, to |-> m.from, number |-> m.number, copy |-> c]

AnswerQuery(n, m) ==
    /\ m.type = "query" /\ m.to = n
    /\ Send({Reply(m, "kept", copy[n])})
    /\ UNCHANGED <<history, side, copy, phase, heard, latest>>

Store(n, m) ==
    /\ m.type = "store" /\ m.to = n
    /\ copy' = [copy EXCEPT ![n] = Newer(m.copy, @)]
    /\ Send({Reply(m, "stored", Blank)})
    /\ UNCHANGED <<history, side, phase, heard, latest>>

(***************************************************************************)
(* n hears q's answer to the question of this phase.                       *)
(***************************************************************************)
IsExpected(n, m) ==
    /\ m.number = Number(n)
    /\ phase[n] = IF m.type = "kept" THEN "query" ELSE "store"

Hear(n, m) ==
    /\ m.type \in {"kept", "stored"} /\ m.to = n
    /\ IsExpected(n, m)
    /\ heard' = [heard EXCEPT ![n] = @ \cup {m.from}]
    /\ latest' = [latest EXCEPT ![n] = Newer(m.copy, @)]
    /\ UNCHANGED <<history, side, network, copy, phase>>

IgnoreAnswer(n, m) ==
    /\ m.type \in {"kept", "stored"} /\ m.to = n
    /\ ~IsExpected(n, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* A quorum has told what it has: n begins to store.                       *)
(***************************************************************************)
BeginStore(n) ==
    /\ IsQuerying(n)
    /\ KnowsLatest(n)
    /\ phase' = [phase EXCEPT ![n] = "store"]
    /\ heard' = [heard EXCEPT ![n] = {n}]
    /\ latest' = [latest EXCEPT ![n] = ToStore(n)]
    /\ copy' = [copy EXCEPT ![n] = ToKeep(n)]
    /\ UNCHANGED <<history, side, network>>

Answer(n) ==
    /\ phase[n] # "idle" /\ ~IsQuerying(n)
    /\ MayAnswer(n)
    /\ IsAnswered(n, latest[n].value)
    /\ phase' = [phase EXCEPT ![n] = "idle"]
    /\ heard' = [heard EXCEPT ![n] = {}]
    /\ latest' = [latest EXCEPT ![n] = Blank]
    /\ UNCHANGED <<side, network, copy>>

Cut(S) == IsCut(S) /\ UNCHANGED <<history, copy, phase, heard, latest>>

Heal == IsHealed /\ UNCHANGED <<history, copy, phase, heard, latest>>

Receive(n, m) == AnswerQuery(n, m) \/ Store(n, m) \/ Hear(n, m) \/ IgnoreAnswer(n, m)

Next ==
    \/ \E n \in Node :
        \/ \E v \in Value : Ask(n, "write", v)
        \/ Ask(n, "read", Initial)
        \/ \E q \in Node : SendQuestion(n, q)
        \/ \E m \in network : Receive(n, m)
        \/ BeginStore(n)
        \/ Answer(n)
    \/ \E S \in Cuts : Cut(S)
    \/ Heal

Fairness ==
    \A n \in Node :
        /\ WF_vars(BeginStore(n) \/ Answer(n))
        /\ \A q \in Node \ {n} :
            /\ WF_vars(SendQuestion(n, q))
            /\ WF_vars(\E m \in network : m.from = q /\ Receive(n, m))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ HistoryOK
    /\ side \in Cuts \cup {{}}
    /\ network \subseteq Message
    /\ copy \in [Node -> Copy]
    /\ phase \in [Node -> Phase]
    /\ \A n \in Node : phase[n] = "idle" <=> ~IsWaiting(n)
    /\ heard \in [Node -> SUBSET Node]
    /\ latest \in [Node -> Copy]

(***************************************************************************)
(* A write has one time and rank: who has the same has the same value.     *)
(***************************************************************************)
WritesAreDistinct ==
    \A p, q \in Node :
        copy[p].time = copy[q].time /\ copy[p].rank = copy[q].rank => copy[p] = copy[q]

(***************************************************************************)
(* Time counts writes: each has one time.                                  *)
(***************************************************************************)
WritesAreCounted == \A n \in Node : copy[n].time <= Cardinality(AllWrites)

(***************************************************************************)
(* Who has answered in the second phase keeps what it was asked to, or     *)
(* something newer.                                                        *)
(***************************************************************************)
HeardHaveStored ==
    \A n \in Node : phase[n] = "store" =>
        \A q \in heard[n] : ~IsNewer(latest[n], copy[q])

(***************************************************************************)
(* Available to those who reach a quorum for ever, from some time on.      *)
(***************************************************************************)
ReachesQuorum(n) ==
    \E Q \in SUBSET Node : IsQuorum(Q) /\ \A q \in Q : Reaches(n, q)

AvailableToQuorum ==
    \A n \in Node : <>[]ReachesQuorum(n) => (IsWaiting(n) ~> ~IsWaiting(n))

THEOREM Spec => [](TypeOK /\ WritesAreDistinct /\ WritesAreCounted /\ HeardHaveStored)
THEOREM Spec => []Atomic
THEOREM Spec => AvailableToQuorum
=============================================================================
