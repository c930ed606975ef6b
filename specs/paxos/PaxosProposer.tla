---------------------------- MODULE PaxosProposer ----------------------------
(***************************************************************************)
(* The proposer of Paxos: it takes a number, asks acceptors for promises,  *)
(* and proposes a value. Part of Paxos.                                    *)
(***************************************************************************)
EXTENDS PaxosState

-----------------------------------------------------------------------------
(***************************************************************************)
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
HasQuorum(p) == IsQuorum({m.from : m \in promises[p]})

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
=============================================================================
