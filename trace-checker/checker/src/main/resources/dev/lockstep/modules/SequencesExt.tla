---------------------------- MODULE SequencesExt ----------------------------
(* More operators on sequences.  The names and the meaning are those of the  *)
(* CommunityModules; the text is Lockstep's.                                 *)
EXTENDS Sequences, Naturals, FiniteSets, FiniteSetsExt, Folds, Functions, Bags, TLC

-----------------------------------------------------------------------------
(* Sets and sequences *)

\* The elements of a sequence.
ToSet(s) == {s[i] : i \in DOMAIN s}

\* The bag of the elements: how often each is there.
ToBag(s) == [x \in ToSet(s) |-> Cardinality({i \in DOMAIN s : s[i] = x})]

\* Puts the elements of S, one after the other as pick takes them, into a sequence.
LOCAL Listed(S, pick(_)) ==
  LET list[rest \in SUBSET S] ==
        IF rest = {}
        THEN << >>
        ELSE LET x == pick(rest)
             IN  <<x>> \o list[rest \ {x}]
  IN  list[S]

\* A sequence of the elements of S, each of them once.
SetToSeq(S) == Listed(S, LAMBDA rest : CHOOSE x \in rest : TRUE)

\* The same, sorted: op(x, y) says that x may come before y.
SetToSortSeq(S, op(_, _)) ==
  Listed(S, LAMBDA rest :
              CHOOSE x \in rest : \A y \in rest \ {x} : op(x, y) \/ ~op(y, x))

\* All sequences of the elements of S, each of them once.
SetToSeqs(S) == {f \in [1..Cardinality(S) -> S] : IsInjective(f)}

\* The same for all subsets of S.
SetToAllKPermutations(S) == UNION {SetToSeqs(T) : T \in SUBSET S}

\* The sequences over a set of length n, and of length up to n.
TupleOf(set, n) == [1..n -> set]
SeqOf(set, n) == UNION {[1..m -> set] : m \in 0..n}
BoundedSeq(S, n) == SeqOf(S, n)

-----------------------------------------------------------------------------
(* Elements *)

Contains(s, e) == \E i \in DOMAIN s : s[i] = e

\* Whether op holds of any two elements, the earlier one first.
IsSorted(s, op(_, _)) == \A j \in 1..Len(s) : \A i \in 1..j - 1 : op(s[i], s[j])

\* The index of the first, or last, element that passes the test; 0: none does.
\* The first pair looks at the elements from..to alone.
SelectInSubSeq(seq, from, to, Test(_)) ==
  LET found == {i \in from..to : Test(seq[i])}
  IN  IF found = {} THEN 0 ELSE Min(found)
SelectLastInSubSeq(seq, from, to, Test(_)) ==
  LET found == {i \in from..to : Test(seq[i])}
  IN  IF found = {} THEN 0 ELSE Max(found)
SelectInSeq(seq, Test(_)) == SelectInSubSeq(seq, 1, Len(seq), Test)
SelectLastInSeq(seq, Test(_)) == SelectLastInSubSeq(seq, 1, Len(seq), Test)

Front(s) == SubSeq(s, 1, Len(s) - 1)
Last(s) == s[Len(s)]

-----------------------------------------------------------------------------
(* Other sequences *)

Cons(elt, seq) == <<elt>> \o seq
Snoc(elt, seq) == Append(seq, elt)
Reverse(s) == [i \in 1..Len(s) |-> s[Len(s) + 1 - i]]

\* Without any element that equals e.
Remove(s, e) == SelectSeq(s, LAMBDA x : x # e)

\* With new instead of each element that equals old.
ReplaceAll(s, old, new) == [i \in 1..Len(s) |-> IF s[i] = old THEN new ELSE s[i]]

\* With e as element number i: one more, in place of another; with one less.
InsertAt(s, i, e) == SubSeq(s, 1, i - 1) \o <<e>> \o SubSeq(s, i, Len(s))
ReplaceAt(s, i, e) == [s EXCEPT ![i] = e]
RemoveAt(s, i) == SubSeq(s, 1, i - 1) \o SubSeq(s, i + 1, Len(s))

\* Without the first element that equals e, or that passes the test, if any.
RemoveFirstMatch(s, Test(_)) ==
  LET i == SelectInSeq(s, Test)
  IN  IF i = 0 THEN s ELSE RemoveAt(s, i)
RemoveFirst(s, e) == RemoveFirstMatch(s, LAMBDA x : x = e)

\* A number of 1..b instead of a number of 0..b-1, for rings of b elements.
SeqMod(a, b) == IF a % b = 0 THEN b ELSE a % b

-----------------------------------------------------------------------------
(* Prefixes and suffixes *)

IsPrefix(s, t) == Len(s) <= Len(t) /\ SubSeq(t, 1, Len(s)) = s
IsStrictPrefix(s, t) == IsPrefix(s, t) /\ Len(s) < Len(t)
IsSuffix(s, t) ==
  Len(s) <= Len(t) /\ SubSeq(t, Len(t) - Len(s) + 1, Len(t)) = s
IsStrictSuffix(s, t) == IsSuffix(s, t) /\ Len(s) < Len(t)

Prefixes(s) == {SubSeq(s, 1, n) : n \in 0..Len(s)}
Suffixes(s) == {SubSeq(s, n, Len(s)) : n \in 1..Len(s) + 1}

\* The sequences that are prefixes of all sequences of a set, and the longest.
CommonPrefixes(S) ==
  {p \in UNION {Prefixes(s) : s \in S} : \A s \in S : IsPrefix(p, s)}
LongestCommonPrefix(S) ==
  CHOOSE p \in CommonPrefixes(S) : \A q \in CommonPrefixes(S) : Len(q) <= Len(p)

-----------------------------------------------------------------------------
(* Folds *)

\* op(op(op(base, s[1]), s[2]), ...)
FoldLeft(op(_, _), base, seq) ==
  LET fold[n \in 0..Len(seq)] == IF n = 0 THEN base ELSE op(fold[n - 1], seq[n])
  IN  fold[Len(seq)]

\* op(s[1], op(s[2], ... op(s[n], base)))
FoldRight(op(_, _), seq, base) ==
  LET fold[n \in 1..Len(seq) + 1] ==
        IF n > Len(seq) THEN base ELSE op(seq[n], fold[n + 1])
  IN  fold[1]

\* The same in any order; here op(s[n], ... op(s[1], base)).
FoldSeq(op(_, _), base, seq) == FoldLeft(LAMBDA before, x : op(x, before), base, seq)

\* Folds of the indices instead of the elements.
FoldLeftDomain(op(_, _), base, seq) == FoldLeft(op, base, [i \in DOMAIN seq |-> i])
FoldRightDomain(op(_, _), seq, base) == FoldRight(op, [i \in DOMAIN seq |-> i], base)

-----------------------------------------------------------------------------
(* Sequences of sequences *)

\* One after the other; of strings, which are sequences to TLC, a string.
FlattenSeq(seqs) ==
  IF Len(seqs) = 0
  THEN seqs
  ELSE LET flat[n \in 1..Len(seqs)] ==
             IF n = 1 THEN seqs[1] ELSE flat[n - 1] \o seqs[n]
       IN  flat[Len(seqs)]

\* Pairs of an element of s and one of t, as many as the shorter one has.
Zip(s, t) == [i \in 1..Min({Len(s), Len(t)}) |-> <<s[i], t[i]>>]

\* <<s[1]>>, <<t[1]>>, <<s[2]>>, <<t[2]>>, ... of two sequences of one length.
\* Of two empty ones it is two empty sequences.
Interleave(s, t) ==
  IF Len(s) = 0 /\ Len(t) = 0
  THEN << << >>, << >> >>
  ELSE [i \in 1..2 * Len(s) |->
          IF i % 2 = 1 THEN <<s[(i + 1) \div 2]>> ELSE <<t[i \div 2]>>]

-----------------------------------------------------------------------------
(* Parts *)

\* The parts of s without gaps, and those with gaps too.
SubSeqs(s) == {SubSeq(s, i, j) : i \in 1..Len(s) + 1, j \in 0..Len(s)}
AllSubSeqs(s) ==
  {LET kept == SetToSortSeq(D, <) IN [i \in 1..Len(kept) |-> s[kept[i]]] :
     D \in SUBSET DOMAIN s}

\* The places where s is a part of t.
LOCAL Occurrences(s, t) ==
  {i \in 1..Len(t) - Len(s) + 1 : SubSeq(t, i, i + Len(s) - 1) = s}

\* The first place where s is a part of t, which it must be.
IndexFirstSubSeq(s, t) == Min(Occurrences(s, t))

\* The sequence t with r instead of its part s at place i.
ReplaceSubSeqAt(i, r, s, t) ==
  SubSeq(t, 1, i - 1) \o r \o SubSeq(t, i + Len(s), Len(t))

\* The sequence t with r instead of the first part s, if there is one.
ReplaceFirstSubSeq(r, s, t) ==
  IF Occurrences(s, t) = {} THEN t ELSE ReplaceSubSeqAt(IndexFirstSubSeq(s, t), r, s, t)

\* The sequence t with r instead of each part s; of parts that overlap the
\* earlier counts.  An empty s is before each element.
ReplaceAllSubSeqs(r, s, t) ==
  LET skipped == Len(s)
      none == SubSeq(t, 1, 0)
      places == Occurrences(s, t)
      from[i \in 1..Len(t) + 1] ==
        IF i > Len(t)
        THEN none
        ELSE IF skipped > 0 /\ i \in places
             THEN r \o from[i + skipped]
             ELSE (IF skipped = 0 THEN r ELSE none) \o SubSeq(t, i, i) \o from[i + 1]
  IN  IF s = t THEN r ELSE from[1]
=============================================================================
