----------------------------- MODULE MicroRaft ------------------------------
(***************************************************************************)
(* What is seen of MicroRaft, a Java Raft by others, while its nodes elect *)
(* leaders and replicate: each of its steps is one of RaftCore, or none.   *)
(* Actions have the names of its methods.  So a trace that is accepted is  *)
(* a behaviour of RaftCore, which has the five properties of Raft.         *)
(*                                                                         *)
(* Refusing is always allowed: MicroRaft refuses votes by the time since   *)
(* it last heard of a leader.  That it grants or accepts is allowed only   *)
(* where Raft does.                                                        *)
(*                                                                         *)
(* Messages are arguments.  Of entries a trace has the number and what     *)
(* they follow; they are those of the leader's log, of which a trace has   *)
(* the last index and term.                                                *)
(*                                                                         *)
(* Not looked at: pre-votes, what is sent, stable storage, snapshots,      *)
(* transfers of leadership, membership changes.                            *)
(***************************************************************************)
EXTENDS RaftCore

CONSTANTS
    NoOp,   \* what a leader adds to its log when it is elected
    None    \* stands for "no server"

VARIABLES
    votedFor,    \* votedFor[s]: whom s voted for in its term; or None
    role,        \* role[s]: as MicroRaft calls it
    commitIndex  \* commitIndex[s]: up to where s knows its log to be committed

seen == <<votedFor, role, commitIndex>>

microVars == <<vars, seen>>

Least(m, n) == IF m < n THEN m ELSE n

(***************************************************************************)
(* Seen of a server's log.                                                 *)
(***************************************************************************)
LastIndex(p) == Len(log[p])

LastLogTerm(p) == LastTerm(log[p])

-----------------------------------------------------------------------------
MicroInit ==
    /\ Init
    /\ votedFor = [s \in Server |-> None]
    /\ role = [s \in Server |-> "FOLLOWER"]
    /\ commitIndex = [s \in Server |-> 0]

Nothing == UNCHANGED microVars

Sees(p, v, r) ==
    /\ votedFor' = [votedFor EXCEPT ![p] = v]
    /\ role' = [role EXCEPT ![p] = r]

(***************************************************************************)
(* p comes to term t, if that is new to it, and follows in any case.       *)
(***************************************************************************)
Follow(p, t) ==
    /\ \/ LearnTerm(p, t) /\ Sees(p, None, "FOLLOWER")
       \/ t = term[p] /\ UNCHANGED vars /\ Sees(p, votedFor[p], "FOLLOWER")
    /\ UNCHANGED commitIndex

ToFollower(p, t) == Follow(p, t)

ToCandidate(p) ==
    /\ role[p] # "LEADER"
    /\ Campaign(p)
    /\ Sees(p, p, "CANDIDATE")
    /\ UNCHANGED commitIndex

-----------------------------------------------------------------------------
(***************************************************************************)
(* A vote is one of RaftCore, by what the request says of the candidate's  *)
(* log.  The candidate may have won or gone on in the meantime.            *)
(***************************************************************************)
GoodEnough(p, lastTerm, lastIndex) ==
    \/ lastTerm > LastLogTerm(p)
    \/ lastTerm = LastLogTerm(p) /\ lastIndex >= LastIndex(p)

HandleVoteRequest(p, candidate, t, lastTerm, lastIndex) ==
    \/ Nothing
    \/ LearnTerm(p, t) /\ Sees(p, None, "FOLLOWER") /\ UNCHANGED commitIndex
    \/ /\ GoodEnough(p, lastTerm, lastIndex)
       /\ IF IsCandidate(candidate) /\ term[candidate] = t
          THEN Vote(p, candidate)
          ELSE WasteVote(p, t)
       /\ term'[p] = t
       /\ Sees(p, candidate, "FOLLOWER")
       /\ UNCHANGED commitIndex

(***************************************************************************)
(* With the last vote that it needs p leads, and adds an entry of its term *)
(* to its log at once.                                                     *)
(***************************************************************************)
HandleVoteResponse(p, from, t, granted) ==
    \/ Nothing
    \/ LearnTerm(p, t) /\ Sees(p, None, "FOLLOWER") /\ UNCHANGED commitIndex
    \/ /\ role[p] = "CANDIDATE"
       /\ granted
       /\ t = term[p]
       /\ AppendCommand(p, NoOp)
       /\ Sees(p, votedFor[p], "LEADER")
       /\ UNCHANGED commitIndex

-----------------------------------------------------------------------------
Replicate(p, c) ==
    \/ Nothing
    \/ role[p] = "LEADER" /\ AppendCommand(p, c) /\ UNCHANGED seen

(***************************************************************************)
(* Entries, or none, of the leader of term t, that follow its prev-th.     *)
(***************************************************************************)
HandleAppendEntries(p, leader, t, prev, prevTerm, count, commit) ==
    IF t < term[p]
    THEN Nothing
    ELSE IF ~HasEntry(log[p], prev, prevTerm)
    THEN Follow(p, t)
    ELSE
        /\ \E r \in reigns :
            /\ r.leader = leader
            /\ r.term = t
            /\ prev + count <= Len(r.log)
            /\ TermAt(r.log, prev) = prevTerm
            /\ Accept(p, r, prev, prev + count)
        /\ Sees(p, IF t > term[p] THEN None ELSE votedFor[p], "FOLLOWER")
        /\ commitIndex' =
            [commitIndex EXCEPT ![p] = Max(@, Least(commit, prev + count))]

(***************************************************************************)
(* A leader that learns what a follower has may commit.                    *)
(***************************************************************************)
HandleAppended(p, from, t, index) ==
    \/ Nothing
    \/ LearnTerm(p, t) /\ Sees(p, None, "FOLLOWER") /\ UNCHANGED commitIndex
    \/ /\ role[p] = "LEADER"
       /\ \E i \in DOMAIN log[p] :
            /\ Commit(p, i)
            /\ commitIndex' = [commitIndex EXCEPT ![p] = i]
       /\ UNCHANGED <<votedFor, role>>

HandleAppendFailure(p, from, t) ==
    \/ Nothing
    \/ LearnTerm(p, t) /\ Sees(p, None, "FOLLOWER") /\ UNCHANGED commitIndex

-----------------------------------------------------------------------------
MicroNext ==
    \E p \in Server :
        \/ ToCandidate(p)
        \/ \E t \in Nat : ToFollower(p, t)
        \/ \E candidate \in Server, t, lastTerm, lastIndex \in Nat :
            HandleVoteRequest(p, candidate, t, lastTerm, lastIndex)
        \/ \E from \in Server, t \in Nat, granted \in BOOLEAN :
            HandleVoteResponse(p, from, t, granted)
        \/ \E c \in Command : Replicate(p, c)
        \/ \E leader \in Server, t, prev, prevTerm, count, commit \in Nat :
            HandleAppendEntries(p, leader, t, prev, prevTerm, count, commit)
        \/ \E from \in Server, t, index \in Nat : HandleAppended(p, from, t, index)
        \/ \E from \in Server, t \in Nat : HandleAppendFailure(p, from, t)

MicroSpec == MicroInit /\ [][MicroNext]_microVars

-----------------------------------------------------------------------------
(***************************************************************************)
(* One leader in a term; and what a server knows to be committed is.       *)
(***************************************************************************)
OneLeaderPerTerm ==
    \A s, q \in Server :
        role[s] = "LEADER" /\ role[q] = "LEADER" /\ term[s] = term[q] => s = q

KnowsOnlyTheCommitted ==
    \A s \in Server : commitIndex[s] > 0 => IsCommitted(log[s], commitIndex[s])
=============================================================================
