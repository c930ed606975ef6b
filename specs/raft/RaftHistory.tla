---------------------------- MODULE RaftHistory -----------------------------
(***************************************************************************)
(* Raft with what its safety speaks of: whole logs, who has led and with   *)
(* which log, and what has been committed.  History variables: no step of  *)
(* Raft depends on them.  With them Raft is seen to implement RaftCore,    *)
(* which knows no snapshots.                                               *)
(***************************************************************************)
EXTENDS Raft

VARIABLES
    whole,      \* whole[s]: what the snapshot of s stands for, and its log
    reigns,     \* as in RaftCore
    committed   \* as in RaftCore

historyVars == <<vars, whole, reigns, committed>>

(***************************************************************************)
(* A snapshot that s installs stands for what its sender has: the leader   *)
(* of the term that s is then in.  Any other stands for entries of s.      *)
(***************************************************************************)
Installs(s) == Up(s) /\ snapshot'[s].index > commitIndex[s]

LogOfLeader(t) == (CHOOSE r \in reigns : r.term = t).log

Compacted(s) ==
    Prefix(IF Installs(s) THEN LogOfLeader(term'[s]) ELSE whole[s], snapshot'[s].index)

(***************************************************************************)
(* Who has voted for c in its term, whether or not c knows it.  In the     *)
(* core c leads as soon as these are a quorum.                             *)
(***************************************************************************)
VotersOf(c, t, sent) ==
    {c} \cup {m.from : m \in {m \in sent :
                m.type = "vote" /\ m.to = c /\ m.term = t /\ m.granted}}

(***************************************************************************)
(* A candidate that accepts entries of the leader of its term is one no    *)
(* longer; one that crashes may still win, and never know it.              *)
(***************************************************************************)
HasAccepted(c) ==
    \E m \in network :
        m.type = "appended" /\ m.from = c /\ m.term = term[c] /\ m.success

Stands(c) == votedFor[c] = c /\ ~HasAccepted(c)

HasReigned(c, t) == \E r \in reigns : r.term = t /\ r.leader = c

Elected(c) ==
    /\ Stands(c)
    /\ IsQuorum(VotersOf(c, term[c], network), Config(c))

(***************************************************************************)
(* A reign lasts as long as its leader is in its term.                     *)
(***************************************************************************)
Reigns ==
    {[term |-> term[c], leader |-> c, log |-> whole[c]] :
        c \in {c \in Server : Elected(c)}}

Ongoing(r) == [r EXCEPT !.log = IF term[r.leader] = r.term THEN whole[r.leader] ELSE @]

IsKnown(t, i, e) == \E c \in committed : c.by <= t /\ c.index = i /\ c.entry = e

(***************************************************************************)
(* What leaders commit, in a step.  Who is told by a leader of a later     *)
(* term what is committed leads no longer.                                 *)
(***************************************************************************)
Commits(l) ==
    role[l] = "leader" /\ term'[l] = term[l] /\ commitIndex'[l] > commitIndex[l]

NewlyCommitted ==
    UNION {{[index |-> i, entry |-> whole[l][i], by |-> term[l]] :
                i \in {i \in 1 .. commitIndex'[l] : ~IsKnown(term[l], i, whole[l][i])}} :
            l \in {l \in Server : Commits(l)}}

HistoryInit ==
    /\ Init
    /\ whole = log
    /\ reigns = {}
    /\ committed = {}

HistoryNext ==
    /\ Next
    /\ whole' = [s \in Server |-> Compacted(s) \o log'[s]]
    /\ reigns' = {Ongoing(r)' : r \in reigns} \cup
        {q \in Reigns' : \A r \in reigns : r.term = q.term => r.leader # q.leader}
    /\ committed' = committed \cup NewlyCommitted

HistorySpec == HistoryInit /\ [][HistoryNext]_historyVars

-----------------------------------------------------------------------------
(***************************************************************************)
(* The step to the level above.                                            *)
(***************************************************************************)
Voted == [s \in Server |-> votedFor[s] # None]

Votes ==
    [c \in Server |->
        IF Stands(c) /\ ~HasReigned(c, term[c])
        THEN VotersOf(c, term[c], network)
        ELSE {}]

Reported(l, v) ==
    {m.match : m \in {m \in network :
        m.type = "appended" /\ m.from = v /\ m.to = l /\ m.term = term[l] /\ m.success}}

Match ==
    [l \in Server |-> [v \in Server |->
        IF Reported(l, v) = {} THEN 0
        ELSE CHOOSE n \in Reported(l, v) : \A k \in Reported(l, v) : k <= n]]

Core ==
    INSTANCE RaftCore WITH log <- whole, voted <- Voted, votes <- Votes, match <- Match

RefinesRaftCore == Core!Spec

ElectionSafety == Core!ElectionSafety
LogMatching == Core!LogMatching
LeaderCompleteness == Core!LeaderCompleteness
StateMachineSafety == Core!StateMachineSafety

(***************************************************************************)
(* What a server knows to be committed is, in its term or before.          *)
(***************************************************************************)
KnowsOnlyTheCommitted ==
    \A s \in Server : \A i \in 1 .. commitIndex[s] :
        i <= Len(whole[s]) /\ IsKnown(term[s], i, whole[s][i])

(***************************************************************************)
(* What a snapshot says of the entries that it stands for is true.         *)
(***************************************************************************)
SnapshotsAreTrue ==
    \A s \in Server :
        LET covered == Prefix(whole[s], snapshot[s].index)
        IN  /\ snapshot[s].term = LastTerm(covered)
            /\ snapshot[s].config = LatestConfig(covered, Simple(Initial))
            /\ whole[s] = covered \o log[s]

(***************************************************************************)
(* What is committed is not lost: a quorum has it, by the configuration    *)
(* that its leader went by.                                                *)
(***************************************************************************)
CommittedIsHeld ==
    \A c \in committed : \E r \in reigns : \E n \in c.index .. Len(r.log) :
        /\ r.term = c.by
        /\ IsQuorum({v \in Server : Core!Has(whole[v], c)},
                Core!ConfigOf(Prefix(r.log, n)))

THEOREM HistorySpec =>
    [](TypeOK /\ ElectionSafety /\ LogMatching /\ LeaderCompleteness
        /\ StateMachineSafety /\ KnowsOnlyTheCommitted /\ SnapshotsAreTrue
        /\ CommittedIsHeld)
THEOREM HistorySpec => RefinesRaftCore
=============================================================================
