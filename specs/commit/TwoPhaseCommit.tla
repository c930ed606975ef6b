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
(***************************************************************************)
EXTENDS FiniteSets

CONSTANTS
    Coordinator,  \* the name of the process that coordinates
    Participant,  \* the names of the processes whose data the transaction changes
    Page,         \* the pages that it changes at each of them
    Lossy         \* TRUE: messages may vanish from the network; see Lose

ASSUME
    /\ Coordinator \notin Participant
    /\ Participant # {}
    /\ IsFiniteSet(Participant)
    /\ IsFiniteSet(Page)
    /\ Lossy \in BOOLEAN

VARIABLES
    \* A participant.
    phase,    \* phase[p]: what p is doing about the transaction
    log,      \* log[p]: on disk, the latest entry in p's log
    data,     \* data[p]: on disk, the pages that hold their new values
    \* The coordinator.
    stage,    \* what it is doing about the transaction
    votes,    \* the participants whose yes it has received
    acks,     \* the participants known to have carried out their intentions
    record,   \* on disk: "none" or "commit"
    outcome,  \* what it has told its client; nothing reads it but properties
    \* Between them.
    network   \* all messages under way

participantVars == <<phase, log, data>>
coordinatorVars == <<stage, votes, acks, record, outcome>>
vars == <<participantVars, coordinatorVars, network>>

-----------------------------------------------------------------------------
(***************************************************************************)
(* A participant is working on the transaction, or has not yet heard of    *)
(* it; is writing its intentions to the log; prepared, that is in doubt;   *)
(* writing that the transaction committed; carrying out its intentions;    *)
(* done; or writing that the transaction aborted; or has aborted it.       *)
(***************************************************************************)
Phase ==
    {"working", "preparing", "prepared", "committing", "committed", "done",
     "aborting", "aborted", "down"}

