------------------------ MODULE MCRaftCoreInvariant -------------------------
(***************************************************************************)
(* All states that satisfy the invariant, as initial states, up to a term  *)
(* and a length of logs.  They are made in the order of what depends on    *)
(* what: reigns; logs, which are prefixes of reigns' logs; terms and       *)
(* votes; what the leaders know; what is committed.  What the construction *)
(* does not give is then tested.                                           *)
(***************************************************************************)
EXTENDS RaftCoreInvariant, TLC

CONSTANTS
    MaxTerm,    \* terms up to this
    MaxLog      \* logs up to this length

Bounds ==
    \A s \in Server : term[s] <= MaxTerm /\ Len(log[s]) <= MaxLog

AllSymmetric == Permutations(Server)

\* Logs are told by the terms of their entries, as there is one command.
LogsTo(t) ==
    {[i \in DOMAIN ts |-> CommandEntry(ts[i], c)] :
        ts \in {ts \in UNION {[1 .. n -> 1 .. t] : n \in 0 .. MaxLog} :
                    \A i \in 2 .. Len(ts) : ts[i - 1] <= ts[i]},
        c \in Command}

ReignsIn(t) == {[term |-> t, leader |-> s, log |-> l] : s \in Server, l \in LogsTo(t)}

\* For each term a reign or none; each entry of a reign comes from that of its term.
IsProper(r, R) ==
    \A i \in DOMAIN r.log : r.log[i].term < r.term =>
        \E q \in R :
            /\ q.term = r.log[i].term
            /\ i <= Len(q.log)
            /\ Prefix(r.log, i) = Prefix(q.log, i)

RECURSIVE ReignsUpTo(_)
ReignsUpTo(t) ==
    IF t = 0 THEN {{}}
    ELSE LET before == ReignsUpTo(t - 1)
         IN  before \cup
                UNION {{R \cup {r} : r \in {r \in ReignsIn(t) : IsProper(r, R)}} :
                    R \in before}

PrefixesOf(R) ==
    {<<>>} \cup UNION {{Prefix(r.log, n) : n \in 0 .. Len(r.log)} : r \in R}

\* What each reign has committed: up to one of its own entries, or nothing.
MarksOf(r) == {0} \cup {i \in DOMAIN r.log : r.log[i].term = r.term}

CommittedBy(r, m, R, marks) ==
    {[index |-> j, entry |-> r.log[j], by |-> r.term] :
        j \in {j \in 1 .. m : \A q \in R : q.term < r.term => marks[q] < j}}

Marks(R) == {f \in [R -> 0 .. MaxLog] : \A r \in R : f[r] \in MarksOf(r)}

InvInit ==
    /\ reigns \in ReignsUpTo(MaxTerm)
    /\ log \in [Server -> PrefixesOf(reigns)]
    /\ term \in [Server -> 0 .. MaxTerm]
    /\ \A s \in Server : LastTerm(log[s]) <= term[s]
    /\ \A r \in reigns :
        /\ term[r.leader] >= r.term
        /\ term[r.leader] = r.term => log[r.leader] = r.log
    /\ voted \in {f \in [Server -> BOOLEAN] : \A s \in Server : term[s] = 0 => ~f[s]}
    /\ \E C \in SUBSET {s \in Server : voted[s]} :
        \E f \in [C -> {V \in SUBSET Server :
                            V # {} /\ ~IsQuorum(V, Simple(Initial))}] :
            votes = [s \in Server |-> IF s \in C THEN f[s] ELSE {}]
    /\ TermsAreInOrder
    /\ ReignsAreInOrder
    /\ VotesAreInOrder
    /\ VotesOfReignsAreSpent
    /\ LET L == {s \in Server : HasReigned(s)}
       IN  \E f \in [L -> [Server -> 0 .. MaxLog]] :
            match = [s \in Server |-> IF s \in L THEN f[s] ELSE Nobody]
    /\ MatchesAreInOrder
    /\ WhatMayBeCommittedIsSafe
    /\ \E marks \in Marks(reigns) :
        committed = UNION {CommittedBy(r, marks[r], reigns, marks) : r \in reigns}
    /\ Inv

InductiveSpec == InvInit /\ [][Work]_vars
=============================================================================
