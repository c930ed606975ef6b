------------------------------- MODULE Paxos --------------------------------
(***************************************************************************)
(* Single-decree Paxos: proposers, acceptors and learners that exchange    *)
(* messages, crash and restart, and among them choose one value.           *)
(* L. Lamport, "Paxos Made Simple", ACM SIGACT News 32(4), 2001, sections  *)
(* 2.2 - 2.4; stable storage as in "The Part-Time Parliament", 1998.       *)
(*                                                                         *)
(* A node usually plays all three roles, so that the sets of proposers,    *)
(* acceptors and learners may overlap or be equal; the roles of one node   *)
(* share nothing, and crash one by one.                                    *)
(*                                                                         *)
(* Stable storage.  Proposers and acceptors write before they speak: a     *)
(* step changes the memory, Persist makes it durable and only then lets    *)
(* the messages leave.  A crash in between loses the step, and nobody has  *)
(* seen it.  While a write is under way a process takes no input.          *)
(*                                                                         *)
(* The network is a set that only grows.  A message may be received late,  *)
(* never (lost), again (duplicated), before an older one (reordered).      *)
(*                                                                         *)
(* Refusals are actions: whatever message a process can receive, exactly   *)
(* one action takes it, if only to ignore it.                              *)
(*                                                                         *)
(* Abstracted away: time.  A process that loses patience is one that takes *)
(* the step Prepare or Ask.                                                *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Value,          \* the values that clients may ask for
    Proposer,       \* nodes that propose
    Acceptor,       \* nodes that promise and vote
    Learner,        \* nodes that learn
    Quorum,         \* the sets of acceptors that choose; any two intersect
    Distinguished,  \* the learners that acceptors report to; they inform the others
    Id,             \* Id[p] \in 0 .. N - 1: what makes the numbers of proposer p unique
    MaxRound,       \* how many rounds a proposer may count: bounds the models
    TellRefusals,   \* whether an acceptor that refuses says so
    None            \* stands for "no value"

N == Cardinality(Proposer)

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

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE PROPOSER                                                            *)
(*                                                                         *)
(* A client asks p to propose v.  The proposer has room for one request.   *)
(***************************************************************************)
Request(p, v) ==
    /\ ProposerReady(p)
    /\ request[p] = None
    /\ request' = [request EXCEPT ![p] = v]
    /\ requested' = requested \cup {v}
    /\ UNCHANGED <<round, stableRound, phase, promises, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, network>>

IgnoreRequest(p, v) ==
    /\ ProposerReady(p)
    /\ request[p] # None
    /\ UNCHANGED vars

(***************************************************************************)
(* p takes the number of its next ballot and begins to write it down, so   *)
(* that it will not use it again after a crash.  What becomes of an        *)
(* earlier ballot of p is no longer its concern.                           *)
(***************************************************************************)
TakeNumber(p) ==
    /\ round' = [round EXCEPT ![p] = @ + 1]
    /\ phase' = [phase EXCEPT ![p] = "numbering"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ UNCHANGED <<request, stableRound, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, network, requested>>

