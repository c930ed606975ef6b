----------------------------- MODULE DirectMail -----------------------------
(***************************************************************************)
(* Direct mail: the site at which an update is made sends it to all other  *)
(* sites, once.                                                            *)
(*                                                                         *)
(* Source: A. Demers et al., "Epidemic Algorithms for Replicated Database  *)
(* Maintenance", PODC 1987, section 1.2.  It is prompt, and costs as many  *)
(* messages as there are sites.  It is not reliable: mail is discarded     *)
(* when a queue overflows or a destination is not reachable for long, and  *)
(* the sender may not know of all sites.                                   *)
(*                                                                         *)
(* A site's database is on its disk, and a crash leaves it.  An update is  *)
(* one step: it must be on disk before any mail about it leaves.           *)
(***************************************************************************)
EXTENDS Replicas

CONSTANTS
    Known,       \* Known[s]: the sites that s knows of
    Lossy,       \* TRUE: any mail may be lost
    MaxUpdates   \* how many updates each site issues: bounds the model

ASSUME
    /\ Known \in [Site -> SUBSET Site]
    /\ Lossy \in BOOLEAN
    /\ MaxUpdates \in Nat

VARIABLES
    issued,   \* issued[s]: the updates that s has issued; for properties and bounds
    db,       \* db[s]: on disk, the replica of s
    up,       \* up[s]: s runs
    network   \* the mail that has been sent, and not lost

vars == <<issued, db, up, network>>

Times == Nat \ {0}

Message == [type : {"mail"}, from : Site, to : Site, update : Updates(Times)]

Mail(s, r, u) == [type |-> "mail", from |-> s, to |-> r, update |-> u]

(***************************************************************************)
(* Mail may come late, in any order, and more than once: it stays in the   *)
(* network when it is received.                                            *)
(***************************************************************************)
Deliverable(s) == {m \in network : m.to = s}

-----------------------------------------------------------------------------
(***************************************************************************)
(* A site takes steps while it is up, and no others.                       *)
(***************************************************************************)
IsUp(s) == up[s]

Init ==
    /\ issued = [s \in Site |-> {}]
    /\ db = [s \in Site |-> Empty]
    /\ up = [s \in Site |-> TRUE]
    /\ network = {}

(***************************************************************************)
(* A client writes a value at s, or deletes an item; s mails that to all   *)
(* other sites that it knows of.                                           *)
(***************************************************************************)
MayUpdate(s) == Cardinality(issued[s]) < MaxUpdates

Issue(s, k, v) ==
    LET u == [key |-> k, value |-> v, time |-> NextTime(s, db[s])]
    IN  /\ issued' = [issued EXCEPT ![s] = @ \cup {u}]
        /\ db' = [db EXCEPT ![s] = Resolved(@, {u})]
        /\ network' = network \cup {Mail(s, r, u) : r \in Known[s] \ {s}}
        /\ UNCHANGED up

Update(s, k, v) ==
    /\ IsUp(s)
    /\ MayUpdate(s)
    /\ Issue(s, k, v)

Delete(s, k) ==
    /\ IsUp(s)
    /\ MayUpdate(s)
    /\ Issue(s, k, None)

(***************************************************************************)
(* A site keeps what is newer than what it holds, and ignores the rest.    *)
(***************************************************************************)
ReceiveMail(s, m) ==
    /\ IsUp(s)
    /\ IsNewer(m.update, db[s])
    /\ db' = [db EXCEPT ![s] = Resolved(@, {m.update})]
    /\ UNCHANGED <<issued, up, network>>

IgnoreMail(s, m) ==
    /\ IsUp(s)
    /\ ~IsNewer(m.update, db[s])
    /\ UNCHANGED vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* A site goes down; it comes back with its database.                      *)
(***************************************************************************)
MayCrash(s) == up[s]

Crash(s) ==
    /\ MayCrash(s)
    /\ up' = [up EXCEPT ![s] = FALSE]
    /\ UNCHANGED <<issued, db, network>>

Restart(s) ==
    /\ ~up[s]
    /\ up' = [up EXCEPT ![s] = TRUE]
    /\ UNCHANGED <<issued, db, network>>

(***************************************************************************)
(* Mail to a site that is down may be discarded; other mail if Lossy.      *)
(***************************************************************************)
MayLose(m) == Lossy \/ ~up[m.to]

Lose(m) ==
    /\ MayLose(m)
    /\ network' = network \ {m}
    /\ UNCHANGED <<issued, db, up>>

Next ==
    \/ \E s \in Site :
        \/ \E k \in Key, v \in Value : Update(s, k, v)
        \/ \E k \in Key : Delete(s, k)
        \/ \E m \in Deliverable(s) :
            \/ ReceiveMail(s, m)
            \/ IgnoreMail(s, m)
        \/ Crash(s)
        \/ Restart(s)
    \/ \E m \in network : Lose(m)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* Sites come back, and mail that is not lost arrives.                     *)
(***************************************************************************)
Fairness ==
    \A s \in Site :
        /\ WF_vars(Restart(s))
        /\ SF_vars(\E m \in Deliverable(s) : ReceiveMail(s, m))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
TypeOK ==
    /\ issued \in [Site -> SUBSET Updates(Times)]
    /\ db \in [Site -> Databases(Times)]
    /\ up \in [Site -> BOOLEAN]
    /\ network \subseteq Message

(***************************************************************************)
(* Direct mail does what EventualConsistency asks of single steps.         *)
(***************************************************************************)
Problem == INSTANCE EventualConsistency

Refinement == Problem!Spec

NeverInvented == Problem!NeverInvented
SameUpdatesSameReplica == Problem!SameUpdatesSameReplica

(***************************************************************************)
(* While a site is down nothing changes there.  (A property of steps.)     *)
(***************************************************************************)
DownDoesNothing ==
    [][\A s \in Site : ~up[s] => issued'[s] = issued[s] /\ db'[s] = db[s]]_vars

NeverGoesBack ==
    [][\A s \in Site, k \in Key :
        db'[s][k] = db[s][k] \/ db'[s][k].time > db[s][k].time]_vars

(***************************************************************************)
(* It converges only if no mail is lost and all know of all.               *)
(***************************************************************************)
Convergence == Problem!Convergence

-----------------------------------------------------------------------------
(***************************************************************************)
(* Why it is safe: an inductive invariant.                                 *)
(*                                                                         *)
(* A site's times carry its mark and are not later than the latest in its  *)
(* database, so that the next that it gives is new.                        *)
(***************************************************************************)
TimesAreOwn ==
    \A s \in Site : \A u \in issued[s] :
        /\ u.time % N = Rank[s]
        /\ u.time <= LatestTime(db[s])
        /\ \A v \in issued[s] : u.time = v.time => u = v

MailIsIssued == \A m \in network : m.update \in issued[m.from]

Inv == TypeOK /\ TimesAreOwn /\ NeverInvented /\ MailIsIssued

THEOREM Spec => [](Inv /\ SameUpdatesSameReplica)
THEOREM Spec => NeverGoesBack /\ Refinement
=============================================================================
