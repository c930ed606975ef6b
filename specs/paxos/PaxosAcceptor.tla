---------------------------- MODULE PaxosAcceptor ----------------------------
(***************************************************************************)
(* The acceptor of Paxos: it promises, votes, and writes both before it    *)
(* speaks. Part of Paxos.                                                  *)
(***************************************************************************)
EXTENDS PaxosState

-----------------------------------------------------------------------------
(***************************************************************************)
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
=============================================================================
