------------------------ MODULE MCRaftCoreInvariant -------------------------
(***************************************************************************)
(* All states that satisfy the invariant, as initial states, up to a term  *)
(* and a length of logs.  They are made in the order of what depends on    *)
(* what: reigns, each on a piece of an earlier one; what is committed;     *)
(* logs, which are prefixes of reigns' logs; terms and votes; what has     *)
(* been accepted.  What the construction does not give is then tested, as  *)
(* soon as it can be.                                                      *)
(***************************************************************************)
EXTENDS RaftCoreInvariant, TLC

CONSTANTS
    MaxTerm,    \* terms up to this
    MaxLog      \* logs up to this length

Bounds ==
    \A s \in Server : term[s] <= MaxTerm /\ Len(log[s]) <= MaxLog

\* Servers that are in all configurations, or in the same of them.
AlikeSymmetric ==
    {p \in Permutations(Server) :
        \A C \in {Initial} \cup Membership : {p[s] : s \in C} = C}

-----------------------------------------------------------------------------
NextEntries(l, t) ==
    {CommandEntry(t, c) : c \in Command}
        \cup {ConfigEntry(t, g) : g \in Following(ConfigOf(l))}

\* What a leader of term t may make of log l.
RECURSIVE Grown(_, _)
Grown(l, t) ==
    {l} \cup
        IF Len(l) = MaxLog THEN {}
        ELSE UNION {Grown(Append(l, e), t) : e \in NextEntries(l, t)}

PrefixesOf(R) ==
    {<<>>} \cup UNION {{Prefix(r.log, n) : n \in 0 .. Len(r.log)} : r \in R}

ReignsIn(t, R) ==
    {[term |-> t, leader |-> s, log |-> l] :
        s \in Server, l \in UNION {Grown(k, t) : k \in PrefixesOf(R)}}

\* For each term a reign or none.
RECURSIVE ReignsUpTo(_)
ReignsUpTo(t) ==
    IF t = 0 THEN {{}}
    ELSE LET before == ReignsUpTo(t - 1)
         IN  before \cup UNION {{R \cup {r} : r \in ReignsIn(t, R)} : R \in before}

\* What each reign has committed: nothing, or entries of which the last is its own.
CommitsOf(r) ==
    {J \in SUBSET DOMAIN r.log :
        J # {} => \E m \in J : r.log[m].term = r.term /\ \A j \in J : j <= m}

Commits(R) ==
    {f \in [R -> SUBSET (1 .. MaxLog)] : \A r \in R : f[r] \in CommitsOf(r)}

\* Whom s may have votes of, as a candidate; {}: it is none.
VotesOf(s) ==
    {{}} \cup
        {V \in SUBSET Server :
            /\ s \in V
            /\ ~HasReigned(s)
            /\ LastTerm(log[s]) < term[s]
            /\ ~Wins(s, V)
            /\ \A v \in V : HasVoted(v, term[s])}

MatchesOf(s) ==
    IF HasReigned(s)
    THEN {f \in [Server -> 0 .. Len(log[s])] :
            \A v \in Server : f[v] > 0 => v # s /\ term[v] >= term[s]}
    ELSE {Nobody}

\* A condition, to be evaluated as one: TLC would go through the ways in which it holds.
Given(condition) == condition = TRUE

InvInit ==
    /\ reigns \in ReignsUpTo(MaxTerm)
    /\ \E f \in Commits(reigns) :
        committed = UNION {{[index |-> j, entry |-> r.log[j], by |-> r.term] :
                                j \in f[r]} : r \in reigns}
    /\ Given(CommittedIsInReigns)
    /\ Given(\A r \in reigns : ConfigsAreInOrder(r.log))
    /\ log \in [Server -> PrefixesOf(reigns)]
    /\ term \in [Server -> 0 .. MaxTerm]
    /\ Given(\A s \in Server : LastTerm(log[s]) <= term[s])
    /\ Given(\A r \in reigns :
        /\ term[r.leader] >= r.term
        /\ term[r.leader] = r.term => log[r.leader] = r.log)
    /\ voted \in [Server -> BOOLEAN]
    /\ Given(\A s \in Server : term[s] = 0 => ~voted[s])
    /\ Given(\A r \in reigns :
        /\ term[r.leader] = r.term => voted[r.leader]
        /\ IsQuorum({v \in Server : HasVoted(v, r.term)}, ConfigOf(Inherited(r))))
    /\ votes \in {f \in [Server -> SUBSET Server] : \A s \in Server : f[s] \in VotesOf(s)}
    /\ Given(CommittedIsKept)
    /\ match \in {f \in [Server -> {m \in [Server -> 0 .. MaxLog] :
                                    \E s \in Server : m \in MatchesOf(s)}] :
                    \A s \in Server : f[s] \in MatchesOf(s)}
    /\ Given(AcceptedIsKept)
    /\ Given(Inv)

InductiveSpec == InvInit /\ [][Next]_vars

-----------------------------------------------------------------------------
(* Slips, in the protocol and in the invariant. *)

\* HeldByQuorum: a majority of C_new is enough to commit.
HeldByNew(l, i) == HasMajority(Holders(l, i), Target(Config(l)))

\* JointCommitted: C_new follows while C_old,new is not committed.
NotWaitedFor(l) == TRUE

\* ConfigsAreInOrder: the configuration before need not have been committed.
AnyOrder(l) == TRUE
=============================================================================
