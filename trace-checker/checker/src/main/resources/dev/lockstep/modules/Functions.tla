----------------------------- MODULE Functions -----------------------------
(* Operators on functions.  The names and the meaning are those of the       *)
(* CommunityModules; the text is Lockstep's.                                 *)
EXTENDS Integers, Folds

\* The values of f.
Range(f) == {f[x] : x \in DOMAIN f}

\* The function f on the arguments S alone, which must be arguments of f.
Restrict(f, S) == [x \in S |-> f[x]]

\* The function f on its arguments that pass the test.
RestrictDomain(f, Test(_)) == Restrict(f, {x \in DOMAIN f : Test(x)})

\* The function f on its arguments whose values pass the test.
RestrictValues(f, Test(_)) == Restrict(f, {x \in DOMAIN f : Test(f[x])})

\* Whether narrow is wide on fewer arguments, or on the same.
IsRestriction(narrow, wide) ==
  /\ DOMAIN narrow \subseteq DOMAIN wide
  /\ \A x \in DOMAIN narrow : narrow[x] = wide[x]

\* The function of f's arguments that combines the values of f and g.
Pointwise(f, g, op(_, _)) == [x \in DOMAIN f |-> op(f[x], g[x])]

\* The function from T to S that takes each value of f back to an argument.
Inverse(f, S, T) ==
  [t \in T |-> CHOOSE s \in S : t \in Range(f) => f[s] = t]

\* The function that takes the values of f back to arguments.
AntiFunction(f) == Inverse(f, DOMAIN f, Range(f))

\* Whether no two arguments have the same value.
IsInjective(f) == \A x, y \in DOMAIN f : f[x] = f[y] => x = y

\* The functions from S to T without a value that is there twice.
Injection(S, T) == {f \in [S -> T] : IsInjective(f)}

\* The functions from S to T that leave out no element of T.
Surjection(S, T) == {f \in [S -> T] : T \subseteq Range(f)}

\* The functions that are both.
Bijection(S, T) == Injection(S, T) \cap Surjection(S, T)

ExistsInjection(S, T) == Injection(S, T) # {}
ExistsSurjection(S, T) == Surjection(S, T) # {}
ExistsBijection(S, T) == Bijection(S, T) # {}

\* Combines the values of fun at these arguments with base, in any order; those
\* that CHOOSE takes first are innermost: op(fun[y], op(fun[x], base)).
FoldFunctionOnSet(op(_, _), base, fun, indices) ==
  LET RECURSIVE from(_, _)
      from(rest, before) ==
        IF rest = {}
        THEN before
        ELSE LET i == CHOOSE i \in rest : TRUE
             IN  from(rest \ {i}, op(fun[i], before))
  IN  from(indices, base)

\* Combines all values of fun, in any order.
FoldFunction(op(_, _), base, fun) ==
  FoldFunctionOnSet(op, base, fun, DOMAIN fun)

\* The sums of values that are integers.
SumFunctionOnSet(fun, indices) == FoldFunctionOnSet(+, 0, fun, indices)
SumFunction(fun) == SumFunctionOnSet(fun, DOMAIN fun)
=============================================================================
