----------------------------- MODULE PaxosState ------------------------------
(***************************************************************************)
(* What proposers, acceptors and learners of Paxos have in memory and on   *)
(* stable storage, the numbers of ballots, and the messages that they      *)
(* exchange.                                                               *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Value,          \* the values that clients may ask for
    Proposer,       \* nodes that propose
    Acceptor,       \* nodes that promise and vote
    Learner,        \* nodes that learn
    Quorum,         \* the sets of acceptors that choose; any two meet; {}: majorities
    Distinguished,  \* the learners that acceptors report to; they inform the others
    Id,             \* Id[p] \in 0 .. N - 1: what makes the numbers of proposer p unique
    MaxRound,       \* how many rounds a proposer may count: bounds the models
    TellRefusals,   \* whether an acceptor that refuses says so
    None            \* stands for "no value"

N == Cardinality(Proposer)

(***************************************************************************)
(* Who is a quorum, if only these are asked.  Majorities are the usual     *)
(* quorums; there are too many of them to list all, so that no quorum in   *)
(* Quorum means every majority.                                            *)
(***************************************************************************)
IsQuorum(S) ==
    IF Quorum = {} THEN 2 * Cardinality(S) > Cardinality(Acceptor)
    ELSE \E Q \in Quorum : Q \subseteq S

QuorumsIntersect == \A Q, R \in Quorum : Q \cap R # {}

ASSUME
    /\ IsFiniteSet(Proposer)
    /\ Quorum \subseteq SUBSET Acceptor
    /\ QuorumsIntersect
    /\ Distinguished \subseteq Learner
    /\ Id \in [Proposer -> 0 .. N - 1]
    /\ \A p, q \in Proposer : Id[p] = Id[q] => p = q
    /\ MaxRound \in Nat
    /\ TellRefusals \in BOOLEAN
    /\ None \notin Value

VARIABLES
    \* Proposer p
    request,      \* request[p]: the value that a client asked p to propose; or None
    round,        \* round[p]: the highest round that p knows of
    stableRound,  \* stableRound[p]: the last round of its own, on stable storage
    phase,        \* phase[p]: "idle", "numbering", "preparing" or "proposing"
    promises,     \* promises[p]: the promises received for the ballot in preparation
    \* Acceptor a
    promised,     \* promised[a]: a votes in no ballot below; 0: no promise yet
    vote,         \* vote[a]: a's latest vote
    outbox,       \* outbox[a]: messages that wait until memory is on stable storage
    stable,       \* stable[a]: promise and vote on stable storage
    \* Learner l
    accepted,     \* accepted[l]: the votes reported to l, until it has learned
    learned,      \* learned[l]: the value that l knows to be chosen; or None
    \* Everyone
    down,         \* the crashed: pairs of role and node
    network,      \* every message sent so far
    requested     \* every value asked for so far: history, read by Validity alone

proposerVars == <<request, round, stableRound, phase, promises>>
acceptorVars == <<promised, vote, outbox, stable>>
learnerVars == <<accepted, learned>>
vars == <<proposerVars, acceptorVars, learnerVars, down, network, requested>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* Ballots.  The number of p's ballot in a round, unique because           *)
(* Id[p] < N; and the round of a number.                                   *)
(***************************************************************************)
Number(p, r) == r * N + Id[p]

RoundOf(b) == b \div N

Current(p) == Number(p, round[p])

Ballots == {Number(p, r) : p \in Proposer, r \in 1 .. MaxRound}

Max(m, n) == IF m > n THEN m ELSE n

(***************************************************************************)
(* A vote is a ballot and the value voted for in it.                       *)
(***************************************************************************)
Vote == [ballot : Nat, value : Value \cup {None}]

NoVote == [ballot |-> 0, value |-> None]

(***************************************************************************)
(* Messages.  A promise reports the acceptor's latest vote; a refusal, the *)
(* ballot refused and the one promised.                                    *)
(***************************************************************************)
Message ==
    [type : {"prepare"}, from : Proposer, to : Acceptor, ballot : Nat]
        \cup
    [type : {"promise"}, from : Acceptor, to : Proposer, ballot : Nat, vote : Vote]
        \cup
    [type : {"accept"}, from : Proposer, to : Acceptor, ballot : Nat, value : Value]
        \cup
    [type : {"accepted"}, from : Acceptor, to : Learner, ballot : Nat, value : Value]
        \cup
    [type : {"refusal"}, from : Acceptor, to : Proposer, ballot : Nat, promised : Nat]
        \cup
    [type : {"chosen"}, from : Learner, to : Learner, value : Value]
        \cup
    [type : {"ask"}, from : Learner, to : Proposer]

Inbox(n) == {m \in network : m.to = n}

(***************************************************************************)
(* Stable storage: what an acceptor writes, and what it and a proposer     *)
(* find there when they restart.                                           *)
(***************************************************************************)
Memory(a) == [promised |-> promised[a], vote |-> vote[a]]

Recovered(a) == stable[a]

RecoveredRound(p) == stableRound[p]

(***************************************************************************)
(* Whether a process takes inputs: it has not crashed and no write of its  *)
(* is under way.                                                           *)
(***************************************************************************)
Up(role, n) == <<role, n>> \notin down

ProposerReady(p) == Up("proposer", p) /\ phase[p] # "numbering"

AcceptorReady(a) == Up("acceptor", a) /\ outbox[a] = {}

LearnerReady(l) == Up("learner", l)

(***************************************************************************)
(* A process can crash whenever it is up.                                  *)
(***************************************************************************)
MayCrash(role, n) == Up(role, n)

-----------------------------------------------------------------------------
Init ==
    /\ request = [p \in Proposer |-> None]
    /\ round = [p \in Proposer |-> 0]
    /\ stableRound = [p \in Proposer |-> 0]
    /\ phase = [p \in Proposer |-> "idle"]
    /\ promises = [p \in Proposer |-> {}]
    /\ promised = [a \in Acceptor |-> 0]
    /\ vote = [a \in Acceptor |-> NoVote]
    /\ outbox = [a \in Acceptor |-> {}]
    /\ stable = [a \in Acceptor |-> [promised |-> 0, vote |-> NoVote]]
    /\ accepted = [l \in Learner |-> {}]
    /\ learned = [l \in Learner |-> None]
    /\ down = {}
    /\ network = {}
    /\ requested = {}
=============================================================================
