---------------------------- MODULE MCPartition ----------------------------
(***************************************************************************)
(* The network is cut into two halves, and heals, once.  While it is cut   *)
(* nothing crosses, and what was sent across is lost.                      *)
(***************************************************************************)
EXTENDS MCAntiEntropy

VARIABLE link  \* "whole", "cut" or "healed"

Half(s) == IF 2 * Rank[s] < N THEN 0 ELSE 1

Crosses(m) == Half(m.from) # Half(m.to)

\* Deliverable
DeliverableWithin(s) ==
    {m \in network : m.to = s /\ (link = "cut" => ~Crosses(m))}

Cut ==
    /\ link = "whole"
    /\ link' = "cut"
    /\ UNCHANGED vars

Heal ==
    /\ link = "cut"
    /\ link' = "healed"
    /\ network' = {m \in network : ~Crosses(m)}
    /\ UNCHANGED <<issued, db, up>>

AntiEntropyStep == Next /\ UNCHANGED link

PartitionSpec ==
    /\ Init /\ link = "whole"
    /\ [][AntiEntropyStep \/ Cut \/ Heal]_<<vars, link>>

Heals == WF_<<vars, link>>(Heal)

Goes(A) == A /\ UNCHANGED link

PartitionFairness ==
    \A s \in Site :
        /\ WF_<<vars, link>>(Goes(\E m \in Deliverable(s) : Receive(s, m)))
        /\ \A r \in Partners[s] \ {s} : SF_<<vars, link>>(Goes(Compare(s, r)))

HealingSpec == PartitionSpec /\ PartitionFairness /\ Heals

CutForEverSpec == PartitionSpec /\ PartitionFairness

(***************************************************************************)
(* The halves never differ with all said within each: not so.              *)
(***************************************************************************)
AgreeWithin(h) == \A s, r \in Site : Half(s) = h /\ Half(r) = h => db[s] = db[r]

HalvesNeverDiverge ==
    ~ /\ link = "cut"
      /\ AgreeWithin(0) /\ AgreeWithin(1)
      /\ \A s \in Site : db[s] # Empty
      /\ ~Problem!AllEqual
=============================================================================
