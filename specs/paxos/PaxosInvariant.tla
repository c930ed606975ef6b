--------------------------- MODULE PaxosInvariant ----------------------------
(***************************************************************************)
(* Why Paxos is safe: the inductive invariant. It says role by role what a *)
(* state may look like.                                                    *)
(***************************************************************************)
EXTENDS Paxos

-----------------------------------------------------------------------------
(***************************************************************************)
(* Proposers.  A ballot of p is prepared once its round is on stable       *)
(* storage, so no message bears a number of p's above that.  The promises  *)
(* that p counts are those that acceptors made it for its current ballot.  *)
(***************************************************************************)
Numbered(p, b) == \E r \in 1 .. stableRound[p] : b = Number(p, r)

HasProposed(b) == \E m \in network : m.type = "accept" /\ m.ballot = b

ProposersAreInOrder ==
    \A p \in Proposer :
        /\ request[p] \in requested \cup {None}
        /\ Up("proposer", p) =>
            CASE phase[p] = "idle" -> round[p] >= stableRound[p]
              [] phase[p] = "numbering" -> round[p] > stableRound[p]
              [] phase[p] = "preparing" ->
                    /\ round[p] = stableRound[p]
                    /\ round[p] > 0
                    /\ ~HasProposed(Current(p))
              [] phase[p] = "proposing" ->
                    /\ round[p] = stableRound[p]
                    /\ HasProposed(Current(p))
        /\ ~Up("proposer", p) =>
            round[p] = 0 /\ phase[p] = "idle" /\ request[p] = None
        /\ phase[p] # "preparing" => promises[p] = {}
        /\ \A m \in promises[p] :
            m \in Inbox(p) /\ m.type = "promise" /\ m.ballot = Current(p)

(***************************************************************************)
(* The prepare requests of one ballot, and the proposals, leave together.  *)
(***************************************************************************)
RequestsAreInOrder ==
    \A m \in network :
        m.type \in {"prepare", "accept"} =>
            /\ Numbered(m.from, m.ballot)
            /\ \A a \in Acceptor : [m EXCEPT !.to = a] \in network

OneValuePerBallot ==
    \A m, n \in network :
        m.type = "accept" /\ n.type = "accept" /\ m.ballot = n.ballot =>
            m.value = n.value

(***************************************************************************)
(* A proposal is of a value that was asked for, and it has been shown, in  *)
(* the words of Voting, that it may be voted for; it still is.             *)
(***************************************************************************)
ProposalsAreSafe ==
    \A m \in network :
        m.type = "accept" =>
            /\ m.value \in requested
            /\ V!Shown(m.ballot, m.value)

(***************************************************************************)
(* Acceptors.  The memory is what stable storage holds, or ahead of it by  *)
(* the one step whose answer waits.                                        *)
(***************************************************************************)
Settled(a) == Memory(a) = stable[a]

AboutToPromise(a) ==
    /\ promised[a] > stable[a].promised
    /\ vote[a] = stable[a].vote
    /\ \E p \in Proposer :
        /\ [type |-> "prepare", from |-> p, to |-> a, ballot |-> promised[a]] \in network
        /\ outbox[a] = {[type |-> "promise", from |-> a, to |-> p,
                            ballot |-> promised[a], vote |-> vote[a]]}

AboutToVote(a) ==
    /\ promised[a] = vote[a].ballot
    /\ promised[a] >= stable[a].promised
    /\ vote[a].ballot > stable[a].vote.ballot
    /\ \E p \in Proposer :
        [type |-> "accept", from |-> p, to |-> a,
            ballot |-> vote[a].ballot, value |-> vote[a].value] \in network
    /\ outbox[a] =
        {[type |-> "accepted", from |-> a, to |-> l,
            ballot |-> vote[a].ballot, value |-> vote[a].value] : l \in Distinguished}

AcceptorsAreInOrder ==
    \A a \in Acceptor :
        IF ~Up("acceptor", a)
        THEN promised[a] = 0 /\ vote[a] = NoVote /\ outbox[a] = {}
        ELSE IF outbox[a] = {} THEN Settled(a)
        ELSE AboutToPromise(a) \/ AboutToVote(a)

(***************************************************************************)
(* Stable storage holds the latest vote that left, and the highest ballot  *)
(* answered.                                                               *)
(***************************************************************************)
StableStorageIsCurrent ==
    \A a \in Acceptor :
        /\ stable[a].vote # NoVote =>
            HasVoted(a, stable[a].vote.ballot, stable[a].vote.value)
        /\ \A m \in network :
            m.type = "accepted" /\ m.from = a =>
                /\ m.ballot <= stable[a].vote.ballot
                /\ m.ballot = stable[a].vote.ballot => m.value = stable[a].vote.value
        /\ stable[a].vote.ballot <= stable[a].promised
        /\ stable[a].promised # 0 =>
            \E m \in network :
                /\ m.type \in {"promise", "accepted"}
                /\ m.from = a
                /\ m.ballot = stable[a].promised

(***************************************************************************)
(* A promise was asked for, and is kept: the acceptor has renounced lower  *)
(* ballots, and its latest vote among them is the one that it reported.    *)
(***************************************************************************)
PromisesAreKept ==
    \A m \in network :
        m.type = "promise" =>
            /\ [type |-> "prepare", from |-> m.to, to |-> m.from, ballot |-> m.ballot]
                    \in network
            /\ m.ballot <= stable[m.from].promised
            /\ m.vote.ballot < m.ballot
            /\ m.vote.ballot = 0 => m.vote = NoVote
            /\ m.vote # NoVote => HasVoted(m.from, m.vote.ballot, m.vote.value)
            /\ \A n \in network :
                n.type = "accepted" /\ n.from = m.from =>
                    n.ballot <= m.vote.ballot \/ n.ballot >= m.ballot

(***************************************************************************)
(* A vote is for a proposal, and every distinguished learner is told.      *)
(***************************************************************************)
VotesAreForProposals ==
    \A m \in network :
        m.type = "accepted" =>
            /\ \E n \in Inbox(m.from) :
                n.type = "accept" /\ n.ballot = m.ballot /\ n.value = m.value
            /\ m.to \in Distinguished
            /\ \A l \in Distinguished : [m EXCEPT !.to = l] \in network

RefusalsAreTrue ==
    \A m \in network :
        m.type = "refusal" =>
            /\ m.ballot < m.promised
            /\ m.promised <= stable[m.from].promised

(***************************************************************************)
(* Learners.  What a learner counts was sent to it, and what it tells is   *)
(* chosen.                                                                 *)
(***************************************************************************)
LearnersAreInOrder ==
    \A l \in Learner :
        /\ \A m \in accepted[l] : m \in Inbox(l) /\ m.type = "accepted"
        /\ learned[l] # None => accepted[l] = {}
        /\ ~Up("learner", l) => accepted[l] = {} /\ learned[l] = None
        /\ \A m \in Inbox(l) : m.type = "chosen" => Chosen(m.value)

Inv ==
    /\ TypeOK
    /\ ProposersAreInOrder
    /\ RequestsAreInOrder
    /\ OneValuePerBallot
    /\ ProposalsAreSafe
    /\ AcceptorsAreInOrder
    /\ StableStorageIsCurrent
    /\ PromisesAreKept
    /\ VotesAreForProposals
    /\ RefusalsAreTrue
    /\ LearnersAreInOrder
    /\ LearnsTheChosen

THEOREM Spec => [](Inv /\ Agreement /\ Validity) /\ LearnsOnce
=============================================================================
