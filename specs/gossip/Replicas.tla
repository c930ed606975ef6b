------------------------------ MODULE Replicas ------------------------------
(***************************************************************************)
(* What the modules of this folder share: databases that are kept at many  *)
(* sites, updates, and how a later update wins.                            *)
(*                                                                         *)
(* Source: A. Demers et al., "Epidemic Algorithms for Replicated Database  *)
(* Maintenance", PODC 1987, section 1.1.  A database holds for each key a  *)
(* value and the timestamp of the update that wrote it.  Timestamps are    *)
(* globally unique, and of two updates of a key the later one counts.  A   *)
(* deletion is an update too: it writes None, and this entry is the        *)
(* item's death certificate.                                               *)
(*                                                                         *)
(* Abstracted away: what keys and values are.                              *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Site,   \* the sites, each with a replica of the database
    Key,    \* the keys
    Value,  \* the values that a client may write
    None,   \* stands for "no value"
    Rank    \* Rank[s]: a number from 0 on, another for each site; makes times unique

N == Cardinality(Site)

ASSUME
    /\ IsFiniteSet(Site)
    /\ None \notin Value
    /\ Rank \in [Site -> 0 .. N - 1]
    /\ \A s, r \in Site : Rank[s] = Rank[r] => s = r

(***************************************************************************)
(* A time is a number whose remainder tells the site that gave it, so no   *)
(* two sites give the same.  Time 0 is before all updates.                 *)
(***************************************************************************)
Stamp(s, n) == n * N + Rank[s]
Tick(time) == time \div N

Nothing == [value |-> None, time |-> 0]
Empty == [k \in Key |-> Nothing]

Updates(times) == [key : Key, value : Value \cup {None}, time : times]
Databases(times) == [Key -> [value : Value \cup {None}, time : times \cup {0}]]

(***************************************************************************)
(* What a database holds, as a set of updates; which of some updates are   *)
(* news to it; and what it holds when it has taken them.                   *)
(***************************************************************************)
Contents(d) ==
    {[key |-> k, value |-> d[k].value, time |-> d[k].time] :
        k \in {j \in Key : d[j].time # 0}}

IsNewer(u, d) == u.time > d[u.key].time

News(d, U) == {u \in U : IsNewer(u, d)}

Resolved(d, U) ==
    LET news == News(d, U)
        Latest(k) == CHOOSE u \in news :
            u.key = k /\ \A v \in news : v.key = k => v.time <= u.time
    IN  [k \in Key |->
            IF \E u \in news : u.key = k
            THEN [value |-> Latest(k).value, time |-> Latest(k).time]
            ELSE d[k]]

(***************************************************************************)
(* The time that a site gives to its next update: later than all that it   *)
(* has in its database.  This is a logical clock, and its rule is that of  *)
(* Lamport's; the paper takes the time of day, which module                *)
(* DeathCertificates needs as well.                                        *)
(***************************************************************************)
LatestTime(d) ==
    LET times == {d[k].time : k \in Key} \cup {0}
    IN  CHOOSE t \in times : \A u \in times : u <= t

NextTime(s, d) == Stamp(s, Tick(LatestTime(d)) + 1)
=============================================================================
