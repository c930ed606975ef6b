---------------------------- MODULE MCPaxosSlips ----------------------------
(***************************************************************************)
(* The slips of the broken models.  Each takes the place of the operator   *)
(* of Paxos that the comment names.                                        *)
(***************************************************************************)
EXTENDS MCPaxosBounds

\* MayAccept: an acceptor votes without a look at its promise
AlwaysAccept(a, b) == TRUE

\* MayPromise: an acceptor answers the same number again
PromiseAgain(a, b) == b >= promised[a]

\* Recovered: the promise, or the vote, is not written
VoteOnly(a) == [stable[a] EXCEPT !.promised = stable[a].vote.ballot]

PromiseOnly(a) == [stable[a] EXCEPT !.vote = NoVote]

\* Memory: the answer leaves although the write failed
OldState(a) == stable[a]

\* RecoveredRound: a proposer counts from the beginning again
NoRound(p) == 0

\* Number, RoundOf: the proposer's identity is left out
RoundAlone(p, r) == r

SameRound(b) == b

\* HasQuorum: no promise is waited for
NoQuorumNeeded(p) == TRUE

\* Counted: a promise received again counts as that of another acceptor
CountedAgain(p, m) ==
    LET heard == {x.from : x \in promises[p]}
    IN  IF m \in promises[p] /\ heard # Acceptor
        THEN promises[p] \cup {[m EXCEPT !.from = CHOOSE a \in Acceptor \ heard : TRUE]}
        ELSE promises[p] \cup {m}

\* Proposal: the proposer insists on its client's value
OwnValue(p) == request[p]

\* Proposal: it takes some reported value instead of the latest
EarliestReported(p) ==
    IF Reported(p) = {} THEN request[p]
    ELSE (CHOOSE v \in Reported(p) :
            \A w \in Reported(p) : v.ballot <= w.ballot).value

\* Completes: a learner adds up votes of different ballots
AnyBallots(l, m) ==
    \E Q \in Quorum : \A a \in Q :
        \E r \in accepted[l] \cup {m} : r.from = a /\ r.value = m.value

\* Quorum, QuorumsIntersect: one acceptor is enough
Singletons == {{a} : a \in Acceptor}

Unchecked == TRUE
=============================================================================
