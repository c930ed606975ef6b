-------------------------- MODULE MCPhysicalClocks --------------------------
(***************************************************************************)
(* What the models of PhysicalClocks need: graphs, bounds on sending, a    *)
(* view under which real time has no end and there are still finitely many *)
(* states, other bounds on how far clocks get apart, and the operators     *)
(* that a broken model puts in the place of the spec's.                    *)
(***************************************************************************)
EXTENDS PhysicalClocks

(***************************************************************************)
(* Graphs, the processes being "p1" to "p4".                               *)
(***************************************************************************)
Name(i) == CASE i = 1 -> "p1" [] i = 2 -> "p2" [] i = 3 -> "p3" [] i = 4 -> "p4"

Size == Cardinality(Proc)

BothWays(S) == S \cup {<<arc[2], arc[1]>> : arc \in S}

Ring == {<<Name(i), Name(IF i = Size THEN 1 ELSE i + 1)>> : i \in 1 .. Size}
Line == BothWays({<<Name(i), Name(i + 1)>> : i \in 1 .. Size - 1})
Complete == {arc \in Proc \X Proc : arc[1] # arc[2]}
Star == BothWays({<<Name(1), Name(i)>> : i \in 2 .. Size})
OpenRing == Ring \ {<<Name(Size), Name(1)>>}

(***************************************************************************)
(* Bounds in the place of MaySend: at most one message is under way over   *)
(* an arc; in addition, a message is sent over it exactly every Tau ticks, *)
(* the first at any time.                                                  *)
(***************************************************************************)
OneUnderWay(p, q, t) == \A m \in network : ~(m.from = p /\ m.to = q)

Periodically(p, q, t) ==
    OneUnderWay(p, q, t) /\ (sent[p][q] = 0 \/ t = SendBy(p, q))

(***************************************************************************)
(* A bound in the place of Elapsed: between two events of its process a    *)
(* clock runs as slow or as fast as PC1 allows.                            *)
(***************************************************************************)
SlowOrFast(p, t) ==
    {(Scale - Drift) * (t - read[p]), (Scale + Drift) * (t - read[p])}

(***************************************************************************)
(* The view.  Actions and invariants ask of real times and of readings     *)
(* only how far they are from each other, so that times count from now,    *)
(* and readings from the clock that shows the least; of since only whether *)
(* Wait has passed.  Of a message that will find its receiver's clock not  *)
(* behind, however slow it runs, they ask what it was sent when, not what  *)
(* it shows.                                                               *)
(***************************************************************************)
Behindmost == Least({clock[p] : p \in Proc})

WillBeKept(m) == Shown(m) <= Slow(m.to, Greatest({now, m.sent + Mu}))

ViewOfMessage(m) ==
    <<m.from, m.to, now - m.sent, WillBeKept(m),
      IF WillBeKept(m) THEN 0 ELSE m.timestamp - Behindmost>>

Relative ==
    <<[p \in Proc |-> <<clock[p] - Behindmost, now - read[p]>>],
      [arc \in Arcs |-> now - sent[arc[1]][arc[2]]],
      {ViewOfMessage(m) : m \in network},
      Least({now - since, Wait})>>

(***************************************************************************)
(* In the place of Steps, by more than clocks are apart otherwise; in that *)
(* of MayStep, once; and the view that tells before from after.            *)
(***************************************************************************)
BackOrForth == {-9, 9}

Once(p, t) == since = 0

RelativeOnce == <<Relative, since = 0>>

(***************************************************************************)
(* In the place of Wait: all clocks are together at first, so that PC2     *)
(* holds from the start; the paper's wait; one tick less than needed.      *)
(***************************************************************************)
FromTheStart == -1
PrintedWait == Diameter * Tau
WaitOneLess == Diameter * (Tau + Mu + Xi) - 1

(***************************************************************************)
(* In the place of Epsilon: the least bound, see proofs-notes/clocks.md;   *)
(* one unit less; the paper's approximation; what it is before mu + xi is  *)
(* left out, if nothing but clocks of processes is ever ahead.             *)
(***************************************************************************)
Hop == (Scale - Drift) * Xi - Drift * Mu

Supremum ==
    Greatest(
        {Distance[p][q] * (2 * Drift * (Tau + Mu + Xi) + Hop) : p, q \in Proc}
        \cup {Drift * Mu + 2 * Drift * Distance[arc[2]][q] * (Tau + Mu + Xi)
                  + Distance[arc[1]][q] * Hop : arc \in Arcs, q \in Proc})

OneUnitLess == Supremum - 1
Printed == Diameter * (2 * Drift * Tau + Scale * Xi)
WithoutMessages == Diameter * (2 * Drift * (Tau + Mu + Xi) + Scale * Xi)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* IsBehind: a clock is set to what a message shows, also back; it is never *)
(* set; it is set only if it is behind the timestamp itself.                *)
Always(c, m) == TRUE
Never(c, m) == FALSE
BehindTheStamp(c, m) == c < m.timestamp

(* Assumed: a minimum delay that messages do not have; none at all. *)
Overestimated == Scale * (Mu + 1)
NotAdded == 0

(* Stamp: the reading of the sender's latest event before. *)
Stale(p, e) == clock[p]

(* Reading: a clock that stands still between events. *)
StandsStill(p, e) == clock[p]

(* Elapsed: a clock may gain or lose more than PC1 allows. *)
DriftsMore(p, t) ==
    (Scale - Drift - 1) * (t - read[p]) .. (Scale + Drift + 1) * (t - read[p])

(* SendBy: a message is sent over an arc every 2 Tau only. *)
Late(p, q) == sent[p][q] + 2 * Tau

(* ArrivesBy: a message may take longer than Mu + Xi. *)
Slowly(m) == m.sent + Mu + 3 * Xi

(* MayArrive: a message may take less than Mu. *)
Early(m, t) == t \in m.sent .. ArrivesBy(m)
=============================================================================
