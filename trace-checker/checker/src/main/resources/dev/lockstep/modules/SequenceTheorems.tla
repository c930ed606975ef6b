-------------------------- MODULE SequenceTheorems --------------------------
(* The names of theorems of the TLA+ Proof System's library, so that specs   *)
(* whose proofs cite them load.  To a model checker a theorem is nothing, so *)
(* that the statements are not here; proofs need the library itself.         *)
EXTENDS Sequences, Integers

THEOREM AppendInjective == TRUE
THEOREM AppendProperties == TRUE
THEOREM ConcatAssociative == TRUE
THEOREM ConcatEmptySeq == TRUE
THEOREM ConcatProperties == TRUE
THEOREM ConcatSimplifications == TRUE
THEOREM ElementOfSeq == TRUE
THEOREM EmptySeq == TRUE
THEOREM EmptySeqProperties == TRUE
THEOREM ExceptSeq == TRUE
THEOREM FrontLastAppend == TRUE
THEOREM FrontLastProperties == TRUE
THEOREM FrontProperties == TRUE
THEOREM HeadTailAppend == TRUE
THEOREM HeadTailOfAppend == TRUE
THEOREM HeadTailProperties == TRUE
THEOREM IsASeq == TRUE
THEOREM IsPrefixProperties == TRUE
THEOREM LastProperties == TRUE
THEOREM LenAxiom == TRUE
THEOREM LenDomain == TRUE
THEOREM LenInNat == TRUE
THEOREM LenProperties == TRUE
THEOREM ReverseEmpty == TRUE
THEOREM ReverseProperties == TRUE
THEOREM SeqDef == TRUE
THEOREM SeqEqual == TRUE
THEOREM SeqInjection == TRUE
THEOREM SequencesEmptyOrAppend == TRUE
THEOREM SequencesEmptyOrCons == TRUE
THEOREM SequencesInductionAppend == TRUE
THEOREM SequencesInductionTail == TRUE
THEOREM SubSeqEmpty == TRUE
THEOREM SubSeqProperties == TRUE
THEOREM SubSeqSimplifications == TRUE
=============================================================================
