------------------------------ MODULE Register ------------------------------
(***************************************************************************)
(* A register that clients read and write, each at a node of its own, and  *)
(* what one may ask of it: S. Gilbert and N. Lynch, "Brewer's Conjecture   *)
(* and the Feasibility of Consistent, Available, Partition-Tolerant Web    *)
(* Services", SIGACT News 33(2), 2002, section 2.                          *)
(*                                                                         *)
(* The history says what clients have asked for and been answered.  The    *)
(* modules that extend this one add what answers them.  A client asks      *)
(* again when it has been answered, so that a node has at most one request *)
(* at a time.                                                              *)
(***************************************************************************)
EXTENDS Integers, Sequences, FiniteSets

CONSTANTS
    Node,
    Value,
    Initial  \* what the register holds before the first write

ASSUME IsFiniteSet(Node) /\ Initial \notin Value

VARIABLE history  \* history[n]: the operations that the client at n asked for, in order

(***************************************************************************)
(* value is what a write writes, or what a read was answered; after says   *)
(* how many operations of each node had been answered when this one was    *)
(* asked for.  It is all that is known of real time.                       *)
(***************************************************************************)
Operation ==
    [kind : {"read", "write"}, value : Value \cup {Initial}, isDone : BOOLEAN,
     after : [Node -> Nat]]

Number(n) == Len(history[n])

Current(n) == history[n][Number(n)]

(***************************************************************************)
(* What the client at n sees: the value of its latest operation, which of  *)
(* a read is known when it is answered.                                    *)
(***************************************************************************)
Seen(n) == IF Number(n) = 0 THEN Initial ELSE Current(n).value

HistoryOK ==
    /\ history \in [Node -> Seq(Operation)]
    /\ \A n \in Node : Seen(n) \in Value \cup {Initial}

HistoryInit == history = [n \in Node |-> <<>>]

IsWaiting(n) == Number(n) > 0 /\ ~Current(n).isDone

Answered(n) == IF IsWaiting(n) THEN Number(n) - 1 ELSE Number(n)

(* All writes that clients have asked for: <<n, i>> is the i-th operation of n. *)
AllWrites ==
    {w \in UNION {{<<n, i>> : i \in 1 .. Number(n)} : n \in Node} :
        history[w[1]][w[2]].kind = "write"}

(* A client may ask for anything; a model sets bounds. *)
MayAsk(n, kind, v) == TRUE

-----------------------------------------------------------------------------
(***************************************************************************)
(* What the actions of clients do to the history.                          *)
(***************************************************************************)
Asks(n, kind, v) ==
    /\ ~IsWaiting(n)
    /\ kind = "read" => v = Initial
    /\ MayAsk(n, kind, v)
    /\ history' = [history EXCEPT ![n] =
           Append(@, [kind |-> kind, value |-> v, isDone |-> FALSE,
                      after |-> [q \in Node |-> Answered(q)]])]

IsAnswered(n, v) ==
    /\ IsWaiting(n)
    /\ history' = [history EXCEPT ![n][Len(history[n])] =
           [@ EXCEPT !.isDone = TRUE, !.value = IF @ \in Value THEN @ ELSE v]]

-----------------------------------------------------------------------------
(***************************************************************************)
(* Whether there is a total order of the operations in which each read     *)
(* returns the value of the latest write before it, the operations of a    *)
(* node have the order in which it was asked for them, and the i-th of n   *)
(* follows the first after[n][i][q] of each q.  Operations that were not   *)
(* answered may have taken effect or not.  Of n, ordered[n] operations     *)
(* have a place in that order already, and v is the value that they left.  *)
(***************************************************************************)
RECURSIVE Extends(_, _, _)
Extends(after, ordered, v) ==
    \/ \A n \in Node : ordered[n] >= Answered(n)
    \/ \E n \in Node :
        /\ ordered[n] < Len(history[n])
        /\ LET op == history[n][ordered[n] + 1]
               more == [ordered EXCEPT ![n] = @ + 1]
           IN  /\ \A q \in Node : after[n][ordered[n] + 1][q] <= ordered[q]
               /\ op.kind = "read" => op.isDone /\ op.value = v
               /\ Extends(after, more, IF op.kind = "write" THEN op.value ELSE v)

IsOrderedAs(after) == Extends(after, [n \in Node |-> 0], Initial)

(***************************************************************************)
(* Consistency is atomicity: the order agrees with real time.              *)
(***************************************************************************)
Atomic ==
    IsOrderedAs([n \in Node |-> [i \in 1 .. Number(n) |-> history[n][i].after]])

(***************************************************************************)
(* A read returns what somebody wrote, or the initial value.               *)
(***************************************************************************)
NothingInvented ==
    \A n \in Node : \A i \in 1 .. Answered(n) :
        LET v == history[n][i].value
        IN  v # Initial =>
                \E q \in Node : \E j \in 1 .. Len(history[q]) :
                    history[q][j].kind = "write" /\ history[q][j].value = v

(***************************************************************************)
(* What is so of every history: a client asks when it has been answered,   *)
(* so that real time is an order: what was answered before an operation    *)
(* was asked for was not asked for later than it.                          *)
(***************************************************************************)
HistoryInOrder ==
    \A n \in Node : \A i \in 1 .. Number(n) :
        LET op == history[n][i]
        IN  /\ i < Number(n) => op.isDone
            /\ op.kind = "write" => op.value # Initial
            /\ op.kind = "read" /\ ~op.isDone => op.value = Initial
            /\ op.after[n] = i - 1
            /\ \A q \in Node :
                /\ op.after[q] \in 0 .. Answered(q)
                /\ op.after[q] > 0 =>
                       \A r \in Node : history[q][op.after[q]].after[r] <= op.after[r]

(***************************************************************************)
(* Availability: every request that a node receives is answered.           *)
(***************************************************************************)
Available == \A n \in Node : IsWaiting(n) ~> ~IsWaiting(n)
=============================================================================
