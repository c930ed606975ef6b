----------------------------- MODULE MultiPaxos -----------------------------
(***************************************************************************)
(* A log agreed on by Paxos: one instance per slot, with phase 1 carried   *)
(* out by a leader once, for all slots together.  After it the leader puts *)
(* a client's command into the next slot with phase 2 alone.               *)
(* L. Lamport, "Paxos Made Simple", ACM SIGACT News 32(4), 2001, section   *)
(* 3; what is the same as in Paxos.tla is explained there.                 *)
(*                                                                         *)
(* A new leader finds, in the promises, the votes of earlier leaders: it   *)
(* proposes these values again, and a no-op in every slot below the last   *)
(* of them for which no vote is reported, so that the log has no gaps.     *)
(*                                                                         *)
(* Stable storage, network and refusals are as in Paxos.tla.               *)
(*                                                                         *)
(* Abstracted away: that a leader need not propose again what it knows to  *)
(* be chosen; the limit on how far it may run ahead of that; what the      *)
(* commands do.  A learner that misses a slot waits for the next leader.   *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Value,          \* the commands of clients
    Noop,           \* the command that does nothing
    Leader,         \* nodes that may lead
    Acceptor,       \* nodes that promise and vote
    Learner,        \* nodes that learn the log
    Quorum,         \* the sets of acceptors that choose; any two meet; {}: majorities
    Id,             \* Id[p] \in 0 .. N - 1: what makes the numbers of leader p unique
    MaxRound,       \* how many rounds a leader may count: bounds the models
    MaxSlot,        \* how many slots the log has: bounds the models
    TellRefusals,   \* whether an acceptor that refuses says so
    None            \* stands for "no value"

N == Cardinality(Leader)

Slot == 1 .. MaxSlot

Command == Value \cup {Noop}

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
    /\ IsFiniteSet(Leader)
    /\ Quorum \subseteq SUBSET Acceptor
    /\ QuorumsIntersect
    /\ Id \in [Leader -> 0 .. N - 1]
    /\ \A p, q \in Leader : Id[p] = Id[q] => p = q
    /\ MaxRound \in Nat
    /\ MaxSlot \in Nat
    /\ TellRefusals \in BOOLEAN
    /\ Noop \notin Value
    /\ None \notin Command

VARIABLES
    \* Leader p
    round,        \* round[p]: the highest round that p knows of
    stableRound,  \* stableRound[p]: the last round of its own, on stable storage
    phase,        \* phase[p]: "idle", "numbering", "preparing" or "leading"
    promises,     \* promises[p]: the promises received for the ballot in preparation
    proposals,    \* proposals[p][s]: what p, leading, proposed in slot s; or None
    \* Acceptor a
    promised,     \* promised[a]: a votes in no ballot below, in no slot; 0: no promise
    votes,        \* votes[a][s]: a's latest vote in slot s
    outbox,       \* outbox[a]: messages that wait until memory is on stable storage
    stable,       \* stable[a]: promise and votes on stable storage
    \* Learner l
    accepted,     \* accepted[l]: the votes reported to l in slots it has not learned
    learned,      \* learned[l][s]: the command that l knows to be chosen; or None
    \* Everyone
    down,         \* the crashed: pairs of role and node
    network,      \* every message sent so far
    requested     \* every command asked for so far: history, read by Validity alone

leaderVars == <<round, stableRound, phase, promises, proposals>>
acceptorVars == <<promised, votes, outbox, stable>>
learnerVars == <<accepted, learned>>
vars == <<leaderVars, acceptorVars, learnerVars, down, network, requested>>

-----------------------------------------------------------------------------
Number(p, r) == r * N + Id[p]

RoundOf(b) == b \div N

Current(p) == Number(p, round[p])

Max(m, n) == IF m > n THEN m ELSE n

Vote == [ballot : Nat, value : Command \cup {None}]

NoVote == [ballot |-> 0, value |-> None]

NoVotes == [s \in Slot |-> NoVote]

NoCommands == [s \in Slot |-> None]

(***************************************************************************)
(* Messages.  Prepare and promise are for all slots; a promise reports the *)
(* acceptor's latest vote in each.                                         *)
(***************************************************************************)
Message ==
    [type : {"prepare"}, from : Leader, to : Acceptor, ballot : Nat]
        \cup
    [type : {"promise"}, from : Acceptor, to : Leader, ballot : Nat,
        votes : [Slot -> Vote]]
        \cup
    [type : {"accept"}, from : Leader, to : Acceptor, ballot : Nat, slot : Slot,
        value : Command]
        \cup
    [type : {"accepted"}, from : Acceptor, to : Learner, ballot : Nat, slot : Slot,
        value : Command]
        \cup
    [type : {"refusal"}, from : Acceptor, to : Leader, ballot : Nat, promised : Nat]

Inbox(n) == {m \in network : m.to = n}

Memory(a) == [promised |-> promised[a], votes |-> votes[a]]

Recovered(a) == stable[a]

RecoveredRound(p) == stableRound[p]

Up(role, n) == <<role, n>> \notin down

LeaderReady(p) == Up("leader", p) /\ phase[p] # "numbering"

AcceptorReady(a) == Up("acceptor", a) /\ outbox[a] = {}

LearnerReady(l) == Up("learner", l)

MayCrash(role, n) == Up(role, n)

-----------------------------------------------------------------------------
Init ==
    /\ round = [p \in Leader |-> 0]
    /\ stableRound = [p \in Leader |-> 0]
    /\ phase = [p \in Leader |-> "idle"]
    /\ promises = [p \in Leader |-> {}]
    /\ proposals = [p \in Leader |-> NoCommands]
    /\ promised = [a \in Acceptor |-> 0]
    /\ votes = [a \in Acceptor |-> NoVotes]
    /\ outbox = [a \in Acceptor |-> {}]
    /\ stable = [a \in Acceptor |-> [promised |-> 0, votes |-> NoVotes]]
    /\ accepted = [l \in Learner |-> {}]
    /\ learned = [l \in Learner |-> NoCommands]
    /\ down = {}
    /\ network = {}
    /\ requested = {}

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE LEADER                                                              *)
(*                                                                         *)
(* Phase 1(a), for all slots.  p wants to lead, or lost patience with its  *)
(* latest ballot; it writes the number down first.                         *)
(***************************************************************************)
Prepare(p) ==
    /\ LeaderReady(p)
    /\ round[p] < MaxRound
    /\ round' = [round EXCEPT ![p] = @ + 1]
    /\ phase' = [phase EXCEPT ![p] = "numbering"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ proposals' = [proposals EXCEPT ![p] = NoCommands]
    /\ UNCHANGED <<stableRound, acceptorVars, learnerVars, down, network, requested>>

PersistLeader(p) ==
    /\ Up("leader", p)
    /\ phase[p] = "numbering"
    /\ stableRound' = [stableRound EXCEPT ![p] = round[p]]
    /\ phase' = [phase EXCEPT ![p] = "preparing"]
    /\ network' = network \cup
        {[type |-> "prepare", from |-> p, to |-> a, ballot |-> Current(p)] :
            a \in Acceptor}
    /\ UNCHANGED <<round, promises, proposals, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, requested>>

Awaits(p, m) == phase[p] = "preparing" /\ m.ballot = Current(p)

ReceivePromise(p, m) ==
    /\ LeaderReady(p)
    /\ m.type = "promise"
    /\ Awaits(p, m)
    /\ promises' = [promises EXCEPT ![p] = @ \cup {m}]
    /\ UNCHANGED <<round, stableRound, phase, proposals, acceptorVars, learnerVars>>
    /\ UNCHANGED <<down, network, requested>>

IgnorePromise(p, m) ==
    /\ LeaderReady(p)
    /\ m.type = "promise"
    /\ ~Awaits(p, m)
    /\ UNCHANGED vars

(***************************************************************************)
(* Promised by a quorum, p leads.  In every slot up to the last for which  *)
(* a vote is reported it proposes at once: the value of the highest-       *)
(* numbered vote there, or a no-op where there is none.                    *)
(***************************************************************************)
HasQuorum(p) == IsQuorum({m.from : m \in promises[p]})

Reported(p, s) == {m.votes[s] : m \in promises[p]} \ {NoVote}

LatestReported(p, s) ==
    (CHOOSE v \in Reported(p, s) : \A w \in Reported(p, s) : w.ballot <= v.ballot).value

IsInherited(p, s) == \E t \in Slot : s <= t /\ Reported(p, t) # {}

Inherited(p, s) ==
    IF ~IsInherited(p, s) THEN None
    ELSE IF Reported(p, s) = {} THEN Noop
    ELSE LatestReported(p, s)

AcceptRequests(p, s, v) ==
    {[type |-> "accept", from |-> p, to |-> a,
        ballot |-> Current(p), slot |-> s, value |-> v] : a \in Acceptor}

Lead(p) ==
    /\ LeaderReady(p)
    /\ phase[p] = "preparing"
    /\ HasQuorum(p)
    /\ phase' = [phase EXCEPT ![p] = "leading"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ proposals' = [proposals EXCEPT ![p] = [s \in Slot |-> Inherited(p, s)]]
    /\ network' = network \cup
        UNION {AcceptRequests(p, s, Inherited(p, s)) :
            s \in {t \in Slot : IsInherited(p, t)}}
    /\ UNCHANGED <<round, stableRound, acceptorVars, learnerVars, down, requested>>

(***************************************************************************)
(* Phase 2(a).  A client's command goes into the first free slot, if p     *)
(* leads and there is one.                                                 *)
(***************************************************************************)
IsFree(p, s) ==
    proposals[p][s] = None /\ \A t \in Slot : t < s => proposals[p][t] # None

HasRoom(p) == phase[p] = "leading" /\ \E s \in Slot : proposals[p][s] = None

Propose(p, v) ==
    /\ LeaderReady(p)
    /\ HasRoom(p)
    /\ \E s \in Slot :
        /\ IsFree(p, s)
        /\ proposals' = [proposals EXCEPT ![p][s] = v]
        /\ network' = network \cup AcceptRequests(p, s, v)
    /\ requested' = requested \cup {v}
    /\ UNCHANGED <<round, stableRound, phase, promises, acceptorVars, learnerVars>>
    /\ UNCHANGED down

IgnoreRequest(p, v) ==
    /\ LeaderReady(p)
    /\ ~HasRoom(p)
    /\ UNCHANGED vars

(***************************************************************************)
(* Told that its ballot is refused for a higher one, p leads no more.      *)
(***************************************************************************)
Concerns(p, m) == phase[p] \in {"preparing", "leading"} /\ m.ballot = Current(p)

Abandon(p, m) ==
    /\ LeaderReady(p)
    /\ m.type = "refusal"
    /\ Concerns(p, m)
    /\ round' = [round EXCEPT ![p] = Max(@, RoundOf(m.promised))]
    /\ phase' = [phase EXCEPT ![p] = "idle"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ proposals' = [proposals EXCEPT ![p] = NoCommands]
    /\ UNCHANGED <<stableRound, acceptorVars, learnerVars, down, network, requested>>

IgnoreRefusal(p, m) ==
    /\ LeaderReady(p)
    /\ m.type = "refusal"
    /\ ~Concerns(p, m)
    /\ UNCHANGED vars

CrashLeader(p) ==
    /\ MayCrash("leader", p)
    /\ down' = down \cup {<<"leader", p>>}
    /\ round' = [round EXCEPT ![p] = 0]
    /\ phase' = [phase EXCEPT ![p] = "idle"]
    /\ promises' = [promises EXCEPT ![p] = {}]
    /\ proposals' = [proposals EXCEPT ![p] = NoCommands]
    /\ UNCHANGED <<stableRound, acceptorVars, learnerVars, network, requested>>

RestartLeader(p) ==
    /\ ~Up("leader", p)
    /\ down' = down \ {<<"leader", p>>}
    /\ round' = [round EXCEPT ![p] = RecoveredRound(p)]
    /\ UNCHANGED <<stableRound, phase, promises, proposals, acceptorVars, learnerVars>>
    /\ UNCHANGED <<network, requested>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE ACCEPTOR                                                            *)
(*                                                                         *)
(* Phase 1(b): one promise for all slots, with the votes of all slots.     *)
(***************************************************************************)
MayPromise(a, b) == b > promised[a]

ReportedVotes(a) == votes[a]

Promise(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "prepare"
    /\ MayPromise(a, m.ballot)
    /\ promised' = [promised EXCEPT ![a] = m.ballot]
    /\ outbox' = [outbox EXCEPT ![a] =
        {[type |-> "promise", from |-> a, to |-> m.from,
            ballot |-> m.ballot, votes |-> ReportedVotes(a)]}]
    /\ UNCHANGED <<votes, stable, leaderVars, learnerVars, down, network, requested>>

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
    /\ UNCHANGED <<leaderVars, acceptorVars, learnerVars, down, requested>>

IgnorePrepare(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "prepare"
    /\ ~MayPromise(a, m.ballot)
    /\ ~IsBelowPromise(a, m.ballot)
    /\ UNCHANGED vars

(***************************************************************************)
(* Phase 2(b), in one slot.                                                *)
(***************************************************************************)
MayAccept(a, b) == b >= promised[a]

HasAccepted(a, m) == votes[a][m.slot].ballot = m.ballot

Accept(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "accept"
    /\ MayAccept(a, m.ballot)
    /\ ~HasAccepted(a, m)
    /\ promised' = [promised EXCEPT ![a] = m.ballot]
    /\ votes' = [votes EXCEPT ![a][m.slot] = [ballot |-> m.ballot, value |-> m.value]]
    /\ outbox' = [outbox EXCEPT ![a] =
        {[type |-> "accepted", from |-> a, to |-> l,
            ballot |-> m.ballot, slot |-> m.slot, value |-> m.value] : l \in Learner}]
    /\ UNCHANGED <<stable, leaderVars, learnerVars, down, network, requested>>

RefuseAccept(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "accept"
    /\ ~(MayAccept(a, m.ballot) /\ ~HasAccepted(a, m))
    /\ IsBelowPromise(a, m.ballot)
    /\ network' = network \cup Refusal(a, m)
    /\ UNCHANGED <<leaderVars, acceptorVars, learnerVars, down, requested>>

IgnoreAccept(a, m) ==
    /\ AcceptorReady(a)
    /\ m.type = "accept"
    /\ ~(MayAccept(a, m.ballot) /\ ~HasAccepted(a, m))
    /\ ~IsBelowPromise(a, m.ballot)
    /\ UNCHANGED vars

PersistAcceptor(a) ==
    /\ Up("acceptor", a)
    /\ outbox[a] # {}
    /\ stable' = [stable EXCEPT ![a] = Memory(a)]
    /\ outbox' = [outbox EXCEPT ![a] = {}]
    /\ network' = network \cup outbox[a]
    /\ UNCHANGED <<promised, votes, leaderVars, learnerVars, down, requested>>

CrashAcceptor(a) ==
    /\ MayCrash("acceptor", a)
    /\ down' = down \cup {<<"acceptor", a>>}
    /\ promised' = [promised EXCEPT ![a] = 0]
    /\ votes' = [votes EXCEPT ![a] = NoVotes]
    /\ outbox' = [outbox EXCEPT ![a] = {}]
    /\ UNCHANGED <<stable, leaderVars, learnerVars, network, requested>>

RestartAcceptor(a) ==
    /\ ~Up("acceptor", a)
    /\ down' = down \ {<<"acceptor", a>>}
    /\ promised' = [promised EXCEPT ![a] = Recovered(a).promised]
    /\ votes' = [votes EXCEPT ![a] = Recovered(a).votes]
    /\ UNCHANGED <<outbox, stable, leaderVars, learnerVars, network, requested>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* THE LEARNER learns each slot by itself.                                 *)
(***************************************************************************)
Completes(l, m) ==
    LET same == {r \in accepted[l] \cup {m} :
            /\ r.slot = m.slot
            /\ r.ballot = m.ballot
            /\ r.value = m.value}
    IN  IsQuorum({r.from : r \in same})

ReceiveAccepted(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "accepted"
    /\ learned[l][m.slot] = None
    /\ ~Completes(l, m)
    /\ accepted' = [accepted EXCEPT ![l] = @ \cup {m}]
    /\ UNCHANGED <<learned, leaderVars, acceptorVars, down, network, requested>>

Learn(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "accepted"
    /\ learned[l][m.slot] = None
    /\ Completes(l, m)
    /\ learned' = [learned EXCEPT ![l][m.slot] = m.value]
    /\ accepted' = [accepted EXCEPT ![l] = {r \in @ : r.slot # m.slot}]
    /\ UNCHANGED <<leaderVars, acceptorVars, down, network, requested>>

IgnoreAccepted(l, m) ==
    /\ LearnerReady(l)
    /\ m.type = "accepted"
    /\ learned[l][m.slot] # None
    /\ UNCHANGED vars

CrashLearner(l) ==
    /\ MayCrash("learner", l)
    /\ down' = down \cup {<<"learner", l>>}
    /\ accepted' = [accepted EXCEPT ![l] = {}]
    /\ learned' = [learned EXCEPT ![l] = NoCommands]
    /\ UNCHANGED <<leaderVars, acceptorVars, network, requested>>

RestartLearner(l) ==
    /\ ~Up("learner", l)
    /\ down' = down \ {<<"learner", l>>}
    /\ UNCHANGED <<leaderVars, acceptorVars, learnerVars, network, requested>>

-----------------------------------------------------------------------------
LeaderStep(p) ==
    \/ Prepare(p)
    \/ Lead(p)
    \/ PersistLeader(p)
    \/ CrashLeader(p)
    \/ RestartLeader(p)
    \/ \E v \in Value :
        \/ Propose(p, v)
        \/ IgnoreRequest(p, v)
    \/ \E m \in Inbox(p) :
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
    \/ \E m \in Inbox(l) :
        \/ ReceiveAccepted(l, m)
        \/ Learn(l, m)
        \/ IgnoreAccepted(l, m)

Next ==
    \/ \E p \in Leader : LeaderStep(p)
    \/ \E a \in Acceptor : AcceptorStep(a)
    \/ \E l \in Learner : LearnerStep(l)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
TypeOK ==
    /\ round \in [Leader -> 0 .. MaxRound]
    /\ stableRound \in [Leader -> 0 .. MaxRound]
    /\ phase \in [Leader -> {"idle", "numbering", "preparing", "leading"}]
    /\ \A p \in Leader : promises[p] \subseteq Message
    /\ proposals \in [Leader -> [Slot -> Command \cup {None}]]
    /\ promised \in [Acceptor -> Nat]
    /\ votes \in [Acceptor -> [Slot -> Vote]]
    /\ \A a \in Acceptor : outbox[a] \subseteq Message
    /\ stable \in [Acceptor -> [promised : Nat, votes : [Slot -> Vote]]]
    /\ \A l \in Learner : accepted[l] \subseteq Message
    /\ learned \in [Learner -> [Slot -> Command \cup {None}]]
    /\ down \subseteq {"leader", "acceptor", "learner"} \X
                        (Leader \cup Acceptor \cup Learner)
    /\ network \subseteq Message
    /\ requested \subseteq Value

(***************************************************************************)
(* The votes that became known, and what they chose in a slot.             *)
(***************************************************************************)
HasVoted(a, s, b, v) ==
    \E l \in Learner :
        [type |-> "accepted", from |-> a, to |-> l,
            ballot |-> b, slot |-> s, value |-> v] \in network

Chosen(s, v) ==
    \E m \in network :
        /\ m.type = "accepted"
        /\ m.slot = s
        /\ m.value = v
        /\ IsQuorum({a \in Acceptor : HasVoted(a, s, m.ballot, v)})

ChosenValues(s) == {v \in Command : Chosen(s, v)}

(***************************************************************************)
(* Agreement, validity and integrity, slot by slot.  Only leaders make     *)
(* no-ops.                                                                 *)
(***************************************************************************)
Agreement == \A s \in Slot : Cardinality(ChosenValues(s)) <= 1

Validity == \A s \in Slot : ChosenValues(s) \subseteq requested \cup {Noop}

LearnsTheChosen ==
    \A l \in Learner, s \in Slot :
        learned[l][s] # None => Chosen(s, learned[l][s])

(***************************************************************************)
(* A leader leaves no gap: below a slot for which it has proposed, it has  *)
(* proposed in every slot.                                                 *)
(***************************************************************************)
LeavesNoGap ==
    \A p \in Leader, s, t \in Slot :
        s < t /\ proposals[p][t] # None => proposals[p][s] # None

(***************************************************************************)
(* The step to a sequence of Consensus.                                    *)
(***************************************************************************)
Log == INSTANCE ConsensusLog WITH
    Value <- Command,
    chosen <- [s \in Slot |-> ChosenValues(s)]

RefinesConsensusLog == Log!Spec

THEOREM Spec => [](TypeOK /\ Agreement /\ Validity /\ LearnsTheChosen /\ LeavesNoGap)
THEOREM Spec => RefinesConsensusLog
=============================================================================
