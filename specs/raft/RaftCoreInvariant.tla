------------------------- MODULE RaftCoreInvariant --------------------------
(***************************************************************************)
(* Why RaftCore is safe while the membership is fixed: an invariant that   *)
(* holds its own ground, and implies the safety of the protocol.           *)
(*                                                                         *)
(* The argument is that of Paxos.  A reign is a ballot, its log what is    *)
(* proposed in it; to accept entries of a reign is to vote in it.  What    *)
(* may yet be committed in a reign is in the log of each later one,        *)
(* because a quorum elected that one, and a member of the quorum that      *)
(* accepted the entries would not have voted for a log without them.       *)
(*                                                                         *)
(* Left out: changes of the membership.  There the quorums that meet are   *)
(* those of consecutive configurations; see proofs-notes/raft.md.          *)
(***************************************************************************)
EXTENDS RaftCore

AllLogs == {log[s] : s \in Server} \cup {r.log : r \in reigns}

Candidates == {c \in Server : IsCandidate(c)}

Quorums == {Q \in SUBSET Server : IsQuorum(Q, Simple(Initial))}

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

-----------------------------------------------------------------------------
(***************************************************************************)
(* Votes.  Who voted has no second vote; and of a term that has its leader *)
(* a quorum has no vote left.                                              *)
(***************************************************************************)
HasVoted(v, t) == term[v] > t \/ (term[v] = t /\ voted[v])

VotesAreInOrder ==
    \A c \in Candidates :
        /\ c \in votes[c]
        /\ ~Wins(c, votes[c])
        /\ \A v \in votes[c] : HasVoted(v, term[c])
        /\ \A d \in Candidates :
            c # d /\ term[c] = term[d] => votes[c] \cap votes[d] = {}

VotesOfReignsAreSpent ==
    \A r \in reigns : \E Q \in Quorums : \A v \in Q :
        /\ HasVoted(v, r.term)
        /\ \A c \in Candidates : term[c] = r.term => v \notin votes[c]

-----------------------------------------------------------------------------
(***************************************************************************)
(* What followers have accepted.                                           *)
(***************************************************************************)
MatchesAreInOrder ==
    \A l, v \in Server : match[l][v] > 0 =>
        /\ HasReigned(l)
        /\ v # l
        /\ match[l][v] <= Len(log[l])
        /\ term[v] >= term[l]

(***************************************************************************)
(* The reign of l may yet commit the i-th entry: a quorum is left whose    *)
(* members have accepted it from l, or still may.                          *)
(***************************************************************************)
MayCommit(l, i) ==
    /\ HasReigned(l)
    /\ OfOwnTerm(l, i)
    /\ \E Q \in Quorums : \A v \in Q :
        v = l \/ match[l][v] >= i \/ term[v] <= term[l]

(***************************************************************************)
(* Then every later reign has it; every server that has accepted it from l *)
(* has it still; and so has each candidate of a later term that such a     *)
(* server voted for.                                                       *)
(***************************************************************************)
WhatMayBeCommittedIsSafe ==
    \A l \in Server : \A i \in DOMAIN log[l] : MayCommit(l, i) =>
        LET P == Prefix(log[l], i)
        IN  /\ \A q \in reigns : q.term > term[l] => IsPrefixOf(P, q.log)
            /\ \A v \in Server : match[l][v] >= i =>
                /\ IsPrefixOf(P, log[v])
                /\ \A c \in Candidates :
                    term[c] > term[l] /\ v \in votes[c] => IsPrefixOf(P, log[c])

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is committed.  All up to there is committed, no later than it; the *)
(* reigns of that term and later ones have it; and a quorum has it, with   *)
(* each candidate of a later term that one of the quorum voted for.        *)
(***************************************************************************)
CommittedIsSafe ==
    \A c \in committed : \E r \in reigns :
        /\ r.term = c.by
        /\ Has(r.log, c)
        /\ \A j \in 1 .. c.index : \E d \in committed :
            d.index = j /\ d.entry = r.log[j] /\ d.by <= c.by
        /\ \E m \in c.index .. Len(r.log) :
            /\ r.log[m].term = r.term
            /\ \E d \in committed : d.index = m /\ d.by = c.by
            /\ \A q \in reigns :
                q.term >= r.term => IsPrefixOf(Prefix(r.log, m), q.log)
            /\ \E Q \in Quorums : \A v \in Q :
                /\ term[v] >= r.term
                /\ IsPrefixOf(Prefix(r.log, m), log[v])
                /\ \A d \in Candidates :
                    term[d] > r.term /\ v \in votes[d]
                        => IsPrefixOf(Prefix(r.log, m), log[d])

Inv ==
    /\ TypeOK
    /\ TermsAreInOrder
    /\ ReignsAreInOrder
    /\ EntriesComeFromReigns
    /\ VotesAreInOrder
    /\ VotesOfReignsAreSpent
    /\ MatchesAreInOrder
    /\ WhatMayBeCommittedIsSafe
    /\ CommittedIsSafe
    /\ StateMachineSafety

(***************************************************************************)
(* Membership is Server, and stays it.                                     *)
(***************************************************************************)
ASSUME FixedMembership == Initial = Server /\ Membership = {}

FixedSpec == Init /\ [][Work]_vars

THEOREM FixedSpec => []Inv
=============================================================================
