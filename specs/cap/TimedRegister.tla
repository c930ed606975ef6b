--------------------------- MODULE TimedRegister ----------------------------
(***************************************************************************)
(* A register whose nodes have clocks, and what one may ask of it while    *)
(* messages are lost: the partially synchronous network of section 4 of S. *)
(* Gilbert and N. Lynch, "Brewer's Conjecture and the Feasibility of       *)
(* Consistent, Available, Partition-Tolerant Web Services", SIGACT News    *)
(* 33(2), 2002, and its t-connected consistency, which other printings     *)
(* call delayed-t consistency.                                             *)
(*                                                                         *)
(* Time is an integer, in ticks.  All clocks have one rate, and serve as   *)
(* timers only: a node knows how long ago something was, and not what time *)
(* it is.  A message that is not lost arrives once, within Delay ticks,    *)
(* and may overtake others.  A node takes no time to act (the paper's      *)
(* t_local is 0).  Events of one tick may have any order.                  *)
(*                                                                         *)
(* The network may be cut as that of PartitionedRegister, at any time and  *)
(* for any time, and no node knows of it.                                  *)
(*                                                                         *)
(* All this is so if Timed is true.  Otherwise nothing is known of time:   *)
(* clocks have any rates, and a message stays in the network when it is    *)
(* received, so that it may be late, lost, or come again.  Nobody sees in  *)
(* the trace of a run how long messages took, so that traces are of this.  *)
(***************************************************************************)
EXTENDS Register

CONSTANTS
    Cuts,      \* the sets of nodes that the network may cut off from the others
    Delay,     \* ticks: a message that is not lost arrives within so many
    Connected, \* ticks: t of t-connected consistency
    Timed      \* whether clocks have one rate, and messages their bound

ASSUME
    /\ Cuts \subseteq SUBSET Node
    /\ Delay \in Nat
    /\ Connected \in Nat
    /\ Timed \in BOOLEAN

VARIABLES
    side,     \* the nodes that are cut off; {}: the network is whole
    network,  \* the messages under way, each with the ticks that it has left
    hasLost,  \* whether a message was ever lost
    calm,     \* calm[n][i]: ticks since the i-th operation of n was answered, or since
              \* a message was lost, whichever is later; it stays above Connected
    settled   \* settled[n][i]: how many operations of each node were settled when n was
              \* asked for its i-th

timed == <<side, network, hasLost, calm, settled>>

(***************************************************************************)
(* An operation is settled when no message has been lost for longer than   *)
(* Connected since it was answered.  It is so for ever.                    *)
(***************************************************************************)
Settled(n) == Cardinality({i \in 1 .. Len(calm[n]) : calm[n][i] > Connected})

IsWhole == side = {}

TimedInit ==
    /\ HistoryInit
    /\ side = {}
    /\ network = {}
    /\ hasLost = FALSE
    /\ calm = [n \in Node |-> <<>>]
    /\ settled = [n \in Node |-> <<>>]

-----------------------------------------------------------------------------
(***************************************************************************)
(* What actions do.  The network has these messages under way, if S are    *)
(* the nodes that are cut off: it loses those that cross the cut.          *)
(***************************************************************************)
Carries(S, messages) ==
    LET kept == {m \in messages : (m.from \in S) <=> (m.to \in S)}
    IN  /\ network' = kept
        /\ IF kept = messages
           THEN UNCHANGED <<hasLost, calm>>
           ELSE /\ hasLost' = TRUE
                /\ calm' = [n \in Node |-> [i \in 1 .. Len(calm[n]) |->
                       IF calm[n][i] > Connected THEN calm[n][i] ELSE 0]]

Send(messages) == Carries(side, network \cup messages)

Without(m) == IF Timed THEN network \ {m} ELSE network

Receive(m) == network' = Without(m)

(* In the place of m come these. *)
Reply(m, messages) == Carries(side, Without(m) \cup messages)

TimedAsks(n, kind, v) ==
    /\ Asks(n, kind, v)
    /\ settled' = [settled EXCEPT ![n] = Append(@, [q \in Node |-> Settled(q)])]

TimedAnswers(n, v) ==
    /\ IsAnswered(n, v)
    /\ calm' = [calm EXCEPT ![n] = Append(@, 0)]

IsCut(S) ==
    /\ IsWhole
    /\ S \in Cuts
    /\ side' = S
    /\ Carries(S, network)

IsHealed == ~IsWhole /\ side' = {} /\ UNCHANGED <<network, hasLost, calm>>

(***************************************************************************)
(* Time does not pass by a message that is due.                            *)
(***************************************************************************)
Passes ==
    /\ \A m \in network : m.left > 0
    /\ network' = {[m EXCEPT !.left = @ - 1] : m \in network}
    /\ calm' = [n \in Node |-> [i \in 1 .. Len(calm[n]) |->
           IF calm[n][i] > Connected THEN calm[n][i] ELSE calm[n][i] + 1]]
    /\ UNCHANGED <<side, hasLost, settled>>

-----------------------------------------------------------------------------
TimedOK ==
    /\ HistoryOK
    /\ side \in Cuts \cup {{}}
    /\ hasLost \in BOOLEAN
    /\ \A n \in Node :
        /\ calm[n] \in [1 .. Answered(n) -> 0 .. Connected + 1]
        /\ settled[n] \in [1 .. Number(n) -> [Node -> Nat]]

(***************************************************************************)
(* t-connected consistency: an execution in which no message is lost is    *)
(* atomic.  In any other there is a partial order of the operations that   *)
(* orders all writes, and each read with respect to all writes; in which a *)
(* read returns the value of the write before it; which agrees with the    *)
(* order of requests at each node; and in which an operation does not      *)
(* precede one that was settled when it was asked for.                     *)
(*                                                                         *)
(* The partial order may as well be total (Observation 10 of the note).     *)
(***************************************************************************)
TConnected == IF hasLost THEN IsOrderedAs(settled) ELSE Atomic

(***************************************************************************)
(* The network is cut as long as it likes, or whole for ever from some     *)
(* time on.                                                                *)
(***************************************************************************)
EndsWhole == <>[]IsWhole
=============================================================================
