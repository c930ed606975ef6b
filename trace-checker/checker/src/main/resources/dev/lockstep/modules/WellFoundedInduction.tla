------------------------ MODULE WellFoundedInduction -------------------------
(* The names of theorems of the TLA+ Proof System's library, so that specs   *)
(* whose proofs cite them load, and the operators that they speak of.  To a  *)
(* model checker a theorem is nothing, so that the statements are not here;  *)
(* proofs need the library itself.  The text is Lockstep's.                  *)
EXTENDS NaturalsInduction

\* The elements of S that are before x in the relation R, a set of pairs.
SetLessThan(x, R, S) == {y \in S : <<y, x>> \in R}

\* No sequence of elements of S goes down for ever.
IsWellFoundedOn(R, S) == ~\E f \in [Nat -> S] : \A n \in Nat : <<f[n + 1], f[n]>> \in R

OpToRel(_ \prec _, S) == {p \in S \X S : p[1] \prec p[2]}
IsTransitivelyClosedOn(R, S) ==
  \A i, j, k \in S : <<i, j>> \in R /\ <<j, k>> \in R => <<i, k>> \in R
WFDefOn(R, S, Def(_, _)) ==
  \A g, h : \A x \in S :
    (\A y \in SetLessThan(x, R, S) : g[y] = h[y]) => Def(g, x) = Def(h, x)
OpDefinesFcn(f, S, Def(_, _)) == f = CHOOSE g : g = [x \in S |-> Def(g, x)]
WFInductiveDefines(f, S, Def(_, _)) == f = [x \in S |-> Def(f, x)]
WFInductiveUnique(S, Def(_, _)) ==
  \A g, h : WFInductiveDefines(g, S, Def) /\ WFInductiveDefines(h, S, Def) => g = h
LexPairOrdering(R1, R2, S1, S2) ==
  {p \in (S1 \X S2) \X (S1 \X S2) :
     <<p[1][1], p[2][1]>> \in R1 \/ (p[1][1] = p[2][1] /\ <<p[1][2], p[2][2]>> \in R2)}
TransitiveClosureOn(R, S) ==
  {p \in S \X S :
     \A U \in SUBSET (S \X S) : R \cap (S \X S) \subseteq U /\ IsTransitivelyClosedOn(U, S) => p \in U}

THEOREM EmptyIsWellFounded == TRUE
THEOREM IsWellFoundedOnSubset == TRUE
THEOREM IsWellFoundedOnSubrelation == TRUE
THEOREM WFMin == TRUE
THEOREM MinWF == TRUE
THEOREM WellFoundedMin == TRUE
THEOREM WFInduction == TRUE
THEOREM WFInductiveDefLemma == TRUE
THEOREM WFInductiveDef == TRUE
THEOREM WFInductiveDefType == TRUE
THEOREM WFInductiveUniqueThm == TRUE
THEOREM TransitiveClosureThm == TRUE
THEOREM TransitiveClosureMinimal == TRUE
THEOREM TCTCTC == TRUE
THEOREM TCRTC == TRUE
THEOREM WFTransitiveClosure == TRUE
THEOREM NatLessThanWellFounded == TRUE
THEOREM LexPairOrderingWellFounded == TRUE
THEOREM WFLexPairOrdering == TRUE
THEOREM WFInverseImage == TRUE
=============================================================================
