------------------------------- MODULE Folds -------------------------------
(* The fold that the folds of the other modules are made of.  The names and  *)
(* the meaning are those of the CommunityModules; the text is Lockstep's.    *)

\* Takes the elements of S one by one, each time the one that choose picks of
\* those that are left, and combines f of it with the result for the others.
\* The result for {} is base.
MapThenFoldSet(op(_, _), base, f(_), choose(_), S) ==
  LET fold[rest \in SUBSET S] ==
        IF rest = {}
        THEN base
        ELSE LET picked == choose(rest)
             IN  op(f(picked), fold[rest \ {picked}])
  IN  fold[S]
=============================================================================
