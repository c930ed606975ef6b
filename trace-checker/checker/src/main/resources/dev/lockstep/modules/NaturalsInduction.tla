-------------------------- MODULE NaturalsInduction --------------------------
(* The names of theorems of the TLA+ Proof System's library, so that specs   *)
(* whose proofs cite them load, and the operators that they speak of.  To a  *)
(* model checker a theorem is nothing, so that the statements are not here;  *)
(* proofs need the library itself.  The text is Lockstep's.                  *)
EXTENDS Integers

\* f is defined on Nat by its value at 0 and by Def of the value before.
NatInductiveDefHypothesis(f, f0, Def(_, _)) ==
  f = CHOOSE g : g = [i \in Nat |-> IF i = 0 THEN f0 ELSE Def(g[i - 1], i)]
NatInductiveDefConclusion(f, f0, Def(_, _)) ==
  f = [i \in Nat |-> IF i = 0 THEN f0 ELSE Def(f[i - 1], i)]

\* The same on m..n.
FiniteNatInductiveDefHypothesis(f, c, Def(_, _), m, n) ==
  f = CHOOSE g : g = [i \in m..n |-> IF i = m THEN c ELSE Def(g[i - 1], i)]
FiniteNatInductiveDefConclusion(f, c, Def(_, _), m, n) ==
  f = [i \in m..n |-> IF i = m THEN c ELSE Def(f[i - 1], i)]

THEOREM NatInduction == TRUE
THEOREM GeneralNatInduction == TRUE
THEOREM DownwardNatInduction == TRUE
THEOREM IntervalInduction == TRUE
THEOREM SmallestNatural == TRUE
THEOREM RecursiveFcnOfNat == TRUE
THEOREM NatInductiveDef == TRUE
THEOREM NatInductiveDefType == TRUE
THEOREM NatInductiveUnique == TRUE
THEOREM FiniteNatInductiveDef == TRUE
THEOREM FiniteNatInductiveDefType == TRUE
THEOREM FiniteNatInductiveUnique == TRUE
=============================================================================
