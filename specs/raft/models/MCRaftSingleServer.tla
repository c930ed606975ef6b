------------------------- MODULE MCRaftSingleServer -------------------------
(***************************************************************************)
(* What the models of RaftSingleServer need: bounds, symmetry, the bug.    *)
(***************************************************************************)
EXTENDS RaftSingleServer, TLC

CONSTANTS
    MaxTerm,    \* terms up to this are explored
    MaxLog,     \* logs up to this length are explored
    InTerm1,    \* who stands for election in term 1
    InTerm2,    \* who does in term 2
    InTerm3     \* who does in term 3

Standing(t) == CASE t = 1 -> InTerm1 [] t = 2 -> InTerm2 [] OTHER -> InTerm3

Bounds ==
    /\ \A s \in Server : term[s] <= MaxTerm /\ Len(log[s]) <= MaxLog
    /\ \A s \in Server : IsCandidate(s) => s \in Standing(term[s])
    /\ \A r \in reigns : r.leader \in Standing(r.term)

\* Servers that the model does not tell apart.
AlikeSymmetric ==
    {p \in Permutations(Server) :
        \A C \in {Initial, InTerm1, InTerm2, InTerm3} \cup Membership :
            {p[s] : s \in C} = C}

\* TermsSoFar: nobody wastes a vote or learns of a term without voting in it or accepting
\* entries of it.
NoTerms == {}

\* HasCommittedInItsTerm: the algorithm as it was before July 2015.
BeforeJuly2015(l) == TRUE

\* OneApart: configurations may differ by more than one server.
AnyDistance(C, D) == C # D
=============================================================================
