package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Model;
import dev.lockstep.evaluator.value.Undecided;

/** Computes with integers, which have 32 bits as TLC's do. */
public final class Numbers {
    private static final int LARGEST_INTERVAL = 1_000_000;

    private Numbers() {}

    /** Throws ArithmeticException beyond 32 bits. */
    private abstract static class Operation extends Numeral {
        private final Expr a;
        private final Expr b;

        Operation(Expr a, Expr b) {
            this.a = a;
            this.b = b;
        }

        abstract int of(int x, int y);

        @Override
        final int number(Run run) {
            try {
                return of(a.number(run), b.number(run));
            } catch (ArithmeticException e) {
                throw new Undecided("beyond 32 bits");
            }
        }
    }

    public static Expr plus(Expr a, Expr b) {
        return new Operation(a, b) {
            @Override
            int of(int x, int y) {
                return Math.addExact(x, y);
            }
        };
    }

    public static Expr minus(Expr a, Expr b) {
        return new Operation(a, b) {
            @Override
            int of(int x, int y) {
                return Math.subtractExact(x, y);
            }
        };
    }

    public static Expr times(Expr a, Expr b) {
        return new Operation(a, b) {
            @Override
            int of(int x, int y) {
                return Math.multiplyExact(x, y);
            }
        };
    }

    public static Expr negated(Expr a) {
        return minus(References.constant(0), a);
    }

    public static Expr divided(Expr a, Expr b) {
        return new Operation(a, b) {
            @Override
            int of(int x, int y) {
                return Math.floorDiv(x, y);
            }
        };
    }

    public static Expr modulo(Expr a, Expr b) {
        return new Operation(a, b) {
            @Override
            int of(int x, int y) {
                if (y <= 0) {
                    throw new Undecided("a modulus that is not positive");
                }
                return Math.floorMod(x, y);
            }
        };
    }

    /** Returns {@code x ^ y}, for {@code y} of at least 0; TLC has no value for {@code 0 ^ 0}. */
    public static Expr power(Expr a, Expr b) {
        return new Operation(a, b) {
            @Override
            int of(int x, int y) {
                if (y < 0 || x == 0 && y == 0) {
                    throw new Undecided("a power that TLC has no value for");
                }
                if (x >= -1 && x <= 1) {
                    return y % 2 == 0 ? x * x : x;
                }
                int power = 1;
                for (int i = 0; i < y; i++) {
                    power = Math.multiplyExact(power, x);
                }
                return power;
            }
        };
    }

    public static Expr less(Expr a, Expr b) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return a.number(run) < b.number(run);
            }
        };
    }

    public static Expr lessOrEqual(Expr a, Expr b) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                return a.number(run) <= b.number(run);
            }
        };
    }

    /** Returns the integers from the one to the other. */
    public static Expr interval(Expr from, Expr to) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                int least = from.number(run);
                int most = to.number(run);
                if ((long) most - least >= LARGEST_INTERVAL) {
                    throw new Undecided("a large interval");
                }
                return FiniteSet.interval(least, most);
            }

            @Override
            boolean has(Run run, Object value) {
                int least = from.number(run);
                int most = to.number(run);
                return isInteger(value) && integer(value) >= least && integer(value) <= most;
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                int least = from.number(run);
                int most = to.number(run);
                return value instanceof Integer number && number >= least && number <= most;
            }

            @Override
            void make(Run run) {
                from.number(run);
                to.number(run);
            }

            @Override
            boolean each(Run run, Body body) {
                int last = to.number(run);
                for (int i = from.number(run); i <= last; i++) {
                    if (body.on(run, i)) {
                        return true;
                    }
                }
                return false;
            }
        };
    }

    /** Returns all integers that are not less than the bound. */
    public static Expr from(int least) {
        return new Expr() {
            @Override
            Object eval(Run run) {
                throw new Undecided("an infinite set");
            }

            @Override
            void make(Run run) {}

            @Override
            boolean isUnlisted() {
                return true;
            }

            @Override
            boolean has(Run run, Object value) {
                return isInteger(value) && integer(value) >= least;
            }

            @Override
            boolean hasGiven(Run run, Object value) {
                return value instanceof Integer number && number >= least;
            }

            @Override
            public boolean isConstant() {
                return true;
            }
        };
    }

    /** Throws {@link Undecided} where TLC would not ask whether the value is an integer; an untyped model value is none. */
    private static boolean isInteger(Object value) {
        if (value instanceof Model && Model.type(value) == 0) {
            return false;
        }
        integer(value);
        return true;
    }

    private static int integer(Object value) {
        if (value instanceof Integer number) {
            return number;
        }
        throw new Undecided("no integer");
    }
}
