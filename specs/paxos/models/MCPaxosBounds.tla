--------------------------- MODULE MCPaxosBounds ----------------------------
(***************************************************************************)
(* What most models of Paxos need beside the spec: constants, a reduction, *)
(* and bounds.                                                             *)
(***************************************************************************)
EXTENDS PaxosInvariant, TLC

AnyId ==
    CHOOSE f \in [Proposer -> 0 .. N - 1] :
        \A p, q \in Proposer : f[p] = f[q] => p = q

Majorities == {Q \in SUBSET Acceptor : 2 * Cardinality(Q) > Cardinality(Acceptor)}

(***************************************************************************)
(* Quorums that are no majorities: those that one acceptor belongs to.     *)
(***************************************************************************)
WithTheFirst == {Q \in SUBSET Acceptor : (CHOOSE a \in Acceptor : TRUE) \in Q}

TheFirstAlone == {{CHOOSE a \in Acceptor : TRUE}}

(***************************************************************************)
(* Acceptors are interchangeable, and so are values: no action prefers one *)
(* to another.  Proposers are not, their numbers are ordered.              *)
(***************************************************************************)
Symmetric == Permutations(Acceptor) \cup Permutations(Value)

SymmetricAcceptors == Permutations(Acceptor)

SymmetricValues == Permutations(Value)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The reduction.  From the step that begins a write to Persist or the     *)
(* crash that ends it, and from a crash to the restart, what a process     *)
(* does can neither be seen by the others nor be influenced by them: it    *)
(* reads its own variables alone, and the network's messages stay.  So     *)
(* every behaviour is equivalent to one in which these steps follow each   *)
(* other at once, and it is enough to check those.                         *)
(***************************************************************************)
Unsettled ==
    down
        \cup {<<"acceptor", a>> : a \in {b \in Acceptor : outbox[b] # {}}}
        \cup {<<"proposer", p>> : p \in {q \in Proposer : phase[q] = "numbering"}}

SettleFirst ==
    \/ Unsettled = {}
    \/ \E x \in Unsettled :
        \/ (x \in down) # (x \in down')
        \/ x[1] = "acceptor" /\ outbox'[x[2]] # outbox[x[2]]
        \/ x[1] = "proposer" /\ phase'[x[2]] # phase[x[2]]

(***************************************************************************)
(* With it, the crash of an acceptor is worth a step only while it writes: *)
(* at any other time the restart leads back to the same state.             *)
(***************************************************************************)
CrashThatMatters(role, n) ==
    Up(role, n) /\ (role = "acceptor" => outbox[n] # {})

(***************************************************************************)
(* Bounds of models that leave crashes or questions to other models.       *)
(***************************************************************************)
NoCrash(role, n) == FALSE

AcceptorCrashThatMatters(role, n) == CrashThatMatters(role, n) /\ role = "acceptor"

OnlyAcceptorsCrash(role, n) == role = "acceptor" /\ Up(role, n)

OnlyProposersCrash(role, n) == role = "proposer" /\ Up(role, n)

NobodyAsks(l, p) == FALSE

Deaf(l) == FALSE

\* HasReason: the first proposer may try again, the others may not
SecondOnce(p) == phase[p] = "idle" \/ Id[p] = 0

(***************************************************************************)
(* A later beginning: the proposers have been asked already, for different *)
(* values if there are enough.  This shortens counterexamples.             *)
(***************************************************************************)
InitAsked ==
    /\ request \in [Proposer -> Value]
    /\ \A v \in Value : Cardinality(Value) <= N => \E p \in Proposer : request[p] = v
    /\ requested = Value
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

SpecAsked == InitAsked /\ [][Next]_vars
=============================================================================
