--------------------------- MODULE MCStableStorage ---------------------------
(***************************************************************************)
(* Slips of stable storage, each of which overrides one named operator of  *)
(* the spec.                                                               *)
(***************************************************************************)
EXTENDS StableStorage

\* BothWritten: a Put is complete when A is written.  B stays as it was.
OneWritten == TRUE

\* AfterWrite: the write is not forced to the disk.
NoSync == "check"

\* Matches: what was written is taken to be on the disk.
NoReadBack(r) == TRUE

\* Equal: the scan repairs bad copies, but lets two good ones differ.
BothGood(r) == first # Bad /\ r # Bad

\* Survivor: the older of two good copies is copied over the newer.
OlderSurvives(a, b) ==
    CASE a = Bad -> b
      [] b = Bad -> a
      [] OTHER   -> IF a.version <= b.version THEN a ELSE b

\* Believed: the first report that a copy is bad is believed.
BelievedAtOnce(r) == TRUE
==============================================================================
