-------------------------- MODULE FunctionTheorems --------------------------
(* The names of theorems of the TLA+ Proof System's library, so that specs   *)
(* whose proofs cite them load.  To a model checker a theorem is nothing, so *)
(* that the statements are not here; proofs need the library itself.         *)
EXTENDS Functions, Integers

THEOREM Fun_Bijection == TRUE
THEOREM Fun_CantorBernsteinSchroeder == TRUE
THEOREM Fun_ExistInj_Sub == TRUE
THEOREM Fun_ExistsBij == TRUE
THEOREM Fun_ExistsInj == TRUE
THEOREM Fun_ExistsSurj == TRUE
THEOREM Fun_Injection == TRUE
THEOREM Fun_Inverse == TRUE
THEOREM Fun_InverseInjInv == TRUE
THEOREM Fun_IsInj == TRUE
THEOREM Fun_JectionThm == TRUE
THEOREM Fun_NatBijSame == TRUE
THEOREM Fun_NatInjLeq == TRUE
THEOREM Fun_NatSurjEq == TRUE
THEOREM Fun_Range == TRUE
THEOREM Fun_RangeProperties == TRUE
THEOREM Fun_Surjection == TRUE
=============================================================================
