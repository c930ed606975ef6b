---------------------------- MODULE RaftLiveness ----------------------------
(***************************************************************************)
(* What Raft gets done when a majority of the servers neither crash nor    *)
(* lose contact, and some server stands for election alone: a leader is    *)
(* elected, and a change of the membership that was begun ends.  (It may   *)
(* end by being cut off, before it was committed.)                         *)
(*                                                                         *)
(* No algorithm elects a leader if timers may always fire at the wrong     *)
(* moment.  Here it is the models that say who stands in which term, and   *)
(* that in the last only one does.  Whether a leader is left in peace then *)
(* depends on time, and is in RaftLeadership.                              *)
(***************************************************************************)
EXTENDS Raft

CONSTANT
    Stable  \* the servers that do what they can do

ASSUME Stable \subseteq Server

(***************************************************************************)
(* What s does by itself sooner or later.  Nobody has to ask for a change; *)
(* but somebody asks for a command, for a leader can only finish a change  *)
(* that another began once it has committed an entry of its own.           *)
(***************************************************************************)
Due(s) ==
    \/ AskPreVotes(s)
    \/ BecomeLeader(s)
    \/ \E c \in Command : AppendCommand(s, c)
    \/ \E v \in Server : \E b \in Batches(s, v) : SendEntries(s, v, b)
    \/ \E i \in Indices(s) : Commit(s, i)
    \/ EndChange(s)
    \/ \E m \in Inbox(s) : Receive(s, m)

(***************************************************************************)
(* Standing is strongly fair: asking for pre-votes again forgets those     *)
(* that have come in.                                                      *)
(***************************************************************************)
Fairness == \A s \in Stable : WF_vars(Due(s)) /\ SF_vars(Campaign(s))

LiveSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
LeaderIsElected == <>[](\E s \in Stable : role[s] = "leader")

ChangesEnd == \A s \in Stable : IsJoint(Config(s)) ~> ~IsJoint(Config(s))

THEOREM LiveSpec => LeaderIsElected /\ ChangesEnd
=============================================================================
