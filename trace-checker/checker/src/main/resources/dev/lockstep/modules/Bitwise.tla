------------------------------ MODULE Bitwise -------------------------------
(* Operators on the bits of natural numbers.  The names and the meaning are  *)
(* those of the CommunityModules; the text is Lockstep's.                    *)
LOCAL INSTANCE Integers

\* The number whose bits are bit(of x, of y), as far as x or y has bits.
LOCAL Combined(bit(_, _), x, y) ==
  LET RECURSIVE rest(_, _)
      rest(a, b) ==
        IF a = 0 /\ b = 0
        THEN 0
        ELSE bit(a % 2, b % 2) + 2 * rest(a \div 2, b \div 2)
  IN  rest(x, y)

x & y == Combined(LAMBDA a, b : a * b, x, y)
x | y == Combined(LAMBDA a, b : IF a + b > 0 THEN 1 ELSE 0, x, y)
x ^^ y == Combined(LAMBDA a, b : IF a = b THEN 0 ELSE 1, x, y)

\* Each bit of a turned round, up to the highest that is set.
Not(a) == Combined(LAMBDA m, n : 1 - m, a, 0)

\* The number n without its last pos bits.
shiftR(n, pos) == n \div 2 ^ pos
=============================================================================
