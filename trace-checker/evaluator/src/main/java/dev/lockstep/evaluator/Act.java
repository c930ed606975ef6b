package dev.lockstep.evaluator;

import dev.lockstep.evaluator.value.Equality;
import dev.lockstep.evaluator.value.FiniteSet;
import dev.lockstep.evaluator.value.Undecided;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the ways through a part of a next-state relation and all that comes after it, one after the other. */
public abstract class Act {
    abstract void go(Run run);

    /** Finds the successors. Throws {@link Undecided}. */
    public static void search(Act act, Run run) {
        act.go(run);
    }

    /** Returns the end of each way. */
    public static Act end() {
        return new Act() {
            @Override
            void go(Run run) {
                run.reached();
            }
        };
    }

    public static Act undecided(String why, Object place) {
        return new Act() {
            @Override
            void go(Run run) {
                throw new Undecided(why).at(place);
            }
        };
    }

    /** @param place its text says where the spec has the predicate, here and below */
    public static Act guard(Expr predicate, Act rest, Object place) {
        return new Act() {
            @Override
            void go(Run run) {
                if (test(predicate, run, place)) {
                    rest.go(run);
                }
            }
        };
    }

    /**
     * Returns a guard that counts in how many ways it is true. Each of them is a step for TLC, though all lead to the same state. Once the step has given all variables a value, TLC does not count either.
     *
     * @param ways the predicate as an act that ends with {@link #tally}
     */
    public static Act counted(Act ways, Expr predicate, Act rest, Object place) {
        Act guard = guard(predicate, rest, place);
        return new Act() {
            @Override
            void go(Run run) {
                if (run.areAllAssigned()) {
                    guard.go(run);
                    return;
                }
                int count = run.count(ways);
                if (count > 0) {
                    run.goOn(rest, count);
                }
            }
        };
    }

    /** Returns the end of each way in which a predicate is true. */
    public static Act tally() {
        return new Act() {
            @Override
            void go(Run run) {
                run.tally();
            }
        };
    }

    private static boolean test(Expr predicate, Run run, Object place) {
        try {
            return predicate.test(run);
        } catch (Undecided e) {
            throw e.at(place);
        }
    }

    private static Object value(Expr expr, Run run, Object place) {
        try {
            return expr.eval(run);
        } catch (Undecided e) {
            throw e.at(place);
        }
    }

    public static Act anyOf(List<Act> alternatives) {
        Act[] all = alternatives.toArray(new Act[0]);
        return new Act() {
            @Override
            void go(Run run) {
                for (Act alternative : all) {
                    alternative.go(run);
                }
            }
        };
    }

    public static Act ifThenElse(Expr condition, Act then, Act otherwise, Object place) {
        return new Act() {
            @Override
            void go(Run run) {
                (test(condition, run, place) ? then : otherwise).go(run);
            }
        };
    }

    /** Returns the scope of lazy values. */
    public static Act fresh(int[] slots, Act scope) {
        return slots.length == 0
                ? scope
                : new Act() {
                    @Override
                    void go(Run run) {
                        References.forget(run, slots);
                        scope.go(run);
                    }
                };
    }

    /** Represents a recursive definition; its body is set when it is known, and ends with {@link #goOn}. */
    public static final class Recursive {
        private final int[] parameters;
        private @Nullable Act body;
        private int slots;

        /** @param parameters the slots of its parameters */
        public Recursive(int[] parameters) {
            this.parameters = parameters.clone();
        }

        public void define(Act meaning, int count) {
            body = meaning;
            slots = count;
        }

        public Act use(Expr[] arguments, Act rest) {
            return new Act() {
                @Override
                void go(Run run) {
                    Run inner = run.inner(slots, new Run.Return(rest, run));
                    for (int i = 0; i < parameters.length; i++) {
                        inner.slots[parameters[i]] = arguments[i].eval(run);
                    }
                    Objects.requireNonNull(body).go(inner);
                }
            };
        }
    }

    /** Returns the end of a recursive definition or of the body of a {@link #forAll}. It goes on with what comes after the place of use. */
    public static Act goOn() {
        return new Act() {
            @Override
            void go(Run run) {
                run.goOn();
            }
        };
    }

    public static Act exists(List<Logic.Binding> bindings, Act body, Object place) {
        Act inner = body;
        for (int i = bindings.size() - 1; i >= 0; i--) {
            inner = new Exists(bindings.get(i), inner, place);
        }
        Act all = inner;
        Expr[] others = Logic.others(bindings);
        return others.length == 0
                ? all
                : new Act() {
                    @Override
                    void go(Run run) {
                        Expr.decided(true, run, others);
                        all.go(run);
                    }
                };
    }

    private static final class Exists extends Act implements Expr.Body {
        private final Logic.Binding binding;
        private final Act body;
        private final Object place;

