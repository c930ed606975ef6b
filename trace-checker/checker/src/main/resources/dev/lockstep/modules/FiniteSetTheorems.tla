------------------------- MODULE FiniteSetTheorems --------------------------
(* The names of theorems of the TLA+ Proof System's library, so that specs   *)
(* whose proofs cite them load.  To a model checker a theorem is nothing, so *)
(* that the statements are not here; proofs need the library itself.         *)
EXTENDS FiniteSets, Integers

THEOREM FS_AddElement == TRUE
THEOREM FS_Bijection == TRUE
THEOREM FS_BoundedSetOfNaturals == TRUE
THEOREM FS_CardinalityDiff == TRUE
THEOREM FS_CardinalityType == TRUE
THEOREM FS_CountingElements == TRUE
THEOREM FS_Difference == TRUE
THEOREM FS_EmptySet == TRUE
THEOREM FS_FiniteSubsetsOfFinite == TRUE
THEOREM FS_Image == TRUE
THEOREM FS_Induction == TRUE
THEOREM FS_Injection == TRUE
THEOREM FS_Intersection == TRUE
THEOREM FS_Interval == TRUE
THEOREM FS_MajoritiesIntersect == TRUE
THEOREM FS_NatBijection == TRUE
THEOREM FS_NonEmptySet == TRUE
THEOREM FS_PigeonHole == TRUE
THEOREM FS_Product == TRUE
THEOREM FS_RemoveElement == TRUE
THEOREM FS_SUBSET == TRUE
THEOREM FS_SameCardinalityBij == TRUE
THEOREM FS_Singleton == TRUE
THEOREM FS_StrictSubsetOrderingWellFounded == TRUE
THEOREM FS_Subset == TRUE
THEOREM FS_Surjection == TRUE
THEOREM FS_TwoElements == TRUE
THEOREM FS_UNION == TRUE
THEOREM FS_Union == TRUE
THEOREM FS_WFInduction == TRUE
=============================================================================
