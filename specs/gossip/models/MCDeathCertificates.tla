------------------------ MODULE MCDeathCertificates ------------------------
(***************************************************************************)
(* What the models of DeathCertificates need: bounds, clocks that keep in  *)
(* step, and slips, each of which overrides an operator.                   *)
(***************************************************************************)
EXTENDS DeathCertificates, MCSites

CONSTANT MaxTime

FewTimes == 1 .. MaxTime

Everybody == [s \in Site |-> Site]

\* Each site turns to the next, the last to the first.
Ring == [s \in Site |-> {r \in Site : Rank[r] = (Rank[s] + 1) % N}]

\* MayUpdate: s1 writes and deletes, or writes twice; the others do nothing.
FirstAlone(s) == Rank[s] = 0 /\ Cardinality(issued[s]) < MaxUpdates

\* MayUpdate: and s2 writes once.
FirstTwiceSecondOnce(s) ==
    Cardinality(issued[s]) < CASE Rank[s] = 0 -> 2 [] Rank[s] = 1 -> 1 [] OTHER -> 0

\* MayRetain: the site that deletes, which has the certificate, retains it.
RetainedHere(s, R) == R = {s}

(***************************************************************************)
(* MayTick: no clock is more than one tick ahead.                          *)
(***************************************************************************)
InStep(s) == clock[s] < MaxClock /\ \A r \in Site : clock[s] <= clock[r]

(***************************************************************************)
(* MayTick: and no site, and no message, is away for so long that it would *)
(* still have an item when a certificate that cancels it is over.          *)
(***************************************************************************)
IsCancelled(k, time) ==
    /\ \A r \in Site : db[r][k].value # None => db[r][k].time > time
    /\ \A m \in network : \A e \in m.entries :
        e.key = k /\ e.value # None => e.time > time

InTime(s) ==
    /\ InStep(s)
    /\ \A r \in Site, k \in Key :
        IsCertificate(db[r][k]) /\ Age(r, db[r][k]) + 1 > Tau1
            => IsCancelled(k, db[r][k].time)

(***************************************************************************)
(* Fewer states.  Remaining: no message comes twice.  MayExchange: one     *)
(* conversation at a time.                                                 *)
(***************************************************************************)
AllButThis(m) == network \ {m}

OneAtATime(s, r) == IsPartner(s, r) /\ network = {}

TwoAtATime(s, r) == IsPartner(s, r) /\ Cardinality(network) < 2

(***************************************************************************)
(* A site that holds nothing does not take a certificate that is too old   *)
(* to spread: it would have to be dropped again, and could come again.     *)
(***************************************************************************)
NeverTakesUseless ==
    [][\A s \in Site, k \in Key :
        db[s][k].time = 0 /\ IsCertificate(db'[s][k])
            => clock[s] - db'[s][k].active <= Tau1]_vars

-----------------------------------------------------------------------------
(* Slips. *)

\* HasItem: a site deletes what it does not have.
AlwaysAnItem(s, k) == TRUE

\* MayRetain: no site retains the certificate.
RetainedNowhere(s, R) == R = {}

\* IsUseless: every certificate is of use.
NeverUseless(s, k, e) == FALSE

\* Certificate: an item is just removed.
NoCertificate(s, R) == Blank

\* Certificate: its age counts from what the clock shows, which may be before its time.
ActiveFromItsClock(s, R) ==
    [value |-> None, time |-> TimeFor(s), active |-> clock[s], retention |-> R]

\* NextTick: that of the clock, be it later than what the site holds or not.
OfItsClock(s) == clock[s]

\* IsOver: certificates are dropped at any age.
AnyAge(s, e) == TRUE

\* IsDormant: no certificate awakens.
NeverDormant(s, e) == FALSE

\* Awakened: it gets a new ordinary time in the place of an activation time.
WithNewTime(s, e) == [e EXCEPT !.active = clock[s], !.time = Stamp(s, clock[s])]

\* Awakened: it does not get an activation time, and is as old as before.
AsOldAsBefore(s, e) == e
=============================================================================
