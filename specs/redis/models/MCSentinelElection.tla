------------------------- MODULE MCSentinelElection -------------------------
(***************************************************************************)
(* What the models of SentinelElection need: layouts, who may do what, and *)
(* the operators that a broken model puts in the place of the spec's.      *)
(***************************************************************************)
EXTENDS SentinelElection

CONSTANT Candidates  \* the sentinels that may begin a failover, and get votes

(***************************************************************************)
(* Layouts, in the place of InitialLayouts.                                *)
(***************************************************************************)
Complete == {[s \in Sentinel |-> Sentinel \ {s}]}

(* The first three know each other; the others know all. *)
Old == {"s1", "s2", "s3"}
OldDoNotKnowNew == {[s \in Sentinel |-> (IF s \in Old THEN Old ELSE Sentinel) \ {s}]}

(***************************************************************************)
(* Who may do what.                                                        *)
(***************************************************************************)
IsCandidate(s) == s \in Candidates

(* Who begins gives its own vote in the same run of its timer. *)
HasVoted(s) == leader_epoch[s] >= failover_epoch[s]

(* MayVote: for a sentinel that has begun in this epoch, or learned of it since. *)
ForCandidates(t, c, e) ==
    /\ c \in Candidates /\ failover_state[c] # "none" /\ e = current_epoch[c]
    /\ HasVoted(t) \/ c = t

(* MayLearn: an epoch that some sentinel is in. *)
OfOthers(t, e) == HasVoted(t) /\ \E s \in Sentinel : current_epoch[s] = e

(***************************************************************************)
(* MayVote, MayLearn: a run that is known from real sentinels.  s1 and s2  *)
(* begin in epoch 1, s4 and s5 vote for s1; s3 begins epoch 2, and s2      *)
(* hears of it before it has given up.                                     *)
(***************************************************************************)
AsKnown(t, c, e) ==
    /\ ForCandidates(t, c, e)
    /\ \/ t \in {"s1", "s2"} /\ c = t /\ e = 1
       \/ t \in {"s4", "s5"} /\ c = (IF e = 1 THEN "s1" ELSE "s2")

LearnAsKnown(t, e) == t = (IF e = 1 THEN "s3" ELSE "s2") /\ OfOthers(t, e)

(* MayHear: only those for whom the votes are; what others hear decides nothing here. *)
ForWhom(s, v) == v.candidate = s /\ failover_state[s] = "wait_start"

Nobody(s) == FALSE
Nothing(s, t) == FALSE
Unlearned(t, e) == FALSE

(* MayStart: who has voted for another one waits for longer than any election lasts. *)
HasNotVoted(s) == s \in Candidates /\ \A v \in cast : v.voter = s => v.candidate = s

(* MayRestart: for the last voter that it matters for. *)
OnlyS3(s) == s = "s3"

(***************************************************************************)
(* Inductive invariant: all states in which it holds, and the steps from   *)
(* there.  OneLeader is about two, so that two may begin and be voted for. *)
(* Votes heard are those that were cast; one that has expired is as if it  *)
(* had not been heard.                                                     *)
(***************************************************************************)
AnyForCandidates(t, c, e) == c \in Candidates

InductiveInit ==
    /\ known \in InitialLayouts
    /\ \E votes \in [Sentinel \X Epoch -> Candidates \cup {None}] :
        cast = {v \in Ballot : votes[v.voter, v.epoch] = v.candidate}
    /\ leader_epoch \in [Sentinel -> Epoch \cup {0}]
    /\ current_epoch \in [Sentinel -> Epoch \cup {0}]
    /\ LastVoteIsKnown
    /\ failover_state \in {f \in [Sentinel -> {"none", "wait_start", "leads"}] :
        \A s \in Sentinel \ Candidates : f[s] = "none"}
    /\ failover_epoch \in {f \in [Sentinel -> Epoch \cup {0}] :
        \A s \in Sentinel : s \notin Candidates => f[s] = 0}
    /\ \A s \in Sentinel : failover_state[s] # "none" => failover_epoch[s] # 0
    /\ \E h \in [{p \in Candidates \X Sentinel : p[1] # p[2]} ->
                    {NoVote} \cup
                    {[leader |-> v.candidate, epoch |-> v.epoch] : v \in cast}] :
        heard = [s \in Sentinel |-> [t \in Sentinel |->
            IF s \in Candidates /\ s # t THEN h[s, t] ELSE NoVote]]
    /\ HeardWasCast
    /\ elected \in SUBSET {a \in [sentinel : Candidates, epoch : Epoch, counted : Epoch] :
        a.epoch = a.counted}
    /\ ElectedHasVotes

InductiveSpec == InductiveInit /\ [][Next]_vars

(* An ACTION_CONSTRAINT that no step satisfies: the successors are checked. *)
OneStep == cast' # cast /\ cast' = cast

(***************************************************************************)
(* Each layout that is not safe has a run with two leaders: s1 and s2 are  *)
(* voted for by different ones.                                            *)
(***************************************************************************)
GroupIn(k, s) == k[s] \cup {s}
NeededIn(k, s) == Max(Quorum, Cardinality(GroupIn(k, s)) \div 2 + 1)

Splits(k) ==
    {p \in (SUBSET GroupIn(k, "s1")) \X (SUBSET GroupIn(k, "s2")) :
        /\ "s1" \in p[1] /\ "s2" \in p[2] /\ p[1] \cap p[2] = {}
        /\ Cardinality(p[1]) >= NeededIn(k, "s1")
        /\ Cardinality(p[2]) >= NeededIn(k, "s2")}

Unsafe == {k \in Layouts : Splits(k) # {}}

AsSplit(t, c, e) ==
    LET split == CHOOSE p \in Splits(known) : TRUE
    IN  /\ failover_epoch[c] = e
        /\ \/ t \in split[1] /\ c = "s1"
           \/ t \in split[2] /\ c = "s2"

FairSpec ==
    /\ Spec
    /\ \A s \in Sentinel :
        /\ WF_vars(Start(s))
        /\ WF_vars(Elect(s))
        /\ \A t \in Sentinel :
            /\ \A e \in Epoch : WF_vars(Vote(s, t, e))
            /\ WF_vars(\E v \in cast : v.voter = t /\ Hear(s, v))

TwoLeaders == <>(\E a, b \in elected : a.epoch = b.epoch /\ a.sentinel # b.sentinel)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Slips.  Each takes the place of an operator of the spec, named first.   *)
(***************************************************************************)

(* MayGiveVote: a second vote in the same epoch. *)
VotesAgain(t, e) == e >= current_epoch[t]

(* MayGiveVote: the last vote is compared, and the epoch that it is in is not. *)
VotesInPassed(t, e) == e > leader_epoch[t]

(* IsMajority, IsQuorum. *)
AnyNumber(s, n) == n >= 1
NoQuorum(n) == TRUE

(* IsMajority: for all layouts at once, since it only adds to what is needed. *)
LeftToQuorum(s, n) == TRUE

(* LastVote: it was not on disk. *)
Forgotten(s) == 0
=============================================================================
