-------------------------- MODULE DeathCertificates --------------------------
(***************************************************************************)
(* Deletion.  An item that is just removed comes back from a site that     *)
(* still has it; so a deletion leaves a death certificate, which spreads   *)
(* like any update.  Certificates cannot be kept for ever, and one that is *)
(* dropped too early lets the item come back.                              *)
(*                                                                         *)
(* Source: A. Demers et al., "Epidemic Algorithms for Replicated Database  *)
(* Maintenance", PODC 1987, section 2.  All sites drop a certificate when  *)
(* it is older than Tau1, except for a few retention sites, chosen when    *)
(* the item is deleted: there it is dormant, and is kept for another Tau2. *)
(* A dormant certificate does not spread.  When it meets an obsolete copy  *)
(* of its item it awakens: it gets an activation time, now, and spreads    *)
(* again.  Its age counts from its activation time, which is its ordinary  *)
(* time until it awakens; which of two updates is the later is told by     *)
(* their ordinary times.  So a certificate that awakens does not cancel    *)
(* what was written after the deletion.                                    *)
(*                                                                         *)
(* Sites spread what they have by push-pull anti-entropy (AntiEntropy). A  *)
(* site reads its own clock, which is about as fast as the others.  What a *)
(* site holds is on its disk.  Abstracted away: crashes, which therefore   *)
(* are times in which a site does nothing.                                 *)
(***************************************************************************)
EXTENDS Replicas

CONSTANTS
    Partners,     \* Partners[s]: the sites among which s chooses
    Tau1,         \* certificates older than this are dropped, or dormant
    Tau2,         \* how much longer retention sites keep them
    Retentions,   \* how many retention sites a certificate has
    MaxClock,     \* how far clocks go: bounds the model
    MaxUpdates    \* how many updates each site issues: bounds the model

ASSUME
    /\ Partners \in [Site -> SUBSET Site]
    /\ {Tau1, Tau2, MaxClock, MaxUpdates} \subseteq Nat
    /\ Retentions \in 0 .. N

VARIABLES
    issued,   \* issued[s]: the updates that s has issued; for properties and bounds
    latest,   \* latest[s][k]: the latest that s ever held; only properties read it
    clock,    \* clock[s]: what the clock of s shows
    db,       \* db[s][k]: what s holds
    network   \* all messages sent

vars == <<issued, latest, clock, db, network>>

Times == Nat \ {0}

-----------------------------------------------------------------------------
(***************************************************************************)
(* A site holds for a key an item, a certificate, or nothing.  active: the *)
(* activation time of a certificate.  retention: the sites that keep it.   *)
(***************************************************************************)
Blank == [value |-> None, time |-> 0, active |-> 0, retention |-> {}]

Held ==
    [value : Value \cup {None}, time : Nat, active : Nat, retention : SUBSET Site]

IsCertificate(e) == e.value = None /\ e.time # 0

Age(s, e) == IF clock[s] > e.active THEN clock[s] - e.active ELSE 0

IsDormant(s, e) == IsCertificate(e) /\ s \in e.retention /\ Age(s, e) > Tau1

(***************************************************************************)
(* The time of the next update of s: that of its clock, but later than all *)
(* that it holds.  That may be ahead of its clock: it came from a clock    *)
(* ahead of this one, or s has written faster than its clock ticks.        *)
(***************************************************************************)
NextTick(s) ==
    LET held == Tick(LatestTime(db[s]))
    IN  IF clock[s] > held THEN clock[s] ELSE held + 1

TimeFor(s) == Stamp(s, NextTick(s))

(***************************************************************************)
(* Messages carry entries with their keys.  Dormant certificates stay at   *)
(* home, and so do those that are to be dropped.                           *)
(***************************************************************************)
Entry(k, e) ==
    [key |-> k, value |-> e.value, time |-> e.time, active |-> e.active,
     retention |-> e.retention]

Bare(e) == [value |-> e.value, time |-> e.time]

IsSpread(s, e) == e.time # 0 /\ ~(IsCertificate(e) /\ Age(s, e) > Tau1)

Spreads(s, d) == {Entry(k, d[k]) : k \in {j \in Key : IsSpread(s, d[j])}}

Message ==
    [type : {"exchange", "difference"}, from : Site, to : Site,
     entries : SUBSET [key : Key, value : Value \cup {None}, time : Times, active : Nat,
                       retention : SUBSET Site]]

Carrying(type, s, r, E) == [type |-> type, from |-> s, to |-> r, entries |-> E]

Deliverable(s) == {m \in network : m.to = s}

Send(M) == network' = network \cup M

-----------------------------------------------------------------------------
(***************************************************************************)
(* What s holds for k after it has met entry e of that key.  The later one *)
(* counts, by ordinary times.  A certificate that meets an obsolete copy   *)
(* awakens if it is dormant.  Of two copies of one certificate, the later  *)
(* activation counts.  A certificate that is too old to spread is of no    *)
(* use to who has nothing that it could cancel.                            *)
(***************************************************************************)
Awakened(s, e) == [e EXCEPT !.active = clock[s]]

IsUseless(s, k, e) == db[s][k].time = 0 /\ IsCertificate(e) /\ Age(s, e) > Tau1

Met(s, k, e) ==
    LET mine == db[s][k]
        new  == [value |-> e.value, time |-> e.time, active |-> e.active,
                 retention |-> e.retention]
    IN  CASE e.time > mine.time /\ ~IsUseless(s, k, e)        -> new
          [] e.time < mine.time /\ IsDormant(s, mine)         -> Awakened(s, mine)
          [] e.time = mine.time /\ e.active > mine.active     -> new
          [] OTHER                                            -> mine

After(s, E) ==
    [k \in Key |->
        IF \E e \in E : e.key = k
        THEN Met(s, k, CHOOSE e \in E : e.key = k)
        ELSE db[s][k]]

Keeps(s, d) ==
    /\ db' = [db EXCEPT ![s] = d]
    /\ latest' = [latest EXCEPT ![s] = [k \in Key |->
            IF d[k].time > @[k].time THEN Bare(d[k]) ELSE @[k]]]

