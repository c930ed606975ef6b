/**
 * Checks operations of which a trace tells the call and the return, as of threads that share an object. The question is whether the spec
 * can take a step for each somewhere in between. A history for which it can is linearizable (M. Herlihy and J. Wing, "Linearizability: A
 * Correctness Condition for Concurrent Objects", ACM TOPLAS 12(3), 1990).
 *
 * <p>The search is just in time (G. Lowe, "Testing for Linearizability", Concurrency and Computation 29(4), 2017): an operation need not take
 * effect before something is seen of it. So nothing is decided when an operation is called. When one returns, those that have been
 * called and have not returned may take effect before it, in any order. This loses no behaviour: in a behaviour that explains the history, each effect can be put
 * off until just before the next return, step or end, without changing the order of the effects.
 *
 * <p>An operation that takes effect before its return has a result that nobody has told yet. Its state before and after are kept, and its
 * return is only possible if it leads from the one to the other with the result that the trace then tells.
 *
 * <p>The package sees specs as {@link dev.lockstep.checker.spec} has them, and nothing of TLC.
 */
@NullMarked
package dev.lockstep.checker.history;

import org.jspecify.annotations.NullMarked;
