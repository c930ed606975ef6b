-------------------------- MODULE MCPaxosInductive --------------------------
(***************************************************************************)
(* Inv of Paxos is inductive: models start in every state that satisfies   *)
(* it, and every step from there must satisfy it again.                    *)
(*                                                                         *)
(* The states are not sought among all typed ones but made, in the order   *)
(* of their dependency.  First the fate of each proposer's ballot (there   *)
(* is one round): prepared or not, promised by whom, proposed with what    *)
(* value, voted for by whom.  Messages and stable storage are functions of *)
(* that.  Then what the memories may hold beside them; and Inv is tested   *)
(* of the whole.                                                           *)
(*                                                                         *)
(* As in MCPaxosBounds, at most one process is unsettled.  No refusals are *)
(* told and no learner asks: these messages say little.                    *)
(***************************************************************************)
EXTENDS MCPaxosBounds

B(p) == Number(p, 1)

(***************************************************************************)
(* The fate of a ballot.                                                   *)
(***************************************************************************)
Fates ==
    {[prepared |-> FALSE, value |-> None, promisers |-> {}, voters |-> {}]}
        \cup
    [prepared : {TRUE}, value : {None}, promisers : SUBSET Acceptor, voters : {{}}]
        \cup
    [prepared : {TRUE}, value : Value,
        promisers : {S \in SUBSET Acceptor : \E Q \in Quorum : Q \subseteq S},
        voters : SUBSET Acceptor]