(***************************************************************************)
(* Phase 1(a), at p's own initiative: it has something to propose, or      *)
(* lost patience with its latest ballot.                                   *)
(***************************************************************************)
HasReason(p) == request[p] # None \/ phase[p] # "idle"

Prepare(p) ==
    /\ ProposerReady(p)
    /\ HasReason(p)
    /\ round[p] < MaxRound
    /\ TakeNumber(p)

(***************************************************************************)
(* Phase 1(a) for the sake of a learner that missed the outcome.  A        *)
(* proposer that is busy with a ballot leaves it at that.                  *)
(***************************************************************************)
IsFree(p) == phase[p] = "idle" /\ round[p] < MaxRound

PrepareAsked(p, m) ==
    /\ ProposerReady(p)
    /\ m.type = "ask"
    /\ IsFree(p)
    /\ TakeNumber(p)

IgnoreAsk(p, m) ==
    /\ ProposerReady(p)
    /\ m.type = "ask"
    /\ ~IsFree(p)
    /\ UNCHANGED vars

(***************************************************************************)
(* The number is on stable storage; the prepare requests leave.  They go   *)
(* to all acceptors: the paper asks for a majority, and any may be lost.   *)
(***************************************************************************)
PersistProposer(p) ==
    /\ Up("proposer", p)
    /\ phase[p] = "numbering"
    /\ stableRound' = [stableRound EXCEPT ![p] = round[p]]
    /\ phase' = [phase EXCEPT ![p] = "preparing"]
    /\ network' = network \cup
        {[type |-> "prepare", from |-> p, to |-> a, ballot |-> Current(p)] :
            a \in Acceptor}
    /\ UNCHANGED <<request, round, promises, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, requested>>

(***************************************************************************)
(* The receipt of a promise.  One that comes late is ignored: for another  *)
(* ballot, or after the proposal was made.                                 *)
(***************************************************************************)
Awaits(p, m) == phase[p] = "preparing" /\ m.ballot = Current(p)

Counted(p, m) == promises[p] \cup {m}

ReceivePromise(p, m) ==
    /\ ProposerReady(p)
    /\ m.type = "promise"
    /\ Awaits(p, m)
    /\ promises' = [promises EXCEPT ![p] = Counted(p, m)]
    /\ UNCHANGED <<request, round, stableRound, phase, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, network, requested>>

IgnorePromise(p, m) ==
    /\ ProposerReady(p)
    /\ m.type = "promise"
    /\ ~Awaits(p, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* Phase 2(a).  Promised by a quorum, p proposes the value of the highest- *)
(* numbered vote that the promises report, or else the one that a client   *)
(* asked for.  To all acceptors: the paper asks for those that promised.   *)
(***************************************************************************)
HasQuorum(p) == \E Q \in Quorum : Q \subseteq {m.from : m \in promises[p]}

Reported(p) == {m.vote : m \in promises[p]} \ {NoVote}

Proposal(p) ==
    IF Reported(p) = {} THEN request[p]
    ELSE (CHOOSE v \in Reported(p) :
            \A w \in Reported(p) : w.ballot <= v.ballot).value

Propose(p) ==
    /\ ProposerReady(p)
    /\ phase[p] = "preparing"
    /\ HasQuorum(p)
    /\ Proposal(p) # None
    /\ phase' = [phase EXCEPT ![p] = "proposing"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ network' = network \cup
        {[type |-> "accept", from |-> p, to |-> a,
            ballot |-> Current(p), value |-> Proposal(p)] : a \in Acceptor}
    /\ UNCHANGED <<request, round, stableRound, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, requested>>

(***************************************************************************)
(* Told that its ballot is refused for a higher one, p abandons it, and    *)
(* will choose its next number above that.                                 *)
(***************************************************************************)
Concerns(p, m) == phase[p] \in {"preparing", "proposing"} /\ m.ballot = Current(p)

Abandon(p, m) ==
    /\ ProposerReady(p)
    /\ m.type = "refusal"
    /\ Concerns(p, m)
    /\ round' = [round EXCEPT ![p] = Max(@, RoundOf(m.promised))]
    /\ phase' = [phase EXCEPT ![p] = "idle"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ UNCHANGED <<request, stableRound, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, network, requested>>

IgnoreRefusal(p, m) ==
    /\ ProposerReady(p)
    /\ m.type = "refusal"
    /\ ~Concerns(p, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* A crash loses the proposer's memory; a restart finds the last round on  *)
(* stable storage.  The client has to ask again.                           *)
(***************************************************************************)
CrashProposer(p) ==
    /\ MayCrash("proposer", p)
    /\ down' = down \cup {<<"proposer", p>>}
    /\ request' = [request EXCEPT ![p] = None]
    /\ round' = [round EXCEPT ![p] = 0]
    /\ phase' = [phase EXCEPT ![p] = "idle"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ UNCHANGED <<stableRound, acceptorVars, learnerVars, network, requested>>

RestartProposer(p) ==
    /\ ~Up("proposer", p)
    /\ down' = down \ {<<"proposer", p>>}
    /\ round' = [round EXCEPT ![p] = RecoveredRound(p)]
    /\ UNCHANGED <<request, stableRound, phase, promises, acceptorVars, learnerVars>>
    /\ UNCHANGED <<network, requested>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACCEPTOR                                                            *)
(*                                                                         *)
(* Phase 1(b).  Asked with a higher number than any it has answered, a     *)
(* promises to vote in no lower ballot, and reports its latest vote.       *)
(***************************************************************************)
MayPromise(a, b) == b > promised[a]

Promise(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "prepare"
    /\ MayPromise(a, m.ballot)
    /\ promised' = [promised EXCEPT ![a] = m.ballot]
    /\ outbox' = [outbox EXCEPT ![a] =
        {[type |-> "promise", from |-> a, to |-> m.from,
            ballot |-> m.ballot, vote |-> vote[a]]}]
    /\ UNCHANGED <<vote, stable, proposerVars, learnerVars>>
    /\ UNCHANGED <<down, network, requested>>

(***************************************************************************)
(* An acceptor refuses what is below its promise, and may say so.  It      *)
(* ignores what it has answered already.                                   *)
(***************************************************************************)
IsBelowPromise(a, b) == b < promised[a]

Refusal(a, m) ==
    IF TellRefusals
    THEN {[type |-> "refusal", from |-> a, to |-> m.from,
            ballot |-> m.ballot, promised |-> promised[a]]}
    ELSE {}

RefusePrepare(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "prepare"
    /\ ~MayPromise(a, m.ballot)
    /\ IsBelowPromise(a, m.ballot)
    /\ network' = network \cup Refusal(a, m)
    /\ UNCHANGED <<proposerVars, acceptorVars, learnerVars, down, requested>>

IgnorePrepare(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "prepare"
    /\ ~MayPromise(a, m.ballot)
    /\ ~IsBelowPromise(a, m.ballot)
    /\ UNCHANGED vars

(***************************************************************************)
(* Phase 2(b).  a votes for the proposal, unless it has promised not to,   *)
(* and reports its vote to the distinguished learners.                     *)
(***************************************************************************)
MayAccept(a, b) == b >= promised[a]

HasAccepted(a, b) == vote[a].ballot = b

Accept(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "accept"
    /\ MayAccept(a, m.ballot)
    /\ ~HasAccepted(a, m.ballot)
    /\ promised' = [promised EXCEPT ![a] = m.ballot]
    /\ vote' = [vote EXCEPT ![a] = [ballot |-> m.ballot, value |-> m.value]]
    /\ outbox' = [outbox EXCEPT ![a] =
        {[type |-> "accepted", from |-> a, to |-> l,
            ballot |-> m.ballot, value |-> m.value] : l \in Distinguished}]
    /\ UNCHANGED <<stable, proposerVars, learnerVars, down, network, requested>>

RefuseAccept(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "accept"
    /\ ~(MayAccept(a, m.ballot) /\ ~HasAccepted(a, m.ballot))
    /\ IsBelowPromise(a, m.ballot)
    /\ network' = network \cup Refusal(a, m)
    /\ UNCHANGED <<proposerVars, acceptorVars, learnerVars, down, requested>>

IgnoreAccept(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "accept"
    /\ ~(MayAccept(a, m.ballot) /\ ~HasAccepted(a, m.ballot))
    /\ ~IsBelowPromise(a, m.ballot)
    /\ UNCHANGED vars

(***************************************************************************)
(* Promise and vote are on stable storage; the answer leaves.              *)
(***************************************************************************)
PersistAcceptor(a) ==
    /\ Up("acceptor", a)
    /\ outbox[a] # {}
    /\ stable' = [stable EXCEPT ![a] = Memory(a)]
    /\ outbox' = [outbox EXCEPT ![a] = {}]
    /\ network' = network \cup outbox[a]
    /\ UNCHANGED <<promised, vote, proposerVars, learnerVars, down, requested>>

(***************************************************************************)
(* A crash loses the acceptor's memory, and with it the answer to a write  *)
(* under way; a restart finds promise and vote on stable storage.          *)
(***************************************************************************)
CrashAcceptor(a) ==
    /\ MayCrash("acceptor", a)
    /\ down' = down \cup {<<"acceptor", a>>}
    /\ promised' = [promised EXCEPT ![a] = 0]
    /\ vote' = [vote EXCEPT ![a] = NoVote]
    /\ outbox' = [outbox EXCEPT ![a] = {}]
    /\ UNCHANGED <<stable, proposerVars, learnerVars, network, requested>>

RestartAcceptor(a) ==
    /\ ~Up("acceptor", a)
    /\ down' = down \ {<<"acceptor", a>>}
    /\ promised' = [promised EXCEPT ![a] = Recovered(a).promised]
    /\ vote' = [vote EXCEPT ![a] = Recovered(a).vote]
    /\ UNCHANGED <<outbox, stable, proposerVars, learnerVars, network, requested>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE LEARNER                                                             *)
(*                                                                         *)
(* With the report m, l has heard of the votes of a quorum for m's value   *)
(* in m's ballot.                                                          *)
(***************************************************************************)
Completes(l, m) ==
    \E Q \in Quorum : \A a \in Q :
        \E r \in accepted[l] \cup {m} :
            r.from = a /\ r.ballot = m.ballot /\ r.value = m.value

(***************************************************************************)
(* A report that does not complete a quorum is kept.                       *)
(***************************************************************************)
ReceiveAccepted(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "accepted"
    /\ learned[l] = None
    /\ ~Completes(l, m)
    /\ accepted' = [accepted EXCEPT ![l] = @ \cup {m}]
    /\ UNCHANGED <<learned, proposerVars, acceptorVars, down, network, requested>>

(***************************************************************************)
(* One that completes a quorum tells l what is chosen.  Where acceptors    *)
(* report to all learners, that is all; distinguished learners inform the  *)
(* others.                                                                 *)
(***************************************************************************)
Inform(l, v) ==
    {[type |-> "chosen", from |-> l, to |-> k, value |-> v] :
        k \in Learner \ Distinguished}

Learn(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "accepted"
    /\ learned[l] = None
    /\ Completes(l, m)
    /\ learned' = [learned EXCEPT ![l] = m.value]
    /\ accepted' = [accepted EXCEPT ![l] = {}]
    /\ network' = network \cup Inform(l, m.value)
    /\ UNCHANGED <<proposerVars, acceptorVars, down, requested>>

(***************************************************************************)
(* It knows already.  But acceptors that vote again do so for somebody who *)
(* does not know, and who may have missed what l told: l tells it again.   *)
(***************************************************************************)
InformAgain(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "accepted"
    /\ learned[l] # None
    /\ network' = network \cup Inform(l, learned[l])
    /\ UNCHANGED <<proposerVars, acceptorVars, learnerVars, down, requested>>

ReceiveChosen(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "chosen"
    /\ learned[l] = None
    /\ learned' = [learned EXCEPT ![l] = m.value]
    /\ accepted' = [accepted EXCEPT ![l] = {}]
    /\ UNCHANGED <<proposerVars, acceptorVars, down, network, requested>>

IgnoreChosen(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "chosen"
    /\ learned[l] # None
    /\ UNCHANGED vars

(***************************************************************************)
(* A learner that may have missed the outcome has a proposer issue a       *)
(* proposal: whatever is chosen comes out again.                           *)
(***************************************************************************)
Ask(l, p) ==
    /\ LearnerReady(l)
    /\ learned[l] = None
    /\ network' = network \cup {[type |-> "ask", from |-> l, to |-> p]}
    /\ UNCHANGED <<proposerVars, acceptorVars, learnerVars, down, requested>>

(***************************************************************************)
(* A learner keeps nothing on stable storage: it can ask.                  *)
(***************************************************************************)
CrashLearner(l) ==
    /\ MayCrash("learner", l)
    /\ down' = down \cup {<<"learner", l>>}
    /\ accepted' = [accepted EXCEPT ![l] = {}]
    /\ learned' = [learned EXCEPT ![l] = None]
    /\ UNCHANGED <<proposerVars, acceptorVars, network, requested>>

RestartLearner(l) ==
    /\ ~Up("learner", l)
    /\ down' = down \ {<<"learner", l>>}
    /\ UNCHANGED <<proposerVars, acceptorVars, learnerVars, network, requested>>

-----------------------------------------------------------------------------
ProposerStep(p) ==
    \/ \E v \in Value :
        \/ Request(p, v)
        \/ IgnoreRequest(p, v)
    \/ Prepare(p)
    \/ Propose(p)
    \/ PersistProposer(p)
    \/ CrashProposer(p)
    \/ RestartProposer(p)
    \/ \E m \in Inbox(p) :
        \/ PrepareAsked(p, m)
        \/ IgnoreAsk(p, m)
        \/ ReceivePromise(p, m)
        \/ IgnorePromise(p, m)
        \/ Abandon(p, m)
        \/ IgnoreRefusal(p, m)

AcceptorStep(a) ==
    \/ PersistAcceptor(a)
    \/ CrashAcceptor(a)
    \/ RestartAcceptor(a)
    \/ \E m \in Inbox(a) :
        \/ Promise(a, m)
        \/ RefusePrepare(a, m)
        \/ IgnorePrepare(a, m)
        \/ Accept(a, m)
        \/ RefuseAccept(a, m)
        \/ IgnoreAccept(a, m)

LearnerStep(l) ==
    \/ CrashLearner(l)
    \/ RestartLearner(l)
    \/ \E p \in Proposer : Ask(l, p)
    \/ \E m \in Inbox(l) :
        \/ ReceiveAccepted(l, m)
        \/ Learn(l, m)
        \/ InformAgain(l, m)
        \/ ReceiveChosen(l, m)
        \/ IgnoreChosen(l, m)

Next ==
    \/ \E p \in Proposer : ProposerStep(p)
    \/ \E a \in Acceptor : AcceptorStep(a)
    \/ \E l \in Learner : LearnerStep(l)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is asked of it.                                                    *)
(***************************************************************************)
TypeOK ==
    /\ request \in [Proposer -> Value \cup {None}]
    /\ round \in [Proposer -> 0 .. MaxRound]
    /\ stableRound \in [Proposer -> 0 .. MaxRound]
    /\ phase \in [Proposer -> {"idle", "numbering", "preparing", "proposing"}]
    /\ \A p \in Proposer : promises[p] \subseteq Message
    /\ promised \in [Acceptor -> Nat]
    /\ vote \in [Acceptor -> Vote]
    /\ \A a \in Acceptor : outbox[a] \subseteq Message
    /\ stable \in [Acceptor -> [promised : Nat, vote : Vote]]
    /\ \A l \in Learner : accepted[l] \subseteq Message
    /\ learned \in [Learner -> Value \cup {None}]
    /\ down \subseteq {"proposer", "acceptor", "learner"} \X
                        (Proposer \cup Acceptor \cup Learner)
    /\ network \subseteq Message
    /\ requested \subseteq Value

(***************************************************************************)
(* The votes that became known outside their acceptor, and what they chose.*)
(***************************************************************************)
HasVoted(a, b, v) ==
    \E l \in Distinguished :
        [type |-> "accepted", from |-> a, to |-> l, ballot |-> b, value |-> v]
            \in network

Chosen(v) ==
    \E m \in network :
        /\ m.type = "accepted"
        /\ m.value = v
        /\ \E Q \in Quorum : \A a \in Q : HasVoted(a, m.ballot, v)

ChosenValues == {v \in Value : Chosen(v)}

(***************************************************************************)
(* Agreement: no two values are chosen.  Validity: only a value that a     *)
(* client asked for is.  Integrity: a learner learns only what is chosen   *)
(* and, as long as it does not crash, never changes its mind.              *)
(***************************************************************************)
Agreement == Cardinality(ChosenValues) <= 1

Validity == ChosenValues \subseteq requested

LearnsTheChosen == \A l \in Learner : learned[l] # None => Chosen(learned[l])

LearnsOnce ==
    [][\A l \in Learner :
        learned[l] # None => learned'[l] = learned[l] \/ <<"learner", l>> \in down']_vars

(***************************************************************************)
(* The step to Voting: an acceptor's promise is what its stable storage    *)
(* holds, its votes are those that left it.                                *)
(***************************************************************************)
VotesOf(a) ==
    [b \in Ballots |->
        IF \E v \in Value : HasVoted(a, b, v)
        THEN CHOOSE v \in Value : HasVoted(a, b, v)
        ELSE None]

V == INSTANCE Voting WITH
    Ballot <- Ballots,
    promised <- [a \in Acceptor |-> stable[a].promised],
    votes <- [a \in Acceptor |-> VotesOf(a)]

RefinesVoting == V!Spec

(***************************************************************************)
(* And, skipping a level, to Consensus.                                    *)
(***************************************************************************)
C == INSTANCE Consensus WITH chosen <- ChosenValues

RefinesConsensus == C!Spec

-----------------------------------------------------------------------------
(***************************************************************************)
(* The inductive invariant, role by role.                                  *)
(*                                                                         *)
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

-----------------------------------------------------------------------------
(***************************************************************************)
(* Progress.  A process that keeps going does not stay down, finishes its  *)
(* writes, and receives in the end what remains of use to it: a message    *)
(* that is lost once is not lost for ever.                                 *)
(***************************************************************************)
ProposerKeepsGoing(p) ==
    /\ WF_vars(RestartProposer(p))
    /\ WF_vars(PersistProposer(p))
    /\ WF_vars(Prepare(p))
    /\ WF_vars(Propose(p))
    /\ WF_vars(\E m \in Inbox(p) : ReceivePromise(p, m))
    /\ WF_vars(\E m \in Inbox(p) : Abandon(p, m))

AcceptorKeepsGoing(a) ==
    /\ WF_vars(RestartAcceptor(a))
    /\ WF_vars(PersistAcceptor(a))
    /\ WF_vars(\E m \in Inbox(a) : Promise(a, m))
    /\ WF_vars(\E m \in Inbox(a) : Accept(a, m))
    /\ WF_vars(\E m \in Inbox(a) : RefusePrepare(a, m) \/ RefuseAccept(a, m))

LearnerKeepsGoing(l) ==
    /\ WF_vars(RestartLearner(l))
    /\ WF_vars(\E m \in Inbox(l) : ReceiveAccepted(l, m) \/ Learn(l, m))
    /\ WF_vars(\E m \in Inbox(l) : ReceiveChosen(l, m))

(***************************************************************************)
(* A patient proposer gives a ballot up only when told that it is refused. *)
(***************************************************************************)
IsPatient(p) == request[p] # None /\ phase[p] = "idle"

(***************************************************************************)
(* Something is chosen, and everybody learns what, if one distinguished    *)
(* proposer, patient, keeps going together with a quorum of acceptors and  *)
(* the learners, while the other proposers, after some time, propose no    *)
(* more.  Two patient proposers that go on may keep each other from it.    *)
(***************************************************************************)
Progress == <>(ChosenValues # {})

EveryoneLearns == <>(\A l \in Learner : learned[l] # None)

THEOREM Spec => [](Inv /\ Agreement /\ Validity) /\ LearnsOnce
THEOREM Spec => RefinesVoting
THEOREM Spec => RefinesConsensus
=============================================================================
