--------------------------- MODULE FiniteSetsExt ---------------------------
(* More operators on finite sets.  The names and the meaning are those of    *)
(* the CommunityModules; the text is Lockstep's.                             *)
EXTENDS Integers, FiniteSets, Folds, Functions

\* Combines the elements of a set with base, in any order.
FoldSet(op(_, _), base, set) ==
  FoldFunctionOnSet(op, base, [x \in set |-> x], set)

\* FoldSet with its last two arguments the other way round.
ReduceSet(op(_, _), set, acc) == FoldSet(op, acc, set)

\* The sum, and the product, of a set of integers.
SumSet(set) == FoldSet(+, 0, set)
ProductSet(set) == FoldSet(LAMBDA x, y : x * y, 1, set)

\* The sum of what op makes of the elements; equal ones count each time.
MapThenSumSet(op(_), set) ==
  FoldFunctionOnSet(+, 0, [x \in set |-> op(x)], set)

\* The elements of the elements.
FlattenSet(S) == UNION S

\* The elements of one of the sets alone.
SymDiff(A, B) == {x \in A \cup B : x \notin A \cap B}

\* How many elements have the property.
Quantify(S, P(_)) == Cardinality({x \in S : P(x)})

\* The subsets of S that have k elements.
kSubset(k, S) == {T \in SUBSET S : Cardinality(T) = k}

\* The greatest and the least of a set of integers that is not empty.
Max(S) == CHOOSE m \in S : \A x \in S : m >= x
Min(S) == CHOOSE m \in S : \A x \in S : m <= x

\* The sets that one gets by taking an element of each set.
Choices(Sets) ==
  {Range(choice) :
     choice \in {f \in [Sets -> UNION Sets] : \A T \in Sets : f[T] \in T}}

\* The only element with the property: there must be one, and not two.
ChooseUnique(S, P(_)) ==
  CHOOSE x \in S : P(x) /\ \A y \in S : P(y) => y = x
=============================================================================
