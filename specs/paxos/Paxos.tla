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
(*                                                                         *)
(* PaxosState has the state and the messages; the actions of each role are *)
(* in PaxosProposer, PaxosAcceptor and PaxosLearner; what is asked of them *)
(* is here, and why it holds in PaxosInvariant.                            *)
(***************************************************************************)
EXTENDS PaxosProposer, PaxosAcceptor, PaxosLearner

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
        /\ IsQuorum({a \in Acceptor : HasVoted(a, m.ballot, v)})

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

THEOREM Spec => RefinesVoting
THEOREM Spec => RefinesConsensus
=============================================================================
