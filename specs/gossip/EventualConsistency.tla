------------------------ MODULE EventualConsistency ------------------------
(***************************************************************************)
(* What gossip must do, whatever way it goes about it: every site has a    *)
(* replica of one database and updates it alone; a replica changes by      *)
(* updates that some site has issued, and by nothing else; and in the end  *)
(* every update, or a later one of the same key, is at every site.         *)
(*                                                                         *)
(* Source: A. Demers et al., "Epidemic Algorithms for Replicated Database  *)
(* Maintenance", PODC 1987, sections 1 and 1.1.                            *)
(*                                                                         *)
(* Abstracted away: how a site learns of an update; failures.  This is a   *)
(* weak promise: nothing is said about when, nor about what a client may   *)
(* read at two sites in the meantime.                                      *)
(***************************************************************************)
EXTENDS Replicas

CONSTANT
    Times   \* the timestamps: positive numbers

VARIABLES
    issued,  \* issued[s]: the updates that s has issued
    db       \* db[s][k]: what the replica of s holds for key k

vars == <<issued, db>>

TypeOK ==
    /\ issued \in [Site -> SUBSET Updates(Times)]
    /\ db \in [Site -> Databases(Times)]

Issued == UNION {issued[s] : s \in Site}

-----------------------------------------------------------------------------
Init ==
    /\ issued = [s \in Site |-> {}]
    /\ db = [s \in Site |-> Empty]

(***************************************************************************)
(* A client writes at site s, or deletes.  The update gets a time that no  *)
(* other has, and that is later than what s holds.                         *)
(***************************************************************************)
IsUnique(time) == \A u \in Issued : u.time # time

Update(s, u) ==
    /\ IsUnique(u.time)
    /\ u.time > db[s][u.key].time
    /\ issued' = [issued EXCEPT ![s] = @ \cup {u}]
    /\ db' = [db EXCEPT ![s] = Resolved(@, {u})]

(***************************************************************************)
(* Site s learns of updates that have been issued, in any order.  Of each  *)
(* key it keeps the latest.                                                *)
(***************************************************************************)
Learn(s, U) ==
    /\ db' = [db EXCEPT ![s] = Resolved(@, U)]
    /\ UNCHANGED issued

Next ==
    \E s \in Site :
        \/ \E u \in Updates(Times) : Update(s, u)
        \/ \E U \in SUBSET Issued : Learn(s, U)

Spec == Init /\ [][Next]_vars

(***************************************************************************)
(* A site that lacks an update does not stay behind for ever.              *)
(***************************************************************************)
FairSpec == Spec /\ \A s \in Site : WF_vars(Learn(s, Issued))

-----------------------------------------------------------------------------
(***************************************************************************)
(* Those of the updates U that a site has: it holds them, or later ones of *)
(* their key.                                                              *)
(***************************************************************************)
HasAmong(s, U) == {u \in U : u.time <= db[s][u.key].time}

Has(s) == HasAmong(s, Issued)

(***************************************************************************)
(* What a replica holds was issued, as it is.                              *)
(***************************************************************************)
NeverInvented == \A s \in Site : Contents(db[s]) \subseteq Issued

(***************************************************************************)
(* Replicas that have the same updates are equal, in whatever order, by    *)
(* whatever way and how often these came.                                  *)
(***************************************************************************)
SameUpdatesSameReplica ==
    LET all == Issued
        has == [s \in Site |-> HasAmong(s, all)]
    IN  \A s, r \in Site : has[s] = has[r] => db[s] = db[r]

(***************************************************************************)
(* A replica does not go back.  (A property of steps.)                     *)
(***************************************************************************)
NeverGoesBack ==
    [][\A s \in Site, k \in Key :
        db'[s][k] = db[s][k] \/ db'[s][k].time > db[s][k].time]_vars

(***************************************************************************)
(* When updates stop, all sites have all of them in the end, and so their  *)
(* replicas are equal.                                                     *)
(***************************************************************************)
AllEqual == \A s, r \in Site : db[s] = db[r]

AllHaveAll == \A s \in Site : Has(s) = Issued

UpdatesStop == <>[][UNCHANGED issued]_vars

Convergence == UpdatesStop => <>[](AllHaveAll /\ AllEqual)

THEOREM Spec => [](TypeOK /\ NeverInvented /\ SameUpdatesSameReplica)
THEOREM Spec => NeverGoesBack
THEOREM FairSpec => Convergence
=============================================================================
