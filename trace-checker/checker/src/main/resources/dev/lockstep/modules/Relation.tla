----------------------------- MODULE Relation ------------------------------
(* Properties of relations on a set S.  A relation is a function R of pairs: *)
(* R[x, y] is TRUE or FALSE; or, where the name ends in Under, an operator.  *)
(* The names and the meaning are those of the CommunityModules; the text is  *)
(* Lockstep's.                                                               *)
EXTENDS Naturals, FiniteSets

LOCAL Pairs(op(_, _), S) == [p \in S \X S |-> op(p[1], p[2])]

IsReflexive(R, S) == \A x \in S : R[x, x]
IsReflexiveUnder(op(_, _), S) == IsReflexive(Pairs(op, S), S)

IsIrreflexive(R, S) == \A x \in S : ~R[x, x]
IsIrreflexiveUnder(op(_, _), S) == IsIrreflexive(Pairs(op, S), S)

IsSymmetric(R, S) == \A x, y \in S : R[x, y] => R[y, x]
IsSymmetricUnder(op(_, _), S) == IsSymmetric(Pairs(op, S), S)

IsAntiSymmetric(R, S) == \A x, y \in S : x # y => ~(R[x, y] /\ R[y, x])
IsAntiSymmetricUnder(op(_, _), S) == IsAntiSymmetric(Pairs(op, S), S)

IsAsymmetric(R, S) == \A x, y \in S : R[x, y] => ~R[y, x]
IsAsymmetricUnder(op(_, _), S) == IsAsymmetric(Pairs(op, S), S)

IsTransitive(R, S) == \A x, y, z \in S : R[x, y] /\ R[y, z] => R[x, z]
IsTransitiveUnder(op(_, _), S) == IsTransitive(Pairs(op, S), S)

IsStrictlyPartiallyOrdered(R, S) ==
  IsIrreflexive(R, S) /\ IsAntiSymmetric(R, S) /\ IsTransitive(R, S)
IsStrictlyPartiallyOrderedUnder(op(_, _), S) ==
  IsStrictlyPartiallyOrdered(Pairs(op, S), S)

IsPartiallyOrdered(R, S) ==
  IsReflexive(R, S) /\ IsAntiSymmetric(R, S) /\ IsTransitive(R, S)
IsPartiallyOrderedUnder(op(_, _), S) == IsPartiallyOrdered(Pairs(op, S), S)

IsStrictlyTotallyOrdered(R, S) ==
  IsStrictlyPartiallyOrdered(R, S) /\ \A x, y \in S : x # y => R[x, y] \/ R[y, x]
IsStrictlyTotallyOrderedUnder(op(_, _), S) == IsStrictlyTotallyOrdered(Pairs(op, S), S)

IsTotallyOrdered(R, S) ==
  IsPartiallyOrdered(R, S) /\ \A x, y \in S : R[x, y] \/ R[y, x]
IsTotallyOrderedUnder(op(_, _), S) == IsTotallyOrdered(Pairs(op, S), S)

\* Whether one gets from x to y by one step of R or more; after Warshall.
TransitiveClosure(R, S) ==
  LET over[T \in SUBSET S] ==
        IF T = {}
        THEN [x, y \in S |-> R[x, y]]
        ELSE LET via == CHOOSE x \in T : TRUE
                 less == over[T \ {via}]
             IN  [x, y \in S |-> less[x, y] \/ (less[x, via] /\ less[via, y])]
  IN  over[S]

\* The same by any number of steps.
ReflexiveTransitiveClosure(R, S) ==
  LET closure == TransitiveClosure(R, S)
  IN  [x, y \in S |-> x = y \/ closure[x, y]]

\* Whether one gets from everywhere to everywhere.
IsConnected(R, S) ==
  LET reaches == ReflexiveTransitiveClosure(R, S)
  IN  \A x, y \in S : reaches[x, y]
=============================================================================
