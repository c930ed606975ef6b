-------------------------- MODULE MCClockForecast --------------------------
(***************************************************************************)
(* Is Inv of ClockForecast inductive?  All its states within bounds are    *)
(* generated, with no regard to whether they can be reached, and TLC       *)
(* checks that each step from one of them leads to a state of Inv.  Real   *)
(* time and readings count only by their differences, so that now is one   *)
(* number and the first clock shows one.                                   *)
(***************************************************************************)
EXTENDS ClockForecast, TLC

CONSTANT Apart  \* clocks and timestamps differ from the first clock by at most this

Complete == {arc \in Proc \X Proc : arc[1] # arc[2]}

OneUnderWay(p, q, t) == \A m \in network : ~(m.from = p /\ m.to = q)

Now == Tau + Mu + Xi

(***************************************************************************)
(* What may be under way over an arc: nothing, or the message sent last.   *)
(***************************************************************************)
UnderWay(arc) ==
    LET time == sent[arc[1]][arc[2]]
    IN  {{}} \cup
        IF time + Mu + Xi < now THEN {}
        ELSE {{[from |-> arc[1], to |-> arc[2], sent |-> time, timestamp |-> c]} :
                 c \in -Apart .. clock[arc[1]]
                           - (Scale - Drift) * (read[arc[1]] - time)}

(***************************************************************************)
(* The functions f with f[d] \in S[d] for each d.                          *)
(***************************************************************************)
RECURSIVE Choices(_)
Choices(S) ==
    IF DOMAIN S = {} THEN {<<>>}
    ELSE LET d == CHOOSE e \in DOMAIN S : TRUE
         IN  {(d :> v) @@ f : v \in S[d], f \in Choices([e \in DOMAIN S \ {d} |-> S[e]])}

InductiveInit ==
    /\ now = Now
    /\ since = 0
    /\ clock \in {c \in [Proc -> -Apart .. Apart] : c["p1"] = 0}
    /\ read \in {r \in [Proc -> Now - Tau .. Now] : \E p \in Proc : r[p] = Now}
    /\ \E s \in Choices([arc \in Arcs |-> Now - Tau .. read[arc[1]]]) :
        sent = [p \in Proc |-> [q \in Proc |->
            IF <<p, q>> \in Arcs THEN s[<<p, q>>] ELSE 0]]
    /\ \E under \in Choices([arc \in Arcs |-> UnderWay(arc)]) :
        network = UNION {under[arc] : arc \in Arcs}
    /\ Inv

InductiveSpec == InductiveInit /\ [][Undisturbed]_vars

(***************************************************************************)
(* An ACTION_CONSTRAINT that no step satisfies: the successors are checked *)
(* and not explored.                                                       *)
(***************************************************************************)
OneStep == now' < now

(* In the place of IsSettled: the hypotheses have held for ever. *)
AlwaysSettled(t) == TRUE
=============================================================================
