---------------------------- MODULE MCHistories ----------------------------
(***************************************************************************)
(* What models of inductive invariants need: all histories within bounds,  *)
(* and few messages at a time.                                             *)
(***************************************************************************)
EXTENDS Register, TLC

CONSTANTS
    Asked,        \* Asked[n]: operations that the client at n has asked for, at most
    MostMessages  \* messages in the network, at most: 0, 1 or 2

(***************************************************************************)
(* The functions f with f[d] \in S[d] for each d.                          *)
(***************************************************************************)
RECURSIVE Choices(_)
Choices(S) ==
    IF DOMAIN S = {} THEN {<<>>}
    ELSE LET d == CHOOSE e \in DOMAIN S : TRUE
         IN  {(d :> v) @@ f : v \in S[d], f \in Choices([e \in DOMAIN S \ {d} |-> S[e]])}

(* What may have been answered before the i-th operation of n was asked for. *)
Before(n, i) ==
    Choices([q \in Node |-> IF q = n THEN {i - 1} ELSE 0 .. Asked[q]])

DoneAt(n, i) ==
    [kind : {"read"}, value : Value \cup {Initial}, isDone : {TRUE}, after : Before(n, i)]
    \cup [kind : {"write"}, value : Value, isDone : {TRUE}, after : Before(n, i)]

WaitingAt(n, i) ==
    [kind : {"read"}, value : {Initial}, isDone : {FALSE}, after : Before(n, i)]
    \cup [kind : {"write"}, value : Value, isDone : {FALSE}, after : Before(n, i)]

RECURSIVE DoneUpTo(_, _)
DoneUpTo(n, i) ==
    IF i = 0 THEN {<<>>}
    ELSE {Append(h, op) : h \in DoneUpTo(n, i - 1), op \in DoneAt(n, i)}

HistoriesOf(n) ==
    UNION {DoneUpTo(n, i) : i \in 0 .. Asked[n]}
    \cup UNION {{Append(h, op) : h \in DoneUpTo(n, i - 1), op \in WaitingAt(n, i)} :
                    i \in 1 .. Asked[n]}

(***************************************************************************)
(* Here TLC computes it once, and not in each state.                       *)
(***************************************************************************)
Histories == {h \in Choices([n \in Node |-> HistoriesOf(n)]) : TRUE}

SomeHistory ==
    /\ history \in Histories
    /\ HistoryInOrder

AnsweredOnes == UNION {{<<n, i>> : i \in 1 .. Answered(n)} : n \in Node}

(***************************************************************************)
(* A step receives one message at most, and each conjunct about messages   *)
(* speaks of one: what it says of m after the step depends on m and on the *)
(* one received.  So two at a time are as good as all.                     *)
(***************************************************************************)
Few(messages) ==
    {{}} \cup CASE MostMessages = 0 -> {}
                [] MostMessages = 1 -> {{m} : m \in messages}
                [] MostMessages = 2 -> {{m1, m2} : m1, m2 \in messages}

(***************************************************************************)
(* An ACTION_CONSTRAINT that no step satisfies: the successors are checked *)
(* and not explored.                                                       *)
(***************************************************************************)
OneStep == history' = history /\ history' # history

(* In the place of Asked. *)
OneEach == [n \in Node |-> 1]
TwoEach == [n \in Node |-> 2]
TwoOfB == [n \in Node |-> IF n = "b" THEN 2 ELSE 1]
OnlyB == [n \in Node |-> IF n = "b" THEN 2 ELSE 0]
NoneOfC == [n \in Node |-> IF n = "c" THEN 0 ELSE 1]

(* In the place of MayAsk, for models of the states that are reached. *)
UpToAsked(n, kind, v) == Number(n) < Asked[n]

(* In the place of a conjunct, for a broken model: it says nothing. *)
Anyway == TRUE
Anything(m) == TRUE
=============================================================================
