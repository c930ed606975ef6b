--------------------------- MODULE ReplicatedLog ----------------------------
(***************************************************************************)
(* The problem that Raft solves: one log, which only grows, and only at    *)
(* its end.  D. Ongaro and J. Ousterhout, "In Search of an Understandable  *)
(* Consensus Algorithm", 2014, section 2: if the logs agree, deterministic *)
(* state machines that apply them agree too.                               *)
(*                                                                         *)
(* Abstracted away: everything but the outcome.  There are no servers; the *)
(* log is what they have committed among them.                             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT
    Entry       \* what the log is made of

VARIABLE
    log         \* what is committed so far

Log == Seq(Entry)

IsPrefix(a, b) == Len(a) <= Len(b) /\ a = SubSeq(b, 1, Len(a))

TypeOK == log \in Log

-----------------------------------------------------------------------------
(***************************************************************************)
(* Committing is not one entry at a time: an entry of an earlier term      *)
(* is committed only together with one of the leader's own.                *)
(***************************************************************************)
Init == log = <<>>

Grow ==
    /\ log' \in Log
    /\ IsPrefix(log, log')
    /\ log' # log

Next == Grow

Spec == Init /\ [][Next]_log

-----------------------------------------------------------------------------
(***************************************************************************)
(* What is committed stays what it is, where it is.                        *)
(***************************************************************************)
Permanence == [][\A i \in DOMAIN log : i \in DOMAIN log' /\ log'[i] = log[i]]_log

THEOREM Spec => []TypeOK /\ Permanence
=============================================================================