        Exists(Logic.Binding binding, Act body, Object place) {
            this.binding = binding;
            this.body = body;
            this.place = place;
        }

        @Override
        void go(Run run) {
            try {
                binding.set().each(run, this);
            } catch (Undecided e) {
                throw e.at(place);
            }
        }

        @Override
        public boolean on(Run run, Object element) {
            run.choose();
            Logic.Binding.bind(run, binding.slots(), binding.isTuple(), element);
            body.go(run);
            return false;
        }
    }

    /** @param body for each element; ends with {@link #goOn} */
    public static Act forAll(List<Logic.Binding> bindings, Act body, Act rest, Object place) {
        Act inner = body;
        for (int i = bindings.size() - 1; i >= 0; i--) {
            inner = new ForAll(bindings.get(i), inner, i == 0 ? rest : goOn(), place);
        }
        return inner;
    }

    private static final class ForAll extends Act {
        private final Logic.Binding binding;
        private final Act body;
        private final Act rest;
        private final Object place;

        ForAll(Logic.Binding binding, Act body, Act rest, Object place) {
            this.binding = binding;
            this.body = body;
            this.rest = rest;
            this.place = place;
        }

        @Override
        void go(Run run) {
            go(run, set(run), 0);
        }

        private FiniteSet set(Run run) {
            try {
                return binding.set().set(run);
            } catch (Undecided e) {
                throw e.at(place);
            }
        }

        /** Goes on with the elements that begin at this index. As in TLC, the first comes first, then the others from the last one back. */
        private void go(Run run, FiniteSet set, int index) {
            if (index == set.size()) {
                rest.go(run);
                return;
            }
            Run inner = run.branch(new Run.Return(
                    new Act() {
                        @Override
                        void go(Run outer) {
                            ForAll.this.go(outer, set, index + 1);
                        }
                    },
                    run));
            Object element = set.get(index == 0 ? 0 : set.size() - index);
            Logic.Binding.bind(inner, binding.slots(), binding.isTuple(), element);
            body.go(inner);
        }
    }

    /** Returns the predicate ENABLED: whether the act leads anywhere. The act ends with {@link #end}. */
    public static Expr isEnabled(Act act) {
        return new Predicate() {
            @Override
            boolean test(Run run) {
                try {
                    act.go(run.step(new Stop(run)));
                    return false;
                } catch (Found found) {
                    return true;
                }
            }
        };
    }

    /** Ends the search for a step. */
    private static final class Found extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private static final Found FOUND = new Found();

        private Found() {
            super(null, null, false, false);
        }
    }

    /** Ends it at the first step. */
    private static final class Stop extends Run.Ends {
        Stop(Run outer) {
            super(outer);
        }

        @Override
        public void reached(@Nullable Object[] to) {
            throw Found.FOUND;
        }
    }

    public static Act assign(int variable, Expr value, Act rest, Object place) {
        return new Act() {
            @Override
            void go(Run run) {
                Object assigned = run.to[variable];
                if (assigned == null) {
                    with(run, variable, value(value, run, place), rest);
                } else if (isSame(assigned, run)) {
                    rest.go(run);
                }
            }

            private boolean isSame(Object assigned, Run run) {
                try {
                    return Equality.same(assigned, value.eval(run));
                } catch (Undecided e) {
                    throw e.at(place);
                }
            }
        };
    }

    private static void with(Run run, int variable, Object value, Act rest) {
        run.to[variable] = value;
        rest.go(run);
        run.to[variable] = null;
    }

    public static Act assignAny(int variable, Expr values, Act rest, Object place) {
        return new Act() {
            @Override
            void go(Run run) {
                Object assigned = run.to[variable];
                if (assigned != null) {
                    if (has(run, assigned)) {
                        rest.go(run);
                    }
                    return;
                }
                try {
                    values.each(run, (inner, value) -> {
                        inner.choose();
                        with(inner, variable, value, rest);
                        return false;
                    });
                } catch (Undecided e) {
                    throw e.at(place);
                }
            }

            private boolean has(Run run, Object assigned) {
                try {
                    return values.has(run, assigned);
                } catch (Undecided e) {
                    throw e.at(place);
                }
            }
        };
    }

    public static Act unchanged(int variable, Act rest, Object place) {
        return new Act() {
            @Override
            void go(Run run) {
                @Nullable Object assigned = run.to[variable];
                if (assigned == null) {
                    with(run, variable, run.from[variable], rest);
                } else if (isSame(assigned, run.from[variable])) {
                    rest.go(run);
                }
            }

            private boolean isSame(Object assigned, Object before) {
                try {
                    return Equality.same(assigned, before);
                } catch (Undecided e) {
                    throw e.at(place);
                }
            }
        };
    }
}
