---------------------------- MODULE LogicalClock ----------------------------
(***************************************************************************)
(* Happened-before, logical clocks and the total order of events:          *)
(* L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed  *)
(* System", CACM 21(7), 1978, sections "The Partial Ordering" to "Ordering *)
(* the Events Totally".                                                    *)
(*                                                                         *)
(* A process takes steps on its own, sends messages, and receives them, in *)
(* any order.  Each of these is an event.  The clocks see only what the    *)
(* messages carry; the history variables see everything, so that the one   *)
(* can be compared with the other.                                         *)
(*                                                                         *)
(* Abstracted away: what the events are for.                               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Proc,      \* the processes
    Rank,      \* Rank[p] \in Nat: the paper's arbitrary total order of processes
    MaxEvents  \* how many events each process has: bounds the model

ASSUME
    /\ IsFiniteSet(Proc)
    /\ Rank \in [Proc -> Nat]
    /\ \A p, q \in Proc : Rank[p] = Rank[q] => p = q
    /\ MaxEvents \in Nat

VARIABLES
    clock,    \* clock[p]: C_p, the time of p's latest event
    network,  \* the messages under way
    times,    \* history: times[p][i] is C(a) of p's i-th event a = <<p, i>>
    before,   \* history: happened-before, the pairs <<a, b>> with a -> b
    receipts  \* history: the pairs <<a, b>> where b receives what a has sent

vars == <<clock, network, times, before, receipts>>

-----------------------------------------------------------------------------
Event == Proc \X Nat

(***************************************************************************)
(* A message carries the time of its sending (IR2 a).  Its name, the event *)
(* that sends it, is there for the history only.                           *)
(***************************************************************************)
Message == [event : Event, to : Proc, time : Nat]

Max(m, n) == IF m > n THEN m ELSE n

(***************************************************************************)
(* IR1.  Each process increments its clock between any two events.         *)
(* IR2.  On receiving m, it sets its clock to at least its present value   *)
(* and past the time of m.                                                 *)
(***************************************************************************)
Tick(p) == clock[p] + 1
TickPast(p, m) == Max(clock[p], m.time) + 1

(***************************************************************************)
(* The event that p has next, and the events that happened before it when  *)
(* those in causes are immediately before it, besides p's previous one.    *)
(***************************************************************************)
NextEvent(p) == <<p, Len(times[p]) + 1>>

Before(p, causes) ==
    LET immediate == causes \cup {<<p, i>> : i \in 1 .. Len(times[p])}
    IN  immediate \cup {pair[1] : pair \in {b \in before : b[2] \in immediate}}

(***************************************************************************)
(* p's next event takes place at this time.                                *)
(***************************************************************************)
MayStep(p) == Len(times[p]) < MaxEvents

Happen(p, time, causes) ==
    /\ MayStep(p)
    /\ clock' = [clock EXCEPT ![p] = time]
    /\ times' = [times EXCEPT ![p] = Append(@, time)]
    /\ before' = before \cup {<<a, NextEvent(p)>> : a \in Before(p, causes)}

-----------------------------------------------------------------------------
Init ==
    /\ clock = [p \in Proc |-> 0]
    /\ network = {}
    /\ times = [p \in Proc |-> <<>>]
    /\ before = {}
    /\ receipts = {}

(***************************************************************************)
(* p does something by itself.                                             *)
(***************************************************************************)
Step(p) ==
    /\ Happen(p, Tick(p), {})
    /\ UNCHANGED <<network, receipts>>

(***************************************************************************)
(* p sends a message to q.                                                 *)
(***************************************************************************)
Send(p, q) ==
    /\ Happen(p, Tick(p), {})
    /\ network' = network \cup {[event |-> NextEvent(p), to |-> q, time |-> Tick(p)]}
    /\ UNCHANGED receipts

(***************************************************************************)
(* p receives m, in whatever order messages arrive.                        *)
(***************************************************************************)
Receive(p, m) ==
    /\ m.to = p
    /\ Happen(p, TickPast(p, m), {m.event})
    /\ network' = network \ {m}
    /\ receipts' = receipts \cup {<<m.event, NextEvent(p)>>}

Next ==
    \E p \in Proc :
        \/ Step(p)
        \/ \E q \in Proc \ {p} : Send(p, q)
        \/ \E m \in network : Receive(p, m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
Events == UNION {{<<p, i>> : i \in 1 .. Len(times[p])} : p \in Proc}

C(a) == times[a[1]][a[2]]

TypeOK ==
    /\ clock \in [Proc -> Nat]
    /\ network \subseteq Message
    /\ times \in [Proc -> Seq(Nat)]
    /\ before \subseteq Events \X Events
    /\ receipts \subseteq before
    /\ \A p \in Proc : clock[p] = IF times[p] = <<>> THEN 0 ELSE times[p][Len(times[p])]

(***************************************************************************)
(* before is the paper's ->: it holds within each process and from each    *)
(* sending to its receipt, it is transitive, and it is the smallest such   *)
(* relation, since each of its pairs comes about by immediate steps.  No   *)
(* event happened before itself.                                           *)
(***************************************************************************)
Immediate ==
    receipts \cup
    UNION {{<<<<p, i>>, <<p, i + 1>>>> : i \in 1 .. Len(times[p]) - 1} : p \in Proc}

HappenedBefore ==
    /\ Immediate \subseteq before
    /\ \A s, t \in before : s[2] = t[1] => <<s[1], t[2]>> \in before
    /\ \A t \in before \ Immediate : \E s \in Immediate :
        s[2] = t[2] /\ <<t[1], s[1]>> \in before
    /\ \A t \in before : t[1] # t[2]

(***************************************************************************)
(* The Clock Condition: if a -> b, then C(a) < C(b).                       *)
(***************************************************************************)
ClockCondition == \A pair \in before : C(pair[1]) < C(pair[2])

(***************************************************************************)
(* C1 and C2, from which the paper derives it, and why C2 holds: no        *)
(* message is under way with another time than that of its sending.        *)
(***************************************************************************)
C1 == \A p \in Proc : \A i \in 1 .. Len(times[p]) - 1 : times[p][i] < times[p][i + 1]

C2 == \A pair \in receipts : C(pair[1]) < C(pair[2])

MessagesCarryTheirTime == \A m \in network : m.event \in Events /\ m.time = C(m.event)

(***************************************************************************)
(* The total order: a => b if a has the earlier time, or at one time the   *)
(* process of lower rank.                                                  *)
(***************************************************************************)
Precedes(a, b) ==
    \/ C(a) < C(b)
    \/ C(a) = C(b) /\ Rank[a[1]] < Rank[b[1]]

TotalOrder ==
    \A a, b \in Events :
        /\ ~(Precedes(a, b) /\ Precedes(b, a))
        /\ a # b => Precedes(a, b) \/ Precedes(b, a)
        /\ Precedes(a, b) => \A c \in Events : Precedes(b, c) => Precedes(a, c)

ContainsHappenedBefore == \A pair \in before : Precedes(pair[1], pair[2])

(***************************************************************************)
(* Not an invariant.  The converse of the Clock Condition would say that   *)
(* concurrent events have one and the same time, which the paper rules     *)
(* out; a sanity model must refute it.                                     *)
(***************************************************************************)
ConverseClockCondition == \A a, b \in Events : C(a) < C(b) => <<a, b>> \in before

THEOREM Spec => [](TypeOK /\ HappenedBefore /\ MessagesCarryTheirTime)
THEOREM Spec => [](C1 /\ C2 /\ ClockCondition)
THEOREM Spec => [](TotalOrder /\ ContainsHappenedBefore)
=============================================================================
