-------------------------- MODULE MCPaxosProgress ---------------------------
(***************************************************************************)
(* Progress of Paxos: with one distinguished proposer there is, with two   *)
(* that duel there need not be.  Models use these specs and, in place of   *)
(* Paxos's HasReason, a patience that they name.                           *)
(***************************************************************************)
EXTENDS MCPaxosBounds

First == CHOOSE p \in Proposer : Id[p] = 0

(***************************************************************************)
(* The first proposer stays; the others issue one ballot at most.  Nothing *)
(* is asked of the acceptors outside one quorum.                           *)
(***************************************************************************)
FirstStays(p) == IsPatient(p) /\ (p = First \/ round[p] = 0)

SmallestQuorum ==
    CHOOSE Q \in Quorum : \A R \in Quorum : Cardinality(Q) <= Cardinality(R)

DistinguishedSpec ==
    /\ InitAsked
    /\ [][Next /\ SettleFirst]_vars
    /\ ProposerKeepsGoing(First)
    /\ \A a \in SmallestQuorum : AcceptorKeepsGoing(a)
    /\ \A l \in Learner : LearnerKeepsGoing(l)

-----------------------------------------------------------------------------
(***************************************************************************)
(* A duel goes on for ever with ever higher numbers.  Numbers matter only  *)
(* in comparison with others in use, so that a finite model can subtract   *)
(* a round from all of them when the lowest round is used no more: what    *)
(* is then forgotten are requests and promises for a ballot that all have  *)
(* left behind, which nobody would heed.                                   *)
(***************************************************************************)
Past(b) == b # 0 /\ RoundOf(b) <= 1

Lower(b) == IF b = 0 THEN 0 ELSE b - N

LowerVote(v) == [v EXCEPT !.ballot = Lower(@)]

LowerMessage(m) ==
    CASE m.type = "promise" ->
            [m EXCEPT !.ballot = Lower(@), !.vote = LowerVote(@)]
      [] m.type = "refusal" ->
            [m EXCEPT !.ballot = Lower(@), !.promised = Lower(@)]
      [] OTHER -> [m EXCEPT !.ballot = Lower(@)]

Forget ==
    /\ down = {}
    /\ \A p \in Proposer : stableRound[p] > 1 /\ promises[p] = {}
    /\ \A a \in Acceptor :
        /\ outbox[a] = {}
        /\ promised[a] # 0 /\ ~Past(promised[a]) /\ ~Past(vote[a].ballot)
    /\ \A l \in Learner : accepted[l] = {} /\ learned[l] = None
    /\ \A m \in network : m.type = "promise" => ~Past(m.vote.ballot)
    /\ round' = [p \in Proposer |-> round[p] - 1]
    /\ stableRound' = [p \in Proposer |-> stableRound[p] - 1]
    /\ promised' = [a \in Acceptor |-> Lower(promised[a])]
    /\ vote' = [a \in Acceptor |-> LowerVote(vote[a])]
    /\ stable' = [a \in Acceptor |->
        [promised |-> Lower(promised[a]), vote |-> LowerVote(vote[a])]]
    /\ network' = {LowerMessage(m) : m \in {n \in network : ~Past(n.ballot)}}
    /\ UNCHANGED <<request, phase, promises, outbox, learnerVars, down, requested>>

(***************************************************************************)
(* Everything is fair, everybody patient; both proposers go on.            *)
(***************************************************************************)
DuelSpec ==
    /\ InitAsked
    /\ [][(Next /\ SettleFirst) \/ Forget]_vars
    /\ WF_vars(Forget)
    /\ \A p \in Proposer : ProposerKeepsGoing(p)
    /\ \A a \in Acceptor : AcceptorKeepsGoing(a)
    /\ \A l \in Learner : LearnerKeepsGoing(l)
=============================================================================