-----------------------------------------------------------------------------
Init ==
    /\ issued = [s \in Site |-> {}]
    /\ latest = [s \in Site |-> Empty]
    /\ clock = [s \in Site |-> 1]
    /\ db = [s \in Site |-> [k \in Key |-> Blank]]
    /\ network = {}

(***************************************************************************)
(* Time passes at s.                                                       *)
(***************************************************************************)
MayTick(s) == clock[s] < MaxClock

Pass(s) ==
    /\ MayTick(s)
    /\ clock' = [clock EXCEPT ![s] = @ + 1]
    /\ UNCHANGED <<issued, latest, db, network>>

(***************************************************************************)
(* A client writes a value at s.                                           *)
(***************************************************************************)
MayUpdate(s) == Cardinality(issued[s]) < MaxUpdates

Issue(s, k, e) ==
    /\ MayUpdate(s)
    /\ issued' = [issued EXCEPT ![s] = @ \cup
            {[key |-> k, value |-> e.value, time |-> e.time]}]
    /\ UNCHANGED <<clock, network>>

Update(s, k, v) ==
    LET e == [value |-> v, time |-> TimeFor(s), active |-> 0, retention |-> {}]
    IN  /\ Issue(s, k, e)
        /\ Keeps(s, [db[s] EXCEPT ![k] = e])

(***************************************************************************)
(* A client deletes an item at s, which chooses the retention sites.  The  *)
(* certificate's age counts from its time, be that ahead of the clock: who *)
(* has dropped it gives no such time any more.                             *)
(***************************************************************************)
Certificate(s, R) ==
    [value |-> None, time |-> TimeFor(s), active |-> NextTick(s), retention |-> R]

MayRetain(s, R) == Cardinality(R) = Retentions

HasItem(s, k) == db[s][k].value # None

Delete(s, k, R) ==
    /\ HasItem(s, k)
    /\ MayRetain(s, R)
    /\ Issue(s, k, [value |-> None, time |-> TimeFor(s)])
    /\ Keeps(s, [db[s] EXCEPT ![k] = Certificate(s, R)])

(***************************************************************************)
(* There is nothing to delete.                                             *)
(***************************************************************************)
RefuseDelete(s, k) ==
    /\ ~HasItem(s, k)
    /\ UNCHANGED vars

(***************************************************************************)
(* s drops a certificate that it need not keep any longer.                 *)
(***************************************************************************)
IsOver(s, e) ==
    Age(s, e) > IF s \in e.retention THEN Tau1 + Tau2 ELSE Tau1

MayDrop(s, e) == IsCertificate(e) /\ IsOver(s, e)

Drop(s, k) ==
    /\ MayDrop(s, db[s][k])
    /\ db' = [db EXCEPT ![s][k] = Blank]
    /\ UNCHANGED <<issued, latest, clock, network>>

-----------------------------------------------------------------------------
(* ANTI-ENTROPY.                                                           *)

IsPartner(s, r) == r \in Partners[s] \ {s}

MayExchange(s, r) == IsPartner(s, r)

Exchange(s, r) ==
    /\ MayExchange(s, r)
    /\ Send({Carrying("exchange", s, r, Spreads(s, db[s]))})
    /\ UNCHANGED <<issued, latest, clock, db>>

(***************************************************************************)
(* What the answer tells: what s has and the sender has not, or earlier.   *)
(***************************************************************************)
Differs(m, f) ==
    \A e \in m.entries :
        e.key = f.key => e.time < f.time \/ (e.time = f.time /\ e.active < f.active)

Missing(s, m, d) == {f \in Spreads(s, d) : Differs(m, f)}

Remaining(m) == network

AnswerExchange(s, m) ==
    LET d == After(s, m.entries)
    IN  /\ m.type = "exchange"
        /\ Keeps(s, d)
        /\ network' = Remaining(m) \cup
                {Carrying("difference", s, m.from, Missing(s, m, d))}
        /\ UNCHANGED <<issued, clock>>

ReceiveDifference(s, m) ==
    /\ m.type = "difference"
    /\ Keeps(s, After(s, m.entries))
    /\ network' = Remaining(m)
    /\ UNCHANGED <<issued, clock>>

Next ==
    \E s \in Site :
        \/ Pass(s)
        \/ \E k \in Key :
            \/ \E v \in Value : Update(s, k, v)
            \/ \E R \in SUBSET Site : Delete(s, k, R)
            \/ RefuseDelete(s, k)
            \/ Drop(s, k)
        \/ \E r \in Site : Exchange(s, r)
        \/ \E m \in Deliverable(s) :
            \/ AnswerExchange(s, m)
            \/ ReceiveDifference(s, m)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Time passes, certificates are dropped when they are over, partners are  *)
