------------------------ MODULE PartitionedRegister -------------------------
(***************************************************************************)
(* A register whose nodes send each other messages over a network that may *)
(* be cut in two, and may be whole again.  Messages between the two sides  *)
(* are lost, those that are under way when the cut comes too; that is the  *)
(* paper's loss, in the pattern that its proof of Theorem 1 needs.  Others *)
(* arrive in any order, after any time.                                    *)
(***************************************************************************)
EXTENDS Register

CONSTANT Cuts  \* the sets of nodes that the network may cut off from the others

ASSUME Cuts \subseteq SUBSET Node

VARIABLES
    side,    \* the nodes that are cut off; {}: the network is whole
    network  \* the messages under way

IsWhole == side = {}

Reaches(p, q) == (p \in side) <=> (q \in side)

Kept(messages) == {m \in messages : Reaches(m.from, m.to)}

PartitionInit == side = {} /\ network = {}

(***************************************************************************)
(* The network with these messages sent, and without those received.       *)
(***************************************************************************)
Exchange(received, sent) == network' = (network \ received) \cup Kept(sent)

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
