--------------------------- MODULE MCRaftHistory ----------------------------
(***************************************************************************)
(* The models of RaftHistory need what those of Raft do.                   *)
(***************************************************************************)
EXTENDS RaftHistory, MCRaft

(***************************************************************************)
(* MayStand, MayExtend, Batches, MayCompact, where a snapshot is to take   *)
(* the place of entries of another term.  Who is stable stands in the last *)
(* term, once another leads and has filled its log, and adds one entry to  *)
(* its own.  All that the other sends as leader is lost, and all that it   *)
(* would get of the last leader, except snapshots; and these only the      *)
(* leader makes.                                                           *)
(***************************************************************************)
StandsInTurn(s) ==
    /\ StandsInBounds(s)
    /\ IF s \in Stable
       THEN /\ term[s] + 1 = MaxTerm
            /\ \E q \in Standing \ Stable : Len(log[q]) = MaxLog
       ELSE term[s] + 1 < MaxTerm

ExtendsInTurn(l) == ExtendsInBounds(l) /\ (l \in Stable => LastIndex(l) = 0)

AllNewToOthers(l, v) == IF l \in Stable /\ v \notin Standing THEN AllNew(l, v) ELSE {}

CompactsAsLeader(s, i) ==
    role[s] = "leader" /\ i > snapshot[s].index /\ i <= commitIndex[s]

(***************************************************************************)
(* What must be able to happen, so this must be violated: a snapshot takes *)
(* the place of entries of another term.                                   *)
(***************************************************************************)
SnapshotsNeverReplace ==
    [][\A s \in Server :
        snapshot'[s] # snapshot[s] =>
            \A i \in DOMAIN whole[s] \cap DOMAIN whole'[s] :
                whole'[s][i] = whole[s][i]]_historyVars

\* Kept: entries behind a snapshot are kept whether or not they follow it.
WhatIsBehind(s, m) == LogAfter(s, m.index)
=============================================================================
