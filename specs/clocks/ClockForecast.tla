--------------------------- MODULE ClockForecast ---------------------------
(***************************************************************************)
(* Why PC2 holds: an invariant that is inductive.                          *)
(*                                                                         *)
(* PC2 by itself is not.  What makes clocks agree at a time t are messages *)
(* that are under way or yet to be sent, and a state says of those what    *)
(* they will do at the least: so much each clock will show at t, however   *)
(* slow it runs and however late they come.  It says as well how much a    *)
(* clock may show at the most.  PC2 holds as a forecast for all times up   *)
(* to Wait from now.  See proofs-notes/clocks.md.                          *)
(***************************************************************************)
EXTENDS PhysicalClocks

CONSTANT None  \* no process

ASSUME None \notin Proc

(***************************************************************************)
(* What the clock of k shows now: the most that it may if it is that of a, *)
(* and otherwise the least.                                                *)
(***************************************************************************)
Shows(k, a) == IF k = a THEN Fast(k, now) ELSE Slow(k, now)

(***************************************************************************)
(* The least that the clock of k will show at t, before the events of that *)
(* time: by itself; by a message under way that is due before t; by one    *)
(* still to be sent, of which the last to arrive before t has been sent    *)
(* less than Mu + Xi + Tau before t.                                       *)
(***************************************************************************)
RECURSIVE Low(_, _, _)
Low(k, t, a) ==
    LET Later(c, s) == c + (Scale - Drift) * (t - s)
    IN  Greatest(
            {Later(Shows(k, a), now)}
            \cup {Later(Shown(m), m.sent + Mu + Xi) :
                 m \in {n \in network : n.to = k /\ n.sent + Mu + Xi < t}}
            \cup {LET s == Max(now, t - Tau - Mu - Xi)
                  IN  Later(Low(q, s, a) + Assumed, s + Mu + Xi) :
                 q \in {r \in Proc : <<r, k>> \in Arcs /\ SendBy(r, k) + Mu + Xi < t}})

(***************************************************************************)
(* At time t no clock is farther than Epsilon ahead of another, neither by *)
(* what its process has now nor by a message that it may have received.    *)
(***************************************************************************)
ForecastAt(t) ==
    \A k \in Proc :
        /\ \A a \in Proc \ {k} : Fast(a, t) - Low(k, t, a) <= Epsilon
        /\ \A m \in network :
             LET arrival == Max(now, m.sent + Mu)
             IN  m.to # k /\ arrival <= t =>
                   Shown(m) + (Scale + Drift) * (t - arrival) - Low(k, t, None) <= Epsilon

Forecast == \A t \in now .. now + Wait : ForecastAt(t)

Inv ==
    /\ TypeOK
    /\ NothingOverdue
    /\ TimestampsArePast
    /\ Forecast

THEOREM Inv /\ [][Undisturbed]_vars /\ IsStronglyConnected => []Inv
=============================================================================
