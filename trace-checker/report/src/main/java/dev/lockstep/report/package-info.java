/**
 * Writes the HTML report of a run: a trace with its verdict, a counterexample, or what an exploration found.
 *
 * <p>A {@link dev.lockstep.report.ReportedRun} is what there is to be told, whoever made it. Who takes a step, what is a message, what is a
 * crash is found out by rules that know no protocol: {@link dev.lockstep.report.Lanes}, {@link dev.lockstep.report.Messages},
 * {@link dev.lockstep.report.Notes}. The checker and pages may be imported, nothing of the protocols.
 */
@NullMarked
package dev.lockstep.report;

import org.jspecify.annotations.NullMarked;
