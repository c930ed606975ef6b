---------------------------- MODULE PaxosLearner -----------------------------
(***************************************************************************)
(* The learner of Paxos: it counts votes, tells others what is chosen, and *)
(* asks when it may have missed it. Part of Paxos.                         *)
(***************************************************************************)
EXTENDS PaxosState

-----------------------------------------------------------------------------
(***************************************************************************)
(* With the report m, l has heard of the votes of a quorum for m's value   *)
(* in m's ballot.                                                          *)
(***************************************************************************)
Completes(l, m) ==
    LET same ==
            {r \in accepted[l] \cup {m} : r.ballot = m.ballot /\ r.value = m.value}
    IN  IsQuorum({r.from : r \in same})

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
=============================================================================
