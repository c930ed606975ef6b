---------------------------- MODULE MCMultiPaxos ----------------------------
(***************************************************************************)
(* What the models of MultiPaxos need beside the spec; MCPaxos has the     *)
(* longer comments.                                                        *)
(***************************************************************************)
EXTENDS MultiPaxos, TLC

AnyId ==
    CHOOSE f \in [Leader -> 0 .. N - 1] :
        \A p, q \in Leader : f[p] = f[q] => p = q

Majorities == {Q \in SUBSET Acceptor : 2 * Cardinality(Q) > Cardinality(Acceptor)}

WithTheFirst == {Q \in SUBSET Acceptor : (CHOOSE a \in Acceptor : TRUE) \in Q}

Symmetric == Permutations(Acceptor) \cup Permutations(Value)

Unsettled ==
    down
        \cup {<<"acceptor", a>> : a \in {b \in Acceptor : outbox[b] # {}}}
        \cup {<<"leader", p>> : p \in {q \in Leader : phase[q] = "numbering"}}

SettleFirst ==
    \/ Unsettled = {}
    \/ \E x \in Unsettled :
        \/ (x \in down) # (x \in down')
        \/ x[1] = "acceptor" /\ outbox'[x[2]] # outbox[x[2]]
        \/ x[1] = "leader" /\ phase'[x[2]] # phase[x[2]]

CrashThatMatters(role, n) ==
    Up(role, n) /\ (role = "acceptor" => outbox[n] # {})

NoCrash(role, n) == FALSE

Deaf(l) == FALSE

-----------------------------------------------------------------------------
(***************************************************************************)
(* Reachability: a no-op is chosen, in a slot that an earlier leader left  *)
(* empty.  A model must violate this.                                      *)
(***************************************************************************)
NoNoopIsChosen == \A s \in Slot : ~Chosen(s, Noop)

-----------------------------------------------------------------------------
(***************************************************************************)
(* The slips.                                                              *)
(***************************************************************************)

\* IsInherited: a new leader leaves the gaps as they are
OnlyReported(p, s) == Reported(p, s) # {}

\* Inherited: it fills every slot up to the last reported with a no-op
AllNoop(p, s) == IF IsInherited(p, s) THEN Noop ELSE None

\* ReportedVotes: the promise for all slots reports the votes of the first one only
FirstSlotOnly(a) == [s \in Slot |-> IF s = 1 THEN votes[a][s] ELSE NoVote]
=============================================================================