(***************************************************************************)
(* a's latest vote below ballot b.                                         *)
(***************************************************************************)
VoteBelow(fate, a, b) ==
    LET ps == {p \in Proposer : B(p) < b /\ a \in fate[p].voters}
        last == CHOOSE p \in ps : \A q \in ps : B(q) <= B(p)
    IN  IF ps = {} THEN NoVote ELSE [ballot |-> B(last), value |-> fate[last].value]

LatestAnswer(fate, a) ==
    LET ps == {p \in Proposer : a \in fate[p].promisers \cup fate[p].voters}
    IN  IF ps = {} THEN 0 ELSE B(CHOOSE p \in ps : \A q \in ps : B(q) <= B(p))

MessagesOf(fate, p) ==
    {[type |-> "prepare", from |-> p, to |-> a, ballot |-> B(p)] :
        a \in {c \in Acceptor : fate[p].prepared}}
    \cup
    {[type |-> "promise", from |-> a, to |-> p, ballot |-> B(p),
        vote |-> VoteBelow(fate, a, B(p))] : a \in fate[p].promisers}
    \cup
    {[type |-> "accept", from |-> p, to |-> a, ballot |-> B(p),
        value |-> fate[p].value] : a \in {c \in Acceptor : fate[p].value # None}}
    \cup
    {[type |-> "accepted", from |-> a, to |-> l, ballot |-> B(p),
        value |-> fate[p].value] : a \in fate[p].voters, l \in Distinguished}

(***************************************************************************)
(* What a proposer may have been asked for.                                *)
(***************************************************************************)
ProposerRequests == requested \cup {None}

(***************************************************************************)
(* SUBSET S, element by element.  Of SUBSET {}, which TLC goes through in  *)
(* a way of its own, the compiled engine leaves the decision to TLC.       *)
(***************************************************************************)
Subsets(S) == {S \ T : T \in SUBSET S}

(***************************************************************************)
(* What the memories may hold, given network, stable storage and who is    *)
(* down.                                                                   *)
(***************************************************************************)
ProposerMemories(p) ==
    IF ~Up("proposer", p)
    THEN {[request |-> None, round |-> 0, phase |-> "idle", promises |-> {}]}
    ELSE
        [request : ProposerRequests, round : stableRound[p] .. 1,
            phase : {"idle"}, promises : {{}}]
        \cup
        [request : ProposerRequests, round : (stableRound[p] + 1) .. 1,
            phase : {"numbering"}, promises : {{}}]
        \cup
        [request : ProposerRequests, round : {1} \cap {stableRound[p]},
            phase : {"preparing"},
            promises : Subsets({m \in Inbox(p) : m.type = "promise"})]
        \cup
        [request : ProposerRequests, round : {1} \cap {stableRound[p]},
            phase : {"proposing"}, promises : {{}}]

SettledAcceptor(a) ==
    IF Up("acceptor", a)
    THEN [promised |-> stable[a].promised, vote |-> stable[a].vote, outbox |-> {}]
    ELSE [promised |-> 0, vote |-> NoVote, outbox |-> {}]

AcceptorMemories(a) ==
    IF ~Up("acceptor", a) THEN {SettledAcceptor(a)}
    ELSE
        {SettledAcceptor(a)}
        \cup
        {[promised |-> m.ballot, vote |-> stable[a].vote,
            outbox |-> {[type |-> "promise", from |-> a, to |-> m.from,
                            ballot |-> m.ballot, vote |-> stable[a].vote]}] :
            m \in {n \in Inbox(a) : n.type = "prepare"}}
        \cup
        {[promised |-> m.ballot, vote |-> [ballot |-> m.ballot, value |-> m.value],
            outbox |-> {[type |-> "accepted", from |-> a, to |-> l,
                            ballot |-> m.ballot, value |-> m.value] :
                            l \in Distinguished}] :
            m \in {n \in Inbox(a) : n.type = "accept"}}

LearnerMemories(l) ==
    IF ~Up("learner", l) THEN {[accepted |-> {}, learned |-> None]}
    ELSE
        [accepted : Subsets({m \in Inbox(l) : m.type = "accepted"}), learned : {None}]
        \cup
        [accepted : {{}}, learned : ChosenValues]

(***************************************************************************)
(* All functions that give each process one of its memories.               *)
(***************************************************************************)
Choices(S, F(_)) == {f \in [S -> UNION {F(x) : x \in S}] : \A x \in S : f[x] \in F(x)}

(***************************************************************************)
(* Those for the acceptors of which at most one is unsettled.              *)
(***************************************************************************)
AcceptorChoices ==
    LET settled == [a \in Acceptor |-> SettledAcceptor(a)]
    IN  UNION {{[settled EXCEPT ![a] = m] : m \in AcceptorMemories(a)} : a \in Acceptor}

(***************************************************************************)
(* Bounds: the values asked for, and who may be down.                      *)
(***************************************************************************)
PossiblyRequested == SUBSET Value

PossiblyDown ==
    {{}} \cup {{<<"proposer", p>>} : p \in Proposer}
         \cup {{<<"acceptor", a>>} : a \in Acceptor}
         \cup {{<<"learner", l>>} : l \in Learner}

(***************************************************************************)
(* Which of the states that acceptors changing places make of each other   *)
(* a model starts in: all of them; or, under SYMMETRY, those in which no   *)
(* acceptor is ahead of the one before it.  Some order of the acceptors    *)
(* has this property in every state.                                       *)
(***************************************************************************)
Representative == TRUE

SomeOrder ==
    CHOOSE f \in [1 .. Cardinality(Acceptor) -> Acceptor] :
        {f[i] : i \in DOMAIN f} = Acceptor

Advance(a) == (2 * N) * stable[a].vote.ballot + stable[a].promised

LessAndLessAdvanced ==
    \A i \in DOMAIN SomeOrder \ {1} : Advance(SomeOrder[i - 1]) >= Advance(SomeOrder[i])

(***************************************************************************)
(* "= TRUE" has TLC evaluate a condition once, where it would otherwise    *)
(* make the state again for each way in which the condition is true.       *)
(***************************************************************************)
InductiveInit ==
    /\ MaxRound = 1 /\ ~TellRefusals
    /\ requested \in PossiblyRequested
    /\ \E fate \in [Proposer -> Fates] :
        /\ \A p \in Proposer : fate[p].value \in requested \cup {None}
        /\ network = UNION {MessagesOf(fate, p) : p \in Proposer}
        /\ stableRound = [p \in Proposer |-> IF fate[p].prepared THEN 1 ELSE 0]
        /\ stable = [a \in Acceptor |->
            [promised |-> LatestAnswer(fate, a), vote |-> VoteBelow(fate, a, 2 * N)]]
    /\ ProposalsAreSafe = TRUE
    /\ Representative
    /\ down \in PossiblyDown
    /\ \E f \in Choices(Proposer, ProposerMemories) :
        /\ request = [p \in Proposer |-> f[p].request]
        /\ round = [p \in Proposer |-> f[p].round]
        /\ phase = [p \in Proposer |-> f[p].phase]
        /\ promises = [p \in Proposer |-> f[p].promises]
    /\ ProposersAreInOrder = TRUE
    /\ \E f \in AcceptorChoices :
        /\ promised = [a \in Acceptor |-> f[a].promised]
        /\ vote = [a \in Acceptor |-> f[a].vote]
        /\ outbox = [a \in Acceptor |-> f[a].outbox]
    /\ Cardinality(Unsettled) <= 1
    /\ \E f \in Choices(Learner, LearnerMemories) :
        /\ accepted = [l \in Learner |-> f[l].accepted]
        /\ learned = [l \in Learner |-> f[l].learned]
    /\ Inv = TRUE

InductiveSpec == InductiveInit /\ [][Next]_vars

(***************************************************************************)
(* The step to Voting, from every state of the invariant.                  *)
(***************************************************************************)
StepsRefine == [][V!Next]_(V!vars)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Smaller bounds.                                                         *)
(***************************************************************************)
AllRequested == {Value}

OnlyAcceptorsDown == {{}} \cup {{<<"acceptor", a>>} : a \in Acceptor}

KnowsNothing(l) == {[accepted |-> {}, learned |-> None]}

OneOfThem == {CHOOSE v \in requested : TRUE}
=============================================================================