(* chosen again and again, and messages arrive.                            *)
(***************************************************************************)
Fairness ==
    \A s \in Site :
        /\ WF_vars(Pass(s))
        /\ \A k \in Key : WF_vars(Drop(s, k))
        /\ \A r \in Partners[s] \ {s} : SF_vars(Exchange(s, r))
        /\ WF_vars(\E m \in Deliverable(s) :
                        AnswerExchange(s, m) \/ ReceiveDifference(s, m))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ issued \in [Site -> SUBSET Updates(Times)]
    /\ latest \in [Site -> Databases(Times)]
    /\ clock \in [Site -> Nat \ {0}]
    /\ db \in [Site -> [Key -> Held]]
    /\ network \subseteq Message

(***************************************************************************)
(* As long as no site is away for too long, this is EventualConsistency,   *)
(* to which a dropped certificate is still there.                          *)
(***************************************************************************)
Visible ==
    [s \in Site |-> [k \in Key |->
        IF db[s][k].time = 0 THEN latest[s][k] ELSE Bare(db[s][k])]]

Problem == INSTANCE EventualConsistency WITH db <- Visible

Refinement == Problem!Spec

NeverInvented == Problem!NeverInvented
SameUpdatesSameReplica == Problem!SameUpdatesSameReplica

(***************************************************************************)
(* No item comes back to a site that has known of its deletion.            *)
(***************************************************************************)
NeverResurrected ==
    \A s \in Site, k \in Key : db[s][k].value # None =>
        /\ db[s][k].time >= latest[s][k].time
        /\ \A u \in issued[s] : u.key = k => db[s][k].time >= u.time

(***************************************************************************)
(* Only what was written before is deleted: there is no certificate for    *)
(* what never was.                                                         *)
(***************************************************************************)
OnlyItemsAreDeleted ==
    \A u \in Problem!Issued : u.value = None =>
        \E v \in Problem!Issued : v.key = u.key /\ v.value # None /\ v.time < u.time

(***************************************************************************)
(* What was written last stays where it has come to: no certificate        *)
(* cancels an item that is written after the deletion.                     *)
(***************************************************************************)
IsLastAmong(u, U) == \A v \in U : v.key = u.key => v.time <= u.time

IsLast(u) == IsLastAmong(u, Problem!Issued)

ReinstatedStays ==
    LET all == Problem!Issued
        last == {u \in all : u.value # None /\ IsLastAmong(u, all)}
    IN  \A s \in Site : \A u \in last :
            latest[s][u.key].time >= u.time
                => Bare(db[s][u.key]) = [value |-> u.value, time |-> u.time]

(***************************************************************************)
(* In the end nobody has an item that was deleted.                         *)
(***************************************************************************)
NobodyHasDeleted ==
    \A u \in Problem!Issued :
        u.value = None /\ IsLast(u) => \A s \in Site : db[s][u.key].value = None

DeletedInTheEnd == <>[]NobodyHasDeleted

-----------------------------------------------------------------------------
(***************************************************************************)
(* Why it is safe: everything that is held or sent was issued as it is, by *)
(* ordinary time and value.                                                *)
(***************************************************************************)
EntriesAreIssued ==
    /\ \A m \in network : \A e \in m.entries :
        [key |-> e.key, value |-> e.value, time |-> e.time] \in Problem!Issued
    /\ \A s \in Site, k \in Key : db[s][k].time # 0 =>
        [key |-> k, value |-> db[s][k].value, time |-> db[s][k].time] \in Problem!Issued

(***************************************************************************)
(* No certificate is active before its time, so it is dropped after it:    *)
(* what a site has issued is behind what it holds, or behind its clock,    *)
(* and the next time that it gives is new.                                 *)
(***************************************************************************)
ActiveFromTheirTime ==
    /\ \A m \in network : \A e \in m.entries :
        IsCertificate(e) => e.active >= Tick(e.time)
    /\ \A s \in Site, k \in Key :
        IsCertificate(db[s][k]) => db[s][k].active >= Tick(db[s][k].time)

TimesAreOwn ==
    \A s \in Site : \A u \in issued[s] :
        /\ u.time % N = Rank[s]
        /\ u.time <= LatestTime(db[s]) \/ Tick(u.time) < clock[s]
        /\ \A v \in issued[s] : u.time = v.time => u = v

THEOREM Spec => [](TypeOK /\ NeverInvented /\ EntriesAreIssued /\ ReinstatedStays)
THEOREM Spec => [](ActiveFromTheirTime /\ TimesAreOwn /\ OnlyItemsAreDeleted)
=============================================================================
