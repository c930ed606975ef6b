------------------------- MODULE RaftCoreInvariant --------------------------
(***************************************************************************)
(* Why RaftCore is safe: an invariant that holds its own ground, and       *)
(* implies the safety of the protocol, membership changes included.        *)
(*                                                                         *)
(* The argument is that of Paxos.  A reign is a ballot, its log what is    *)
(* proposed in it; to accept entries of a reign is to vote in it.  What    *)
(* was committed in a reign is in the log of each later one, because a     *)
(* member of the quorum that accepted the entries was of the quorum that   *)
(* elected that one, and would not have voted for a log without them.      *)
(*                                                                         *)
(* The two quorums need not be of the same configuration.  They meet all   *)
(* the same if each of the two logs has all configurations of the other    *)
(* but the last; and it has them because they are committed.  See          *)
(* proofs-notes/raft.md, section 3.                                        *)
(***************************************************************************)
EXTENDS RaftCore

AllLogs == {log[s] : s \in Server} \cup {r.log : r \in reigns}

Candidates == {c \in Server : IsCandidate(c)}

-----------------------------------------------------------------------------
(***************************************************************************)
(* Terms.  Logs hold entries of their server's term and earlier ones, in   *)
(* this order; a reign, of its term and earlier ones; a candidate, of      *)
(* earlier ones only.                                                      *)
(***************************************************************************)
TermsGrow(l) == \A i \in 2 .. Len(l) : l[i - 1].term <= l[i].term

TermsAreInOrder ==
    /\ \A l \in AllLogs : TermsGrow(l)
    /\ \A s \in Server : LastTerm(log[s]) <= term[s]
    /\ \A r \in reigns : LastTerm(r.log) <= r.term
    /\ \A c \in Candidates : LastTerm(log[c]) < term[c]
    /\ \A s \in Server : term[s] = 0 => ~voted[s]

(***************************************************************************)
(* A reign is of a server that has reached its term; as long as that is    *)
(* the server's term, its log is the server's.                             *)
(***************************************************************************)
ReignsAreInOrder ==
    /\ ElectionSafety
    /\ \A r \in reigns :
        /\ r.term > 0
        /\ term[r.leader] >= r.term
        /\ term[r.leader] = r.term =>
            /\ log[r.leader] = r.log
            /\ voted[r.leader]
            /\ ~IsCandidate(r.leader)

(***************************************************************************)
(* An entry comes from the reign of its term, with all that is before it.  *)
(* That is Log Matching, in a form that is inductive.                      *)
(***************************************************************************)
EntriesComeFromReigns ==
    \A l \in AllLogs : \A i \in DOMAIN l :
        \E r \in reigns :
            r.term = l[i].term /\ i <= Len(r.log) /\ Prefix(l, i) = Prefix(r.log, i)

(***************************************************************************)
(* A configuration follows the one before it, and that one was committed   *)
(* by then: no later than in the term of the one that follows.             *)
(***************************************************************************)
Following(before) ==
    IF IsJoint(before)
    THEN {Simple(Target(before))}
    ELSE {Joint(Target(before), C) : C \in Membership \ {Target(before)}}

ConfigsAreInOrder(l) ==
    \A i \in ConfigIndices(l) :
        LET before == Prefix(l, i - 1)
        IN  /\ l[i].config \in Following(ConfigOf(before))
            /\ IsCommittedBy(l[i].term, l, LatestConfigIndex(before))

ConfigurationsAreInOrder == \A l \in AllLogs : ConfigsAreInOrder(l)

-----------------------------------------------------------------------------
(***************************************************************************)
(* What followers have accepted of leaders that are still in their term.   *)
(***************************************************************************)
MatchesAreInOrder ==
    \A l, v \in Server : match[l][v] > 0 =>
        /\ HasReigned(l)
        /\ v # l
        /\ match[l][v] <= Len(log[l])
        /\ term[v] >= term[l]

(***************************************************************************)
(* What v has accepted of the leaders before term t, up to one of the      *)
(* leader's own entries, is in log k; unless there is a reign in T in      *)
(* between that has it not.                                                *)
(***************************************************************************)
HasAccepted(v, l, i) == match[l][v] >= i /\ OfOwnTerm(l, i)

IsIn(k, v, t, T) ==
    \A l \in Server : term[l] < t =>
        \A i \in DOMAIN log[l] : HasAccepted(v, l, i) =>
            LET P == Prefix(log[l], i)
            IN  \/ IsPrefixOf(P, k)
                \/ \E q \in reigns :
                    q.term > term[l] /\ q.term \in T /\ ~IsPrefixOf(P, q.log)

AcceptedIsKept == \A v \in Server : IsIn(log[v], v, term[v] + 1, 1 .. term[v])

(***************************************************************************)
(* Votes.  Who voted has no second vote, and voted for a log that has what *)
(* it had accepted.                                                        *)
(***************************************************************************)
HasVoted(v, t) == term[v] > t \/ (term[v] = t /\ voted[v])

VotesAreInOrder ==
    \A c \in Candidates :
        /\ c \in votes[c]
        /\ ~Wins(c, votes[c])
        /\ \A v \in votes[c] :
            /\ HasVoted(v, term[c])
            /\ IsIn(log[c], v, term[c], 1 .. term[c])
        /\ \A d \in Candidates :
            c # d /\ term[c] = term[d] => votes[c] \cap votes[d] = {}

(***************************************************************************)
(* A quorum elected the leader of a reign, by the configuration in the log *)
(* that it was elected with.                                               *)
(***************************************************************************)
Inherited(r) == Prefix(r.log, Cardinality({i \in DOMAIN r.log : r.log[i].term < r.term}))

Electors(r) ==
    {v \in Server :
        /\ HasVoted(v, r.term)
        /\ \A c \in Candidates : term[c] = r.term => v \notin votes[c]
        /\ IsIn(r.log, v, r.term, 1 .. (r.term - 1))}

ReignsAreElected == \A r \in reigns : IsQuorum(Electors(r), ConfigOf(Inherited(r)))

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is committed.  All up to there is, no later than it; and it is in  *)
(* the reign of that term and in all later ones.                           *)
(***************************************************************************)
CommittedIsInReigns ==
    \A c \in committed : \E r \in reigns :
        /\ r.term = c.by
        /\ Has(r.log, c)
        /\ \A j \in 1 .. c.index : IsCommittedBy(c.by, r.log, j)
        /\ \A q \in reigns : q.term > c.by => IsPrefixOf(Prefix(r.log, c.index), q.log)

(***************************************************************************)
(* With an entry of its own term, which the leader committed with it or    *)
(* after it, a quorum has it; and so has each candidate of a later term    *)
(* that one of the quorum voted for.  The quorum was one by the            *)
(* configuration then in force: if it is a configuration that was          *)
(* committed, by that one.                                                 *)
(***************************************************************************)
Keepers(P, t) ==
    {v \in Server :
        /\ term[v] >= t
        /\ IsPrefixOf(P, log[v])
        /\ \A d \in Candidates :
            term[d] > t /\ v \in votes[d] => IsPrefixOf(P, log[d])}

CommittedIsKept ==
    \A c \in committed : \E r \in reigns :
        /\ r.term = c.by
        /\ \E m \in c.index .. Len(r.log) :
            /\ r.log[m].term = r.term
            /\ \E d \in committed : d.index = m /\ d.by = c.by
            /\ \E n \in m .. Len(r.log) :
                /\ IsConfig(c.entry) => LatestConfigIndex(Prefix(r.log, n)) = c.index
                /\ IsQuorum(Keepers(Prefix(r.log, m), r.term), ConfigOf(Prefix(r.log, n)))

Inv ==
    /\ TypeOK
    /\ TermsAreInOrder
    /\ ReignsAreInOrder
    /\ EntriesComeFromReigns
    /\ ConfigurationsAreInOrder
    /\ MatchesAreInOrder
    /\ AcceptedIsKept
    /\ VotesAreInOrder
    /\ ReignsAreElected
    /\ CommittedIsInReigns
    /\ CommittedIsKept

THEOREM Spec => []Inv
=============================================================================
