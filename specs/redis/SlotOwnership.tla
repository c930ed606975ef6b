---------------------------- MODULE SlotOwnership ----------------------------
(***************************************************************************)
(* What nodes that share slots should do, without asking each other who    *)
(* has one.  A claim is a slot, a node and an epoch, and no two nodes      *)
(* claim a slot in one epoch.  A node believes in one claim to each slot,  *)
(* and goes on to claims with greater epochs only.  So whoever believes in *)
(* the same epoch believes in the same owner, and once all have heard of   *)
(* the greatest claim, all believe in it: the last writer wins.            *)
(*                                                                         *)
(* Redis Cluster promises this of elections only: RedisCluster says when.  *)
(* Source: redis.io, "Redis cluster specification", the parts on           *)
(* configuration epochs and on hash slots configuration propagation.       *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS
    Node,
    None,        \* stands for "nobody"
    Slot,
    Epoch,       \* numbers, from 1
    FirstOwner,  \* who has a slot at first
    FirstEpoch   \* the epoch of a node's first claims

VARIABLES
    claimed,     \* for each slot and epoch, who claims it
    view         \* for each node and slot, the claim in which it believes

vars == <<claimed, view>>

First(s) == [epoch |-> FirstEpoch[FirstOwner[s]], owner |-> FirstOwner[s]]

Init ==
    /\ claimed = [s \in Slot |-> [e \in Epoch |->
                    IF e = FirstEpoch[FirstOwner[s]] THEN FirstOwner[s] ELSE None]]
    /\ view = [n \in Node |-> [s \in Slot |-> First(s)]]

(* A node claims slots that nobody else claims in this epoch. *)
Claim(n, S, e) ==
    /\ S # {}
    /\ \A s \in S : claimed[s][e] = None /\ e > view[n][s].epoch
    /\ claimed' = [s \in Slot |-> IF s \in S THEN [claimed[s] EXCEPT ![e] = n]
                                  ELSE claimed[s]]
    /\ view' = [view EXCEPT ![n] =
        [s \in Slot |-> IF s \in S THEN [epoch |-> e, owner |-> n] ELSE @[s]]]

(* A node hears of claims to slots, each with a greater epoch. *)
Learn(n, S, e) ==
    /\ S # {}
    /\ \A s \in S : claimed[s][e] # None /\ e > view[n][s].epoch
    /\ view' = [view EXCEPT ![n] =
        [s \in Slot |-> IF s \in S THEN [epoch |-> e, owner |-> claimed[s][e]]
                        ELSE @[s]]]
    /\ UNCHANGED claimed

Next ==
    \E n \in Node, S \in SUBSET Slot, e \in Epoch : Claim(n, S, e) \/ Learn(n, S, e)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
TypeOK ==
    /\ claimed \in [Slot -> [Epoch -> Node \cup {None}]]
    /\ view \in [Node -> [Slot -> [epoch : Epoch, owner : Node]]]

Agreement ==
    \A n, x \in Node, s \in Slot :
        view[n][s].epoch = view[x][s].epoch => view[n][s].owner = view[x][s].owner

THEOREM Spec => [](TypeOK /\ Agreement)
=============================================================================