(***************************************************************************)
(* Entries of a participant's log.  "prepared" and "committed" hold the    *)
(* intentions.  "done" and "aborted" need no more than the identifier.     *)
(***************************************************************************)
Entry == {"none", "prepared", "committed", "done", "aborted"}

(***************************************************************************)
(* The coordinator has not begun; collects votes; writes its commit        *)
(* record; has committed, and tells everyone until all have acknowledged;  *)
(* or knows nothing of the transaction any more, since it aborted, since   *)
(* all have acknowledged the commit or since it crashed before deciding.   *)
(***************************************************************************)
Stage == {"idle", "collecting", "committing", "committed", "forgotten", "down"}

Message ==
    [type : {"prepare", "commit", "abort"}, from : {Coordinator}, to : Participant]
        \cup
    [type : {"yes", "no", "ack", "inquiry"}, from : Participant, to : {Coordinator}]

TypeOK ==
    /\ phase \in [Participant -> Phase]
    /\ log \in [Participant -> Entry]
    /\ data \in [Participant -> SUBSET Page]
    /\ stage \in Stage
    /\ votes \subseteq Participant
    /\ acks \subseteq Participant
    /\ record \in {"none", "commit"}
    /\ outcome \in {"none", "commit", "abort"}
    /\ network \subseteq Message

-----------------------------------------------------------------------------
(***************************************************************************)
(* The network is the set of all messages sent.  Receiving a message does  *)
(* not remove it: it may come again, at any time, and in any order with    *)
(* others.  That it never comes is its loss.  No step depends on the       *)
(* absence of a message, so for safety nothing more is needed.  Where      *)
(* Lossy, a message really goes, and comes only if it is sent again: that  *)
(* is what the retries are for, and matters to liveness alone.             *)
(***************************************************************************)
Deliverable(p) == {m \in network : m.to = p}

(***************************************************************************)
(* Messages of a participant to the coordinator, and of it to a set of     *)
(* participants.                                                           *)
(***************************************************************************)
Tell(p, type) == [type |-> type, from |-> p, to |-> Coordinator]
Orders(type, P) == {[type |-> type, from |-> Coordinator, to |-> p] : p \in P}

Send(M) == network' = network \cup M

Lose(m) ==
    /\ Lossy
    /\ network' = network \ {m}
    /\ UNCHANGED <<participantVars, coordinatorVars>>

(***************************************************************************)
(* What is on disk after new has been written over old.                    *)
(***************************************************************************)
Written(old, new) == new

-----------------------------------------------------------------------------
Init ==
    /\ phase = [p \in Participant |-> "working"]
    /\ log = [p \in Participant |-> "none"]
    /\ data = [p \in Participant |-> {}]
    /\ stage = "idle"
    /\ votes = {}
    /\ acks = {}
    /\ record = "none"
    /\ outcome = "none"
    /\ network = {}

-----------------------------------------------------------------------------
(* PHASE ONE: every participant records its intentions and votes.          *)

(***************************************************************************)
(* The client asks for the commit; the coordinator asks all participants   *)
(* to prepare.  Nothing is written.                                        *)
(***************************************************************************)
Begin ==
    /\ stage = "idle"
    /\ stage' = "collecting"
    /\ Send(Orders("prepare", Participant))
    /\ UNCHANGED <<participantVars, votes, acks, record, outcome>>

(***************************************************************************)
(* A participant that can do its part begins to write its intentions.  It  *)
(* locks what they touch.                                                  *)
(***************************************************************************)
Prepare(p, m) ==
    /\ m.type = "prepare"
    /\ phase[p] = "working"
    /\ phase' = [phase EXCEPT ![p] = "preparing"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The intentions are on disk: the participant votes yes.  From here on it *)
(* can do its part whatever happens, and is in doubt: the decision is no   *)
(* longer its own.                                                         *)
(***************************************************************************)
LogPrepared(p) ==
    /\ phase[p] = "preparing"
    /\ phase' = [phase EXCEPT ![p] = "prepared"]
    /\ log' = [log EXCEPT ![p] = Written(@, "prepared")]
    /\ Send({Tell(p, "yes")})
    /\ UNCHANGED <<data, coordinatorVars>>

(***************************************************************************)
(* A participant that cannot do its part votes no: it aborts.              *)
(***************************************************************************)
VoteNo(p, m) ==
    /\ m.type = "prepare"
    /\ phase[p] = "working"
    /\ phase' = [phase EXCEPT ![p] = "aborting"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* A participant asked before, or asked again, does not answer again.      *)
(***************************************************************************)
RefusePrepare(p, m) ==
    /\ m.type = "prepare"
    /\ phase[p] \notin {"working", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Timeout: a participant that has not voted may abort alone.              *)
(***************************************************************************)
MayAbortAlone(p) == phase[p] = "working"

AbortAlone(p) ==
    /\ MayAbortAlone(p)
    /\ phase' = [phase EXCEPT ![p] = "aborting"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The coordinator collects the votes.                                     *)
(***************************************************************************)
ReceiveYes(m) ==
    /\ m.type = "yes"
    /\ stage = "collecting"
    /\ votes' = votes \cup {m.from}
    /\ UNCHANGED <<participantVars, stage, acks, record, outcome, network>>

RefuseYes(m) ==
    /\ m.type = "yes"
    /\ stage \notin {"collecting", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* A single no, or a timeout while votes are missing, aborts.  Nothing is  *)
(* written: the coordinator tells everyone, and forgets.                   *)
(***************************************************************************)
GiveUp ==
    /\ stage' = "forgotten"
    /\ votes' = {}
    /\ outcome' = "abort"
    /\ Send(Orders("abort", Participant))
    /\ UNCHANGED <<participantVars, acks, record>>

ReceiveNo(m) ==
    /\ m.type = "no"
    /\ stage = "collecting"
    /\ GiveUp

RefuseNo(m) ==
    /\ m.type = "no"
    /\ stage \notin {"collecting", "down"}
    /\ UNCHANGED vars

TimeOut ==
    /\ stage = "collecting"
    /\ GiveUp

-----------------------------------------------------------------------------
(* THE COMMIT POINT.                                                       *)

(***************************************************************************)
(* All have voted yes: the coordinator begins to write its commit record.  *)
(***************************************************************************)
AllVotedYes == votes = Participant

Decide ==
    /\ stage = "collecting"
    /\ AllVotedYes
    /\ stage' = "committing"
    /\ UNCHANGED <<participantVars, votes, acks, record, outcome, network>>

(***************************************************************************)
(* The record is on disk: this commits the transaction.  Only now does     *)
(* anyone hear of it.                                                      *)
(***************************************************************************)
LogCommit ==
    /\ stage = "committing"
    /\ stage' = "committed"
    /\ votes' = {}
    /\ record' = Written(record, "commit")
    /\ outcome' = "commit"
    /\ Send(Orders("commit", Participant))
    /\ UNCHANGED <<participantVars, acks>>

-----------------------------------------------------------------------------
(* PHASE TWO: every participant carries out its intentions, or drops them. *)

(***************************************************************************)
(* A participant in doubt hears that the transaction committed, and begins *)
(* to write that to its log.                                               *)
(***************************************************************************)
Commit(p, m) ==
    /\ m.type = "commit"
    /\ phase[p] = "prepared"
    /\ phase' = [phase EXCEPT ![p] = "committing"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

LogCommitted(p) ==
    /\ phase[p] = "committing"
    /\ phase' = [phase EXCEPT ![p] = "committed"]
    /\ log' = [log EXCEPT ![p] = Written(@, "committed")]
    /\ UNCHANGED <<data, coordinatorVars, network>>

(***************************************************************************)
(* It writes the pages, in any order and as often as crashes make it.      *)
(***************************************************************************)
Apply(p, i) ==
    /\ phase[p] = "committed"
    /\ data' = [data EXCEPT ![p] = @ \cup {i}]
    /\ UNCHANGED <<phase, log, coordinatorVars, network>>

(***************************************************************************)
(* When all are written it erases its intentions, unlocks, and lets the    *)
(* coordinator know.  One step: nothing that it causes is seen before the  *)
(* log is on disk.                                                         *)
(***************************************************************************)
AllApplied(p) == data[p] = Page

Finish(p) ==
    /\ phase[p] = "committed"
    /\ AllApplied(p)
    /\ phase' = [phase EXCEPT ![p] = "done"]
    /\ log' = [log EXCEPT ![p] = Written(@, "done")]
    /\ Send({Tell(p, "ack")})
    /\ UNCHANGED <<data, coordinatorVars>>

(***************************************************************************)
(* A participant that is done and is told again: its acknowledgement may   *)
(* have been lost.                                                         *)
(***************************************************************************)
AcknowledgeAgain(p, m) ==
    /\ m.type = "commit"
    /\ phase[p] = "done"
    /\ Send({Tell(p, "ack")})
    /\ UNCHANGED <<participantVars, coordinatorVars>>

RefuseCommit(p, m) ==
    /\ m.type = "commit"
    /\ phase[p] \notin {"prepared", "done", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* A participant that has not decided hears that the transaction aborted.  *)
(***************************************************************************)
Abort(p, m) ==
    /\ m.type = "abort"
    /\ phase[p] \in {"working", "prepared"}
    /\ phase' = [phase EXCEPT ![p] = "aborting"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The abort is on disk.  A participant that never voted yes says no, so   *)
(* that the coordinator need not wait for its timeout.                     *)
(***************************************************************************)
LogAborted(p) ==
    /\ phase[p] = "aborting"
    /\ phase' = [phase EXCEPT ![p] = "aborted"]
    /\ log' = [log EXCEPT ![p] = Written(@, "aborted")]
    /\ Send(IF log[p] = "none" THEN {Tell(p, "no")} ELSE {})
    /\ UNCHANGED <<data, coordinatorVars>>

(***************************************************************************)
(* It is ignored by a participant that has decided, and by one that is     *)
(* busy writing: that one will ask.                                        *)
(***************************************************************************)
RefuseAbort(p, m) ==
    /\ m.type = "abort"
    /\ phase[p] \notin {"working", "prepared", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Timeout: a participant in doubt must ask, again and again.              *)
(***************************************************************************)
Inquire(p) ==
    /\ phase[p] = "prepared"
    /\ Send({Tell(p, "inquiry")})
    /\ UNCHANGED <<participantVars, coordinatorVars>>

(***************************************************************************)
(* The coordinator answers what it knows.  If it knows nothing, then it    *)
(* aborted the transaction, or everyone has carried it out: the abort is   *)
(* presumed.  If it does not know yet, it does not answer.                 *)
(***************************************************************************)
AnswerCommit(m) ==
    /\ m.type = "inquiry"
    /\ stage = "committed"
    /\ Send(Orders("commit", {m.from}))
    /\ UNCHANGED <<participantVars, coordinatorVars>>

AnswerAbort(m) ==
    /\ m.type = "inquiry"
    /\ stage = "forgotten"
    /\ Send(Orders("abort", {m.from}))
    /\ UNCHANGED <<participantVars, coordinatorVars>>

RefuseInquiry(m) ==
    /\ m.type = "inquiry"
    /\ stage \notin {"committed", "forgotten", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Timeout: the coordinator tells those again that have not acknowledged.  *)
(***************************************************************************)
ResendCommit ==
    /\ stage = "committed"
    /\ acks # Participant
    /\ Send(Orders("commit", Participant \ acks))
    /\ UNCHANGED <<participantVars, coordinatorVars>>

ReceiveAck(m) ==
    /\ m.type = "ack"
    /\ stage = "committed"
    /\ acks' = acks \cup {m.from}
    /\ UNCHANGED <<participantVars, stage, votes, record, outcome, network>>

RefuseAck(m) ==
    /\ m.type = "ack"
    /\ stage \notin {"committed", "down"}
    /\ UNCHANGED vars

(***************************************************************************)
(* Nobody can be in doubt any more: the coordinator erases its record.     *)
(* One step: should a crash undo the erasure, it just asks again.          *)
(***************************************************************************)
AllAcknowledged == acks = Participant

Forget ==
    /\ stage = "committed"
    /\ AllAcknowledged
    /\ stage' = "forgotten"
    /\ record' = "none"
    /\ acks' = {}
    /\ UNCHANGED <<participantVars, votes, outcome, network>>

-----------------------------------------------------------------------------
(* CRASHES.                                                                *)

(***************************************************************************)
(* A participant crashes: what it had in memory is lost, what arrives      *)
(* meanwhile too.                                                          *)
(***************************************************************************)
Crash(p) ==
    /\ phase[p] # "down"
    /\ phase' = [phase EXCEPT ![p] = "down"]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* Its log tells where it was.  Without an entry it has not voted, and is  *)
(* free; after "prepared" it is in doubt, and must ask; after "committed"  *)
(* it carries its intentions out from the beginning.                       *)
(***************************************************************************)
Recovered(entry) == IF entry = "none" THEN "working" ELSE entry

Recover(p) ==
    /\ phase[p] = "down"
    /\ phase' = [phase EXCEPT ![p] = Recovered(log[p])]
    /\ UNCHANGED <<log, data, coordinatorVars, network>>

(***************************************************************************)
(* The coordinator crashes.                                                *)
(***************************************************************************)
CrashCoordinator ==
    /\ stage # "down"
    /\ stage' = "down"
    /\ votes' = {}
    /\ acks' = {}
    /\ UNCHANGED <<participantVars, record, outcome, network>>

(***************************************************************************)
(* With a commit record it goes on telling everyone; without one it        *)
(* presumes that the transaction aborted.                                  *)
(***************************************************************************)
RecoveredStage(r) == IF r = "commit" THEN "committed" ELSE "forgotten"

RecoverCoordinator ==
    /\ stage = "down"
    /\ stage' = RecoveredStage(record)
    /\ UNCHANGED <<participantVars, votes, acks, record, outcome, network>>

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
==============================================================================
