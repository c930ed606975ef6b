------------------------ MODULE PartitionedRegister -------------------------
(***************************************************************************)
(* A register whose nodes send each other messages over a network that may *)
(* be cut in two, and may be whole again.  Messages between the two sides  *)
(* are lost, those that are under way when the cut comes too; that is the  *)
(* paper's loss, in the pattern that its proof of Theorem 1 needs.  Others *)
(* arrive in any order, after any time, and more than once: they stay in   *)
(* the network when they are received.                                     *)
(*                                                                         *)
(* No node knows of a cut.  To it a message that is lost is one that does  *)
(* not come yet, so that what a node has seen and done under any cuts is   *)
(* what it may see and do when there are none.                             *)
(***************************************************************************)
EXTENDS Register

CONSTANT Cuts  \* the sets of nodes that the network may cut off from the others

ASSUME Cuts \subseteq SUBSET Node

VARIABLES
    side,    \* the nodes that are cut off; {}: the network is whole
    network  \* the messages that were sent, and not lost

IsWhole == side = {}

Reaches(p, q) == (p \in side) <=> (q \in side)

Kept(messages) == {m \in messages : Reaches(m.from, m.to)}

PartitionInit == side = {} /\ network = {}

Send(messages) == network' = network \cup Kept(messages)

IsCut(S) ==
    /\ IsWhole
    /\ S \in Cuts
    /\ side' = S
    /\ network' = {m \in network : (m.from \in S) <=> (m.to \in S)}

IsHealed == ~IsWhole /\ side' = {} /\ UNCHANGED network

(***************************************************************************)
(* The network is cut as long as it likes, or whole for ever from some     *)
(* time on.                                                                *)
(***************************************************************************)
EndsWhole == <>[]IsWhole
=============================================================================
