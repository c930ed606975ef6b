-------------------------- MODULE PrimaryRegister ---------------------------
(***************************************************************************)
(* One node has the register, and all others ask it: consistent whatever   *)
(* the network does, and not available to whom a cut separates from it.    *)
(* The second of the trivial solutions in section 3 of the paper.          *)
(***************************************************************************)
EXTENDS PartitionedRegister

CONSTANT Primary  \* the node that has the register

ASSUME Primary \in Node

VARIABLES
    stored,  \* the value of the register, at the primary
    served   \* served[n], at the primary: the latest operation of n that it did

vars == <<history, side, network, stored, served>>

(***************************************************************************)
(* A request has the number of its operation, so that one that comes again *)
(* is not done again.                                                      *)
(***************************************************************************)
Served == [number : Nat, value : Value \cup {Initial}]

Message ==
    [type : {"request"}, from : Node, to : {Primary}, number : Nat,
     kind : {"read", "write"}, value : Value \cup {Initial}]
    \cup [type : {"answer"}, from : {Primary}, to : Node, number : Nat,
          value : Value \cup {Initial}]

Request(n) ==
    [type |-> "request", from |-> n, to |-> Primary, number |-> Number(n),
     kind |-> Current(n).kind, value |-> Current(n).value]

AnswerTo(n, last) ==
    [type |-> "answer", from |-> Primary, to |-> n, number |-> last.number,
     value |-> last.value]

(***************************************************************************)
(* Named for the models that break them.                                   *)
(***************************************************************************)
IsNew(m) == m.number > served[m.from].number

IsLatest(m) == m.number = served[m.from].number

IsUndone(n) == served[n].number < Number(n)

IsExpected(n, m) == IsWaiting(n) /\ m.number = Number(n)

-----------------------------------------------------------------------------
Init ==
    /\ HistoryInit
    /\ PartitionInit
    /\ stored = Initial
    /\ served = [n \in Node |-> [number |-> 0, value |-> Initial]]

Ask(n, kind, v) == Asks(n, kind, v) /\ UNCHANGED <<side, network, stored, served>>

(***************************************************************************)
(* n asks the primary, and again when it may have to.                      *)
(***************************************************************************)
SendRequest(n) ==
    /\ n # Primary
    /\ IsWaiting(n)
    /\ Send({Request(n)})
    /\ UNCHANGED <<history, side, stored, served>>

Performs(n, number, kind, v) ==
    LET after == IF kind = "write" THEN v ELSE stored
    IN  /\ stored' = after
        /\ served' = [served EXCEPT ![n] = [number |-> number, value |-> after]]

(***************************************************************************)
(* The primary does an operation of its own client.                        *)
(***************************************************************************)
Perform(n) ==
    /\ n = Primary
    /\ IsWaiting(n)
    /\ IsUndone(n)
    /\ Performs(n, Number(n), Current(n).kind, Current(n).value)
    /\ UNCHANGED <<history, side, network>>

AnswerOwn(n) ==
    /\ n = Primary
    /\ ~IsUndone(n)
    /\ IsAnswered(n, served[n].value)
    /\ UNCHANGED <<side, network, stored, served>>

