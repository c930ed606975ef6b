--------------------------- MODULE PhysicalClocks ---------------------------
(***************************************************************************)
(* Clocks that drift, and messages that keep them together: the theorem of *)
(* L. Lamport, "Time, Clocks, and the Ordering of Events in a Distributed  *)
(* System", CACM 21(7), 1978, section "Physical Clocks" and appendix.      *)
(*                                                                         *)
(* Real time is an integer, in ticks.  A clock counts units, of which an   *)
(* exact clock makes Scale in a tick, and a clock of these processes       *)
(* between Scale - Drift and Scale + Drift (PC1, the paper's kappa being   *)
(* Drift / Scale).  What a clock shows is settled when its process has an  *)
(* event; until then it may be anything that PC1 allows.  Each action is   *)
(* an event of one process, and says at which real time t it takes place   *)
(* and by how many units, e, the clock of the process has run since its    *)
(* previous event.  Processes know neither t nor now.                      *)
(*                                                                         *)
(* The hypotheses of the theorem are in Deadline: real time does not pass  *)
(* by a message that is due, nor by one that has to be sent.  Events of    *)
(* one instant may have any order.                                         *)
(*                                                                         *)
(* Abstracted away: what the messages are for.  One minimum delay for all  *)
(* arcs; the paper has one for each message.                               *)
(***************************************************************************)
EXTENDS Integers, FiniteSets

CONSTANTS
    Proc,    \* the processes
    Arcs,    \* <<p, q>>: p sends messages to q
    Scale,   \* units of an exact clock in a tick
    Drift,   \* units by which a clock may gain or lose in a tick: kappa * Scale
    Tau,     \* ticks: at least so often a message is sent over each arc
    Mu,      \* ticks: the delay of a message, at least
    Xi,      \* ticks: its unpredictable part, at most
    Skews,   \* what clocks may show at first, in units
    Steps    \* by how many units a clock may be stepped from outside

ASSUME
    /\ IsFiniteSet(Proc)
    /\ Arcs \subseteq {arc \in Proc \X Proc : arc[1] # arc[2]}
    /\ Arcs # {}
    /\ Drift \in Nat
    /\ Scale \in Nat /\ Scale > Drift
    /\ Tau \in Nat \ {0}
    /\ Mu \in Nat
    /\ Xi \in Nat

VARIABLES
    now,     \* real time of the latest event
    since,   \* real time from which on the hypotheses hold: the paper's t0
    clock,   \* clock[p]: C_p at the latest event of p
    read,    \* read[p]: real time of the latest event of p
    sent,    \* sent[p][q]: real time at which p last sent to q; since, if it did not
    network  \* the messages under way

vars == <<now, since, clock, read, sent, network>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A message carries the reading of its sender's clock (IR2' a).  Its real *)
(* time is there to say when it may arrive.                                *)
(***************************************************************************)
Message == [from : Proc, to : Proc, sent : Nat, timestamp : Int]

Max(m, n) == IF m > n THEN m ELSE n

Least(S) == CHOOSE n \in S : \A m \in S : n <= m

Greatest(S) == CHOOSE n \in S : \A m \in S : n >= m

(***************************************************************************)
(* Hypothesis 2 of the theorem: when p has to send to q again, and when a  *)
(* message may arrive.  Until the earliest of these times nothing need     *)
(* happen, and real time does not pass by it.                              *)
(***************************************************************************)
SendBy(p, q) == sent[p][q] + Tau

ArrivesBy(m) == m.sent + Mu + Xi

MayArrive(m, t) == t \in m.sent + Mu .. ArrivesBy(m)

Deadline ==
    Least({SendBy(arc[1], arc[2]) : arc \in Arcs} \cup {ArrivesBy(m) : m \in network})

(***************************************************************************)
(* PC1: by how much the clock of p may have run between its latest event   *)
(* and time t, and between what readings it is then.                       *)
(***************************************************************************)
Elapsed(p, t) == (Scale - Drift) * (t - read[p]) .. (Scale + Drift) * (t - read[p])

Slow(p, t) == clock[p] + (Scale - Drift) * (t - read[p])
Fast(p, t) == clock[p] + (Scale + Drift) * (t - read[p])

(***************************************************************************)
(* IR1': what the clock of p shows when it has run e units since the       *)
(* latest event of p; IR2' a: what a message is stamped with then.         *)
(***************************************************************************)
Reading(p, e) == clock[p] + e

Stamp(p, e) == Reading(p, e)

(***************************************************************************)
(* IR2' b: what a message shows of the time, mu_m being the minimum delay  *)
(* that its receiver assumes, and whether a clock is behind it.            *)
(***************************************************************************)
Assumed == Scale * Mu

Shown(m) == m.timestamp + Assumed

IsBehind(c, m) == c < Shown(m)

(***************************************************************************)
(* A process may send whenever it wants to, and its clock may be stepped   *)
(* from outside at any time; a model sets bounds.                          *)
(***************************************************************************)
MaySend(p, q, t) == TRUE
MayStep(p, t) == TRUE

-----------------------------------------------------------------------------
Init ==
    /\ now = 0
    /\ since = 0
    /\ clock \in [Proc -> Skews]
    /\ read = [p \in Proc |-> 0]
    /\ sent = [p \in Proc |-> [q \in Proc |-> 0]]
    /\ network = {}

(***************************************************************************)
(* p has an event at time t, when its clock has come to show c.            *)
(***************************************************************************)
Happens(p, t, c) ==
    /\ now' = t
    /\ read' = [read EXCEPT ![p] = t]
    /\ clock' = [clock EXCEPT ![p] = c]

(***************************************************************************)
(* IR2' a.  p sends q a message that is stamped with the reading of its    *)
(* clock.                                                                  *)
(***************************************************************************)
Send(p, q, t, e) ==
    /\ <<p, q>> \in Arcs
    /\ MaySend(p, q, t)
    /\ Happens(p, t, Reading(p, e))
    /\ sent' = [sent EXCEPT ![p][q] = t]
    /\ network' = network \cup
           {[from |-> p, to |-> q, sent |-> t, timestamp |-> Stamp(p, e)]}
    /\ UNCHANGED since

(***************************************************************************)
(* IR2' b.  p receives a message that shows its clock to be behind, and    *)
(* sets it forward.                                                        *)
(***************************************************************************)
SetForward(p, m, t, e) ==
    /\ m.to = p
    /\ MayArrive(m, t)
    /\ IsBehind(Reading(p, e), m)
    /\ Happens(p, t, Shown(m))
    /\ network' = network \ {m}
    /\ UNCHANGED <<since, sent>>

(***************************************************************************)
(* IR2' b.  p receives a message that does not show its clock to be        *)
(* behind, and leaves it: a clock is never set back.                       *)
(***************************************************************************)
KeepClock(p, m, t, e) ==
    /\ m.to = p
    /\ MayArrive(m, t)
    /\ ~IsBehind(Reading(p, e), m)
    /\ Happens(p, t, Reading(p, e))
    /\ network' = network \ {m}
    /\ UNCHANGED <<since, sent>>

(***************************************************************************)
(* Somebody else sets the clock of p, as an operator or NTP may do, and    *)
(* PC1 does not hold.  From then on it does again; and when the messages   *)
(* that are under way have arrived, none is left from before.              *)
(***************************************************************************)
StepClock(p, t, e, by) ==
    /\ MayStep(p, t)
    /\ Happens(p, t, Reading(p, e) + by)
    /\ since' = t + Mu + Xi
    /\ UNCHANGED <<sent, network>>

(***************************************************************************)
(* A process has an event at some time t, before which nothing is overdue; *)
(* since its previous one its clock has run by e units, as PC1 allows.     *)
(* Disturbed is who has the clock stepped.                                 *)
(***************************************************************************)
Undisturbed ==
    \E p \in Proc : \E t \in now .. Deadline : \E e \in Elapsed(p, t) :
        \/ \E q \in Proc : Send(p, q, t, e)
        \/ \E m \in network :
            \/ SetForward(p, m, t, e)
            \/ KeepClock(p, m, t, e)

Next ==
    \/ Undisturbed
    \/ \E p \in Proc : \E t \in now .. Deadline : \E e \in Elapsed(p, t) :
         \E by \in Steps : StepClock(p, t, e, by)

Spec == Init /\ [][Next]_vars

UndisturbedSpec == Init /\ [][Undisturbed]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* Found is which processes arcs lead to from one, and how many by the     *)
(* shortest way: <<q, i>>.  Last are those of them that are n arcs away;   *)
(* the others follow from these.                                           *)
(***************************************************************************)
RECURSIVE Reached(_, _, _)
Reached(found, last, n) ==
    LET next == {arc[2] : arc \in {a \in Arcs : a[1] \in last}}
                    \ {way[1] : way \in found}
    IN  IF next = {} THEN found
        ELSE Reached(found \cup {<<q, n + 1>> : q \in next}, next, n + 1)

(***************************************************************************)
(* How many arcs lead from p to q, by the shortest way; the number of      *)
(* processes, more than any way has, if none does.                         *)
(***************************************************************************)
Distance ==
    [p \in Proc |->
        LET found == Reached({<<p, 0>>}, {p}, 0)
        IN  [q \in Proc |->
                Least({way[2] : way \in {w \in found : w[1] = q}}
                          \cup {Cardinality(Proc)})]]

(***************************************************************************)
(* The theorem's d.  The graph is strongly connected if it is less than    *)
(* the number of processes.                                                *)
(***************************************************************************)
Diameter == Greatest({Distance[p][q] : p, q \in Proc})

(***************************************************************************)
(* The theorem's epsilon, in units, and when it holds: so long after       *)
(* since.  See proofs-notes/clocks.md.  The paper's d(2 kappa tau + xi)    *)
(* leaves out what is small if mu + xi is small against tau.               *)
(***************************************************************************)
Epsilon ==
    2 * Drift * Diameter * (Tau + Mu + Xi) + Max(Diameter * Scale * Xi, Drift * Mu)

Wait == Diameter * (Tau + Mu + Xi)

IsSettled(t) == t - since > Wait

(***************************************************************************)
(* PC2: no two clocks differ by more than epsilon.  Between events clocks  *)
(* drift apart, so that it holds at each time until Deadline if it holds   *)
(* there, where they may be farthest apart.                                *)
(***************************************************************************)
Differ(p, q, t) == Fast(p, t) - Slow(q, t)

PC2At(t) == IsSettled(t) => \A p, q \in Proc : p # q => Differ(p, q, t) <= Epsilon

PC2 == PC2At(Deadline)

PC2AtEachTime == \A t \in now .. Deadline : PC2At(t)

-----------------------------------------------------------------------------
(***************************************************************************)
(* What the proof in proofs-notes/clocks.md starts from.                   *)
(***************************************************************************)
TypeOK ==
    /\ now \in Nat
    /\ since \in Nat
    /\ clock \in [Proc -> Int]
    /\ read \in [Proc -> 0 .. now]
    /\ sent \in [Proc -> [Proc -> 0 .. now]]
    /\ network \subseteq Message

(***************************************************************************)
(* Real time has passed by no message that is due, and by none that has to *)
(* be sent.                                                                *)
(***************************************************************************)
NothingOverdue == now <= Deadline

(***************************************************************************)
(* A message under way was sent by an event of its sender, whose clock has *)
(* run since then, at least as PC1 says.  (If it was stepped back, it has  *)
(* not.)                                                                   *)
(***************************************************************************)
TimestampsArePast ==
    \A m \in network :
        /\ m.sent <= read[m.from]
        /\ m.sent >= since =>
             m.timestamp <= clock[m.from] - (Scale - Drift) * (read[m.from] - m.sent)

(***************************************************************************)
(* IR1' and IR2': a clock is never set back.                               *)
(***************************************************************************)
NeverSetBack == [][\A p \in Proc : clock'[p] >= clock[p]]_vars

(***************************************************************************)
(* What a message under way shows is a clock, too, in the appendix of the  *)
(* paper: it runs exactly, until it shows what its receiver will take it   *)
(* for.  No clock is set beyond the one that is farthest ahead of all      *)
(* these, when that one runs as fast as PC1 allows.                        *)
(***************************************************************************)
Lead(t) ==
    Greatest({Fast(p, t) : p \in Proc}
             \cup {m.timestamp + Scale * Least({Mu, t - m.sent}) : m \in network})

NeverBeyondTheLead == [][Lead(now)' <= Lead(now')]_vars

IsStronglyConnected == Diameter < Cardinality(Proc)

THEOREM Spec => [](TypeOK /\ NothingOverdue /\ TimestampsArePast)
THEOREM UndisturbedSpec => NeverSetBack /\ NeverBeyondTheLead
THEOREM Spec /\ IsStronglyConnected => []PC2 /\ []PC2AtEachTime
=============================================================================
