-------------------------- MODULE RaftSingleServer --------------------------
(***************************************************************************)
(* Membership change one server at a time: a configuration is always one   *)
(* set of servers, and consecutive ones differ by one server, so that      *)
(* their majorities meet (D. Ongaro, "Consensus: Bridging Theory and       *)
(* Practice", 2014, section 4.1).                                          *)
(*                                                                         *)
(* As published, this was wrong, and corrected in July 2015 (D. Ongaro,    *)
(* "bug in single-server membership changes", raft-dev): configurations of *)
(* two leaders that both follow the same one differ by two servers.  What  *)
(* helps is that a leader first commits an entry of its own term.          *)
(*                                                                         *)
(* Abstracted away: as in RaftCore, of which this is all but the change.   *)
(***************************************************************************)
EXTENDS RaftCore

(***************************************************************************)
(* The correction.  A quorum of the latest configuration has an entry of   *)
(* the leader's term, so no leader before it can commit its own change.    *)
(***************************************************************************)
HasCommittedInItsTerm(l) ==
    \E c \in committed : c.by = term[l] /\ Has(log[l], c)

OneApart(C, D) == Cardinality((C \ D) \cup (D \ C)) = 1

AddOrRemove(l, C) ==
    /\ IsLeader(l)
    /\ Settled(l)
    /\ HasCommittedInItsTerm(l)
    /\ OneApart(C, Target(Config(l)))
    /\ CaughtUp(l, C)
    /\ Extend(l, ConfigEntry(term[l], Simple(C)))

SingleServerNext ==
    \/ Work
    \/ \E l \in Server, C \in Membership : AddOrRemove(l, C)

SingleServerSpec == Init /\ [][SingleServerNext]_vars

THEOREM SingleServerSpec =>
    [](TypeOK /\ ElectionSafety /\ LogMatching /\ LeaderCompleteness
        /\ StateMachineSafety /\ OneChangeAtATime)
THEOREM SingleServerSpec => LeaderAppendOnly /\ TheRemovedStepDown
THEOREM SingleServerSpec => RefinesReplicatedLog
=============================================================================
