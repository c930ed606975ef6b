------------------------------- MODULE Voting -------------------------------
(***************************************************************************)
(* Why Paxos is safe, without messages: acceptors vote in numbered         *)
(* ballots, and a value is chosen when a quorum has voted for it in one    *)
(* ballot.  Two rules suffice: an acceptor never votes in a ballot below   *)
(* one it promised to, and it votes for a value only when a quorum shows   *)
(* that no other value was or can still be chosen in a lower ballot.       *)
(*                                                                         *)
(* After "Paxos Made Simple", section 2.2, the road from P1 to P2c.        *)
(*                                                                         *)
(* Abstracted away: how an acceptor comes to know what others promised and *)
(* voted (it sees all of it), proposers, learners, messages, crashes.      *)
(***************************************************************************)
EXTENDS Naturals, FiniteSets

CONSTANTS
    Value,      \* the values that may be proposed
    Acceptor,   \* the processes that vote
    Quorum,     \* the sets of acceptors whose votes choose; any two meet; {}: majorities
    Ballot,     \* the numbers of the ballots, all positive
    None        \* stands for "no value"

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
    /\ None \notin Value
    /\ Ballot \subseteq Nat \ {0}
    /\ Quorum \subseteq SUBSET Acceptor
    /\ QuorumsIntersect

VARIABLES
    promised,   \* promised[a]: the highest ballot that a takes part in; 0: none
    votes       \* votes[a][b]: the value that a voted for in ballot b; or None

vars == <<promised, votes>>

-----------------------------------------------------------------------------
TypeOK ==
    /\ promised \in [Acceptor -> Ballot \cup {0}]
    /\ votes \in [Acceptor -> [Ballot -> Value \cup {None}]]

(***************************************************************************)
(* The values chosen so far: those that a quorum voted for in one ballot.  *)
(***************************************************************************)
ChosenIn(b, v) == IsQuorum({a \in Acceptor : votes[a][b] = v})

chosen == {v \in Value : \E b \in Ballot : ChosenIn(b, v)}

(***************************************************************************)
(* The latest ballot below b in which a member of R voted; 0: none did.    *)
(***************************************************************************)
Latest(R, b) ==
    LET below == {c \in Ballot : c < b /\ \E a \in R : votes[a][c] # None}
    IN  IF below = {} THEN 0 ELSE CHOOSE c \in below : \A d \in below : d <= c

(***************************************************************************)
(* The acceptors of R, a quorum among them, show that v may be voted for   *)
(* in ballot b: they all have renounced the lower ballots, and what one of *)
(* them voted for in the latest of those, if anything, is v.               *)
(***************************************************************************)
Shows(R, b, v) ==
    /\ IsQuorum(R)
    /\ \A a \in R : promised[a] >= b
    /\ Latest(R, b) # 0 => \E a \in R : votes[a][Latest(R, b)] = v

Shown(b, v) == \E R \in SUBSET Acceptor : Shows(R, b, v)

(***************************************************************************)
(* Nobody has voted for another value than v in ballot b.                  *)
(***************************************************************************)
Unopposed(b, v) == \A a \in Acceptor : votes[a][b] \in {v, None}

-----------------------------------------------------------------------------
Init ==
    /\ promised = [a \in Acceptor |-> 0]
    /\ votes = [a \in Acceptor |-> [b \in Ballot |-> None]]

(***************************************************************************)
(* Acceptor a renounces all ballots below b.                               *)
(***************************************************************************)
Promise(a, b) ==
    /\ b > promised[a]
    /\ promised' = [promised EXCEPT ![a] = b]
    /\ UNCHANGED votes

(***************************************************************************)
(* Acceptor a votes for v in ballot b.                                     *)
(***************************************************************************)
MayVote(a, b) == b >= promised[a]

Vote(a, b, v) ==
    /\ MayVote(a, b)
    /\ votes[a][b] = None
    /\ Unopposed(b, v)
    /\ Shown(b, v)
    /\ promised' = [promised EXCEPT ![a] = b]
    /\ votes' = [votes EXCEPT ![a][b] = v]

Next ==
    \E a \in Acceptor, b \in Ballot :
        \/ Promise(a, b)
        \/ \E v \in Value : Vote(a, b, v)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(***************************************************************************)
(* The inductive invariant.                                                *)
(*                                                                         *)
(* PromisesKept: nobody voted above what it promised, since a vote         *)
(* promises too.                                                           *)
(***************************************************************************)
PromisesKept ==
    \A a \in Acceptor, b \in Ballot : votes[a][b] # None => b <= promised[a]

(***************************************************************************)
(* OneValuePerBallot: all votes of one ballot are for one value.           *)
(***************************************************************************)
OneValuePerBallot ==
    \A a \in Acceptor, b \in Ballot :
        votes[a][b] # None => Unopposed(b, votes[a][b])

(***************************************************************************)
(* Value w is or can still be chosen in ballot b: a quorum is left whose   *)
(* members all voted for it there, or did not vote there and still may.    *)
(***************************************************************************)
Choosable(b, w) ==
    IsQuorum({a \in Acceptor :
        votes[a][b] = w \/ (votes[a][b] = None /\ promised[a] <= b)})

SafeAt(b, v) ==
    \A c \in Ballot, w \in Value \ {v} : c < b => ~Choosable(c, w)

(***************************************************************************)
(* VotesAreSafe: who voted for v in b did so when nothing but v could ever *)
(* be chosen below b; and that remains so.                                 *)
(***************************************************************************)
VotesAreSafe ==
    \A a \in Acceptor, b \in Ballot :
        votes[a][b] # None => SafeAt(b, votes[a][b])

Inv == TypeOK /\ PromisesKept /\ OneValuePerBallot /\ VotesAreSafe

(***************************************************************************)
(* Agreement follows from the invariant because any two quorums intersect. *)
(***************************************************************************)
Agreement == Cardinality(chosen) <= 1

(***************************************************************************)
(* The step to the level above: what is chosen here is chosen there.       *)
(***************************************************************************)
C == INSTANCE Consensus

RefinesConsensus == C!Spec

THEOREM Spec => [](Inv /\ Agreement)
THEOREM Spec => RefinesConsensus
=============================================================================
