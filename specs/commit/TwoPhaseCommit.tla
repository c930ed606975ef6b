--------------------------- MODULE TwoPhaseCommit ---------------------------
(***************************************************************************)
(* Two-phase commit of ONE transaction, with what makes it hard: nodes     *)
(* crash at any point and recover from their stable logs, and messages are *)
(* lost, duplicated and overtake each other.                               *)
(*                                                                         *)
(* Source: B. Lampson and H. Sturgis, "Crash Recovery in a Distributed     *)
(* Data Storage System" (1979).  Phase one records at every participant    *)
(* the transaction's intentions, without changing the data; its last step, *)
(* the coordinator's commit record, commits.  Phase two carries the        *)
(* intentions out; that can be repeated, so a crash in the midst of it     *)
(* does no harm.  The abort is presumed: a coordinator that knows nothing  *)
(* of a transaction says that it aborted, so it needs to write nothing     *)
(* before it commits and nothing at all when it aborts (C. Mohan,          *)
(* B. Lindsay, "Efficient Commit Protocols for the Tree of Processes Model *)
(* of Distributed Transactions", 1983).                                    *)
(*                                                                         *)
(* Memory and disk are apart.  log, data and record are on stable storage, *)
(* whose writes are atomic (StableStorage refines AtomicPage) and survive; *)
(* phase, stage, votes and acks are in memory and are lost in a crash.     *)
(* What a process decides to write (Prepare, Commit, Abort, Decide) and    *)
(* the moment at which that is on disk (the Log actions) are two steps, a  *)
(* crash may come between, and what depends on the write is sent in the    *)
(* second.                                                                 *)
(*                                                                         *)
(* Abstracted away: what the intentions are; that the participants         *)
(* remember the outcome of a transaction for ever, so that a late          *)
(* duplicate of Prepare does not bring it back to life (an implementation  *)
(* uses that identifiers of transactions are never used again); time.      *)
(*                                                                         *)
(* CommitState has the state and the messages; the actions are in          *)
(* CommitPhaseOne, CommitPhaseTwo and CommitCrashes; the properties are    *)
(* here.                                                                   *)
(***************************************************************************)
EXTENDS CommitPhaseOne, CommitPhaseTwo, CommitCrashes

-----------------------------------------------------------------------------
Next ==
    \/ \E p \in Participant :
        \/ LogPrepared(p)
        \/ AbortAlone(p)
        \/ LogCommitted(p)
        \/ \E i \in Page : Apply(p, i)
        \/ Finish(p)
        \/ LogAborted(p)
        \/ Inquire(p)
        \/ Crash(p)
        \/ Recover(p)
        \/ \E m \in Deliverable(p) :
            \/ Prepare(p, m)
            \/ VoteNo(p, m)
            \/ RefusePrepare(p, m)
            \/ Commit(p, m)
            \/ AcknowledgeAgain(p, m)
            \/ RefuseCommit(p, m)
            \/ Abort(p, m)
            \/ RefuseAbort(p, m)
    \/ Begin
    \/ TimeOut
    \/ Decide
    \/ LogCommit
    \/ ResendCommit
    \/ Forget
    \/ CrashCoordinator
    \/ RecoverCoordinator
    \/ \E m \in Deliverable(Coordinator) :
        \/ ReceiveYes(m)
        \/ RefuseYes(m)
        \/ ReceiveNo(m)
        \/ RefuseNo(m)
        \/ AnswerCommit(m)
        \/ AnswerAbort(m)
        \/ RefuseInquiry(m)
        \/ ReceiveAck(m)
        \/ RefuseAck(m)
    \/ \E m \in network : Lose(m)

Spec == Init /\ [][Next]_vars

-----------------------------------------------------------------------------
(* WHAT IT DOES: it implements TransactionCommit.                          *)

(***************************************************************************)
(* Where a participant stands is what its disk says, whether it is up or   *)
(* down.  What the client has been told is told.                           *)
(***************************************************************************)
Standing(entry) ==
    CASE entry = "none"                    -> "working"
      [] entry = "prepared"                -> "prepared"
      [] entry \in {"committed", "done"}   -> "committed"
      [] entry = "aborted"                 -> "aborted"

Commitment == INSTANCE TransactionCommit WITH
    state <- [p \in Participant |-> Standing(log[p])]

Refinement == Commitment!Spec

Agreement == Commitment!Agreement
CommitOnlyIfAllVotedYes == Commitment!CommitOnlyIfAllVotedYes
DecisionsAreFinal == Commitment!DecisionsAreFinal

(***************************************************************************)
(* New values appear only of a committed transaction, and a participant    *)
(* gives up its intentions only when all its pages have theirs.  Half-done *)
(* work is therefore always work that the log says how to finish.          *)
(***************************************************************************)
AllOrNothing ==
    \A p \in Participant :
        /\ data[p] # {} => log[p] \in {"committed", "done"}
        /\ log[p] = "done" => data[p] = Page

(***************************************************************************)
(* No log entry is forgotten that someone may still ask for: while a       *)
(* participant is in doubt about a committed transaction, the commit       *)
(* record is on the coordinator's disk.                                    *)
(***************************************************************************)
NothingForgottenTooSoon ==
    outcome = "commit" =>
        \A p \in Participant : log[p] = "prepared" => record = "commit"

-----------------------------------------------------------------------------
(* WHY: an inductive invariant.  It speaks of one participant at a time.   *)

(***************************************************************************)
(* The coordinator has not committed, and cannot any more.                 *)
(***************************************************************************)
CannotCommit == stage \in {"forgotten", "down"} /\ record = "none"

CoordinatorInvariant ==
    /\ record = "commit" => stage \in {"committed", "down"} /\ outcome = "commit"
    /\ stage = "committed" => record = "commit"
    /\ stage \in {"idle", "collecting", "committing"} => outcome = "none"
    /\ stage = "committing" => votes = Participant
    /\ stage \notin {"collecting", "committing"} => votes = {}
    /\ stage # "committed" => acks = {}

(***************************************************************************)
(* A participant's memory agrees with its disk.                            *)
(***************************************************************************)
MemoryFollowsDisk(p) ==
    /\ phase[p] \in {"working", "preparing"} => log[p] = "none"
    /\ phase[p] \in {"prepared", "committing"} => log[p] = "prepared"
    /\ phase[p] = "aborting" => log[p] \in {"none", "prepared"}
    /\ phase[p] \in {"committed", "done", "aborted"} => log[p] = phase[p]

(***************************************************************************)
(* A participant holds to its yes while the coordinator may count on it.   *)
(***************************************************************************)
HoldsToYes(p) == log[p] = "prepared" /\ phase[p] \in {"prepared", "down"}

ParticipantInvariant(p) ==
    /\ MemoryFollowsDisk(p)
    /\ data[p] # {} => log[p] \in {"committed", "done"}
    /\ log[p] = "done" => data[p] = Page
    /\ log[p] \in {"committed", "done"} \/ phase[p] = "committing" => outcome = "commit"
    /\ outcome = "commit" =>
        /\ log[p] \in {"prepared", "committed", "done"}
        /\ phase[p] # "aborting"
        /\ record = "none" => log[p] = "done"
    /\ phase[p] = "aborting" /\ log[p] = "prepared" => CannotCommit
    /\ p \in votes => HoldsToYes(p)
    /\ p \in acks => log[p] = "done"

(***************************************************************************)
(* What the receipt of a message may rely on, however late.                *)
(***************************************************************************)
Truthful(m) ==
    CASE m.type = "prepare" -> TRUE
      [] m.type = "yes" ->
            /\ log[m.from] # "none"
            /\ stage \in {"idle", "collecting", "committing"} => HoldsToYes(m.from)
      [] m.type = "no" -> log[m.from] = "aborted"
      [] m.type = "inquiry" -> log[m.from] # "none"
      [] m.type = "commit" -> outcome = "commit"
      [] m.type = "abort" -> CannotCommit /\ (outcome = "commit" => log[m.to] = "done")
      [] m.type = "ack" -> log[m.from] = "done"

Invariant ==
    /\ TypeOK
    /\ CoordinatorInvariant
    /\ \A p \in Participant : ParticipantInvariant(p)
    /\ \A m \in network : Truthful(m)

-----------------------------------------------------------------------------
(* WHEN: if failures stop, every transaction ends.                         *)

(***************************************************************************)
(* Processes that are up do what they can do, and what has been sent and   *)
(* is not lost arrives.  Nobody is forced to begin, to vote, or to commit. *)
(***************************************************************************)
ParticipantFairness ==
    \A p \in Participant :
        /\ WF_vars(Recover(p))
        /\ WF_vars(LogPrepared(p))
        /\ WF_vars(LogCommitted(p))
        /\ WF_vars(LogAborted(p))
        /\ WF_vars(\E i \in Page : Apply(p, i))
        /\ WF_vars(Finish(p))
        /\ WF_vars(AbortAlone(p))
        /\ WF_vars(Inquire(p))
        /\ WF_vars(\E m \in Deliverable(p) : Commit(p, m))
        /\ WF_vars(\E m \in Deliverable(p) : AcknowledgeAgain(p, m))
        /\ WF_vars(\E m \in Deliverable(p) : Abort(p, m))

CoordinatorFairness ==
    /\ WF_vars(TimeOut)
    /\ WF_vars(LogCommit)
    /\ WF_vars(ResendCommit)
    /\ WF_vars(Forget)
    /\ \A p \in Participant :
        /\ WF_vars(\E m \in Deliverable(Coordinator) : m.from = p /\ ReceiveAck(m))
        /\ WF_vars(\E m \in Deliverable(Coordinator) : m.from = p /\ AnswerCommit(m))
        /\ WF_vars(\E m \in Deliverable(Coordinator) : m.from = p /\ AnswerAbort(m))

CoordinatorComesBack == WF_vars(RecoverCoordinator)

(***************************************************************************)
(* There are any number of failures, but only finitely many.               *)
(***************************************************************************)
Failure ==
    \/ \E p \in Participant : Crash(p)
    \/ CrashCoordinator
    \/ \E m \in network : Lose(m)

FailuresStop == <>[][~Failure]_vars

LiveSpec ==
    /\ Spec
    /\ ParticipantFairness
    /\ CoordinatorFairness
    /\ CoordinatorComesBack
    /\ FailuresStop

(***************************************************************************)
(* Every participant ends the transaction; and the coordinator, unless it  *)
(* never began, forgets it.                                                *)
(***************************************************************************)
EveryParticipantEnds ==
    <>[](\A p \in Participant : phase[p] \in {"done", "aborted"})

EveryTransactionEnds ==
    EveryParticipantEnds /\ <>[](stage \in {"idle", "forgotten"})

(***************************************************************************)
(* The weakness of two-phase commit.  If the coordinator may stay down for *)
(* good, participants in doubt may wait for ever: EveryParticipantEnds     *)
(* fails.  Only they do.                                                   *)
(***************************************************************************)
CoordinatorLostSpec == Spec /\ ParticipantFairness /\ CoordinatorFairness /\ FailuresStop

OnlyThoseInDoubtAreBlocked ==
    <>[](\A p \in Participant : phase[p] \in {"done", "aborted", "prepared"})
=============================================================================