(***************************************************************************)
(* The primary does an operation of another node's client.                 *)
(***************************************************************************)
PerformRequest(n, m) ==
    /\ m.type = "request" /\ m.to = n
    /\ IsNew(m)
    /\ Performs(m.from, m.number, m.kind, m.value)
    /\ Send({AnswerTo(m.from, served'[m.from])})
    /\ UNCHANGED <<history, side>>

(***************************************************************************)
(* It has done the operation before, and the answer may be lost.           *)
(***************************************************************************)
RepeatAnswer(n, m) ==
    /\ m.type = "request" /\ m.to = n
    /\ ~IsNew(m)
    /\ IsLatest(m)
    /\ Send({AnswerTo(m.from, served[m.from])})
    /\ UNCHANGED <<history, side, stored, served>>

(***************************************************************************)
(* The client has asked for something else since.                          *)
(***************************************************************************)
IgnoreRequest(n, m) ==
    /\ m.type = "request" /\ m.to = n
    /\ ~IsNew(m)
    /\ ~IsLatest(m)
    /\ UNCHANGED vars

TakeAnswer(n, m) ==
    /\ m.type = "answer" /\ m.to = n
    /\ IsExpected(n, m)
    /\ IsAnswered(n, m.value)
    /\ UNCHANGED <<side, network, stored, served>>

IgnoreAnswer(n, m) ==
    /\ m.type = "answer" /\ m.to = n
    /\ ~IsExpected(n, m)
    /\ UNCHANGED vars

Cut(S) == IsCut(S) /\ UNCHANGED <<history, stored, served>>

Heal == IsHealed /\ UNCHANGED <<history, stored, served>>

Receive(n, m) ==
    \/ PerformRequest(n, m)
    \/ RepeatAnswer(n, m)
    \/ IgnoreRequest(n, m)
    \/ TakeAnswer(n, m)
    \/ IgnoreAnswer(n, m)

Next ==
    \/ \E n \in Node :
        \/ \E v \in Value : Ask(n, "write", v)
        \/ Ask(n, "read", Initial)
        \/ SendRequest(n)
        \/ Perform(n)
        \/ AnswerOwn(n)
        \/ \E m \in network : Receive(n, m)
    \/ \E S \in Cuts : Cut(S)
    \/ Heal

(***************************************************************************)
(* Nodes do not fail, and what is not lost arrives.                        *)
(***************************************************************************)
Fairness ==
    \A n \in Node :
        /\ WF_vars(SendRequest(n) \/ Perform(n) \/ AnswerOwn(n))
        /\ \A p \in Node : WF_vars(\E m \in network : m.from = p /\ Receive(n, m))

Spec == Init /\ [][Next]_vars /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ HistoryOK
    /\ side \in Cuts \cup {{}}
    /\ network \subseteq Message
    /\ stored \in Value \cup {Initial}
    /\ served \in [Node -> Served]

(***************************************************************************)
(* The primary has done no operation that nobody asked for, and all those  *)
(* that were answered.                                                     *)
(***************************************************************************)
ServedIsKnown ==
    \A n \in Node : served[n].number \in Answered(n) .. Number(n)

AnswersAreServed ==
    \A m \in network : m.type = "answer" =>
        /\ m.number <= served[m.to].number
        /\ m.number = served[m.to].number => m.value = served[m.to].value

(***************************************************************************)
(* A request is for an operation that its client has asked for.            *)
(***************************************************************************)
RequestsAreAsked ==
    \A m \in network : m.type = "request" =>
        /\ m.number \in 1 .. Number(m.from)
        /\ LET op == history[m.from][m.number]
           IN  /\ m.kind = op.kind
               /\ m.value = IF op.kind = "write" THEN op.value ELSE Initial

Abstract == INSTANCE AtomicRegister WITH
    register <- stored,
    effects <- [n \in Node |-> served[n].number],
    found <- [n \in Node |-> served[n].value]

Refinement == Abstract!Spec

(***************************************************************************)
(* Why it is consistent: an inductive invariant.                           *)
(***************************************************************************)
Inv ==
    /\ TypeOK
    /\ HistoryInOrder
    /\ ServedIsKnown
    /\ RequestsAreAsked
    /\ AnswersAreServed
    /\ Abstract!IsExplained

(***************************************************************************)
(* Available to whom a cut does not separate from the primary for ever.    *)
(***************************************************************************)
AvailableWhereReached ==
    \A n \in Node : <>[]Reaches(n, Primary) => (IsWaiting(n) ~> ~IsWaiting(n))

THEOREM Spec => [](Inv /\ Atomic)
THEOREM Spec => Refinement
THEOREM Spec => AvailableWhereReached
=============================================================================
