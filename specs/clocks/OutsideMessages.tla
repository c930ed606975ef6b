-------------------------- MODULE OutsideMessages --------------------------
(***************************************************************************)
(* The strong Clock Condition: L. Lamport, "Time, Clocks, and the Ordering *)
(* of Events in a Distributed System", CACM 21(7), 1978, sections          *)
(* "Anomalous Behavior" and "Physical Clocks".                             *)
(*                                                                         *)
(* People may tell each other by telephone what has happened, outside of   *)
(* the system.  A process then has an event a, and another hears of it and *)
(* has an event b, and nothing that the clocks can see orders the two.     *)
(* Physical clocks do all the same, if news outside take long enough.      *)
(*                                                                         *)
(* The steps of PhysicalClocks are watched, and told is what one process   *)
(* has told outside at last, as long as nobody can have heard of it.       *)
(***************************************************************************)
EXTENDS PhysicalClocks

CONSTANT Outside  \* ticks: how long news take outside of the system, at least

ASSUME Outside \in Nat

VARIABLE told  \* the latest event told outside: its process, real time and reading

OutsideInit == Init /\ told = {}

(***************************************************************************)
(* News that can have arrived before this step need no longer be watched:  *)
(* real time has passed by their arrival.                                  *)
(***************************************************************************)
Pending == {a \in told : now' <= a.time + Outside}

(***************************************************************************)
(* p has an event that it tells somebody outside of the system.            *)
(***************************************************************************)
Tell(p, t, e) ==
    /\ Happens(p, t, Reading(p, e))
    /\ told' = {[process |-> p, time |-> t, clock |-> Reading(p, e)]}
    /\ UNCHANGED <<since, sent, network>>

OutsideNext ==
    \/ Undisturbed /\ told' = Pending
    \/ \E p \in Proc : \E t \in now .. Deadline : \E e \in Elapsed(p, t) : Tell(p, t, e)

OutsideSpec == OutsideInit /\ [][OutsideNext]_<<vars, told>>

ToldOK ==
    \A a \in told : a.process \in Proc /\ a.time \in 0 .. now /\ a.clock \in Int

(***************************************************************************)
(* Strong Clock Condition: whoever can have heard of an event has a clock  *)
(* that shows more than the event's.  News arrive at the earliest Outside  *)
(* ticks later, or now if that is past; a clock shows least then.          *)
(***************************************************************************)
StrongClockCondition ==
    \A a \in told : \A q \in Proc \ {a.process} :
        LET arrival == Max(now, a.time + Outside)
        IN  arrival <= Deadline /\ IsSettled(a.time) => Slow(q, arrival) > a.clock

(***************************************************************************)
(* The paper's condition: epsilon / (1 - kappa) <= mu, its mu being here   *)
(* Outside; < since PC2 is here <= epsilon.                                *)
(***************************************************************************)
OutsideIsSlow == Epsilon < (Scale - Drift) * Outside

THEOREM OutsideSpec => []ToldOK
THEOREM OutsideSpec /\ IsStronglyConnected /\ OutsideIsSlow => []StrongClockCondition
=============================================================================
