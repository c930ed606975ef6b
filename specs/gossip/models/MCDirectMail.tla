---------------------------- MODULE MCDirectMail ----------------------------
(***************************************************************************)
(* What the models of DirectMail need: bounds, slips, each of which        *)
(* overrides an operator, and all states of the inductive invariant.       *)
(***************************************************************************)
EXTENDS DirectMail, MCSites

CONSTANT MaxTime

FewTimes == 1 .. MaxTime

AllKnown == [s \in Site |-> Site]

\* Known: nobody knows of the last site.
LastUnknown == [s \in Site |-> {r \in Site : Rank[r] # N - 1}]

\* MayUpdate: s1 issues as many updates as the bound allows, s2 one, the others none.
FirstAndSecond(s) ==
    Cardinality(issued[s]) < IF Rank[s] = 0 THEN MaxUpdates ELSE 1 - (Rank[s] \div 2)

\* MayUpdate: s1 alone issues updates.
FirstAlone(s) == Rank[s] = 0 /\ Cardinality(issued[s]) < MaxUpdates

\* MayCrash: s2 alone goes down.
SecondAlone(s) == Rank[s] = 1 /\ up[s]

\* NextTime: the time does not tell the site.
WithoutRank(s, d) == Stamp(CHOOSE r \in Site : Rank[r] = 0, Tick(LatestTime(d)) + 1)

\* NextTime: the time is that of a clock that is behind.
NotLater(s, d) == Stamp(s, 1)

-----------------------------------------------------------------------------
(***************************************************************************)
(* Every state of Inv with few and early times: the updates issued, one    *)
(* at most of each time; what each site holds of them; mail about some.    *)
(***************************************************************************)
Early == 2 .. 4

OwnTimes(s) == {t \in Early : t % N = Rank[s]}

IssuedBy(s) ==
    {U \in SUBSET Updates(OwnTimes(s)) : \A u, v \in U : u.time = v.time => u = v}

Holding(U) ==
    {d \in Databases(Early) :
        /\ Contents(d) \subseteq U
        /\ \A k \in Key : d[k].time = 0 => d[k] = Nothing}

InvariantInit ==
    /\ issued \in {f \in [Site -> UNION {IssuedBy(s) : s \in Site}] :
                       \A s \in Site : f[s] \in IssuedBy(s)}
    /\ db \in [Site -> Holding(Problem!Issued)]
    /\ TimesAreOwn
    /\ up \in [Site -> BOOLEAN]
    /\ network \in SUBSET {m \in [type : {"mail"}, from : Site, to : Site,
                                  update : Problem!Issued] :
                              m.from # m.to /\ m.update \in issued[m.from]}

InvariantSpec == InvariantInit /\ [][Next]_vars

\* The successors are checked, not explored further.
OneStep == TLCGet("level") = 0

\* A step from any state of Inv is one of EventualConsistency.
RefinementStep == [][Problem!Next]_(Problem!vars)
=============================================================================
