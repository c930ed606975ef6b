package dev.lockstep.cli;

import dev.lockstep.checker.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells how fast a trace was checked, and what slowed it down. */
final class Timing {
    private Timing() {}

    static List<String> lines(CheckResult result, double seconds) {
        long events = result.events();
        List<String> lines = new ArrayList<>();
        lines.add(String.format(Locale.ROOT, "%d events in %.2f s: %.0f events/s", events, seconds, events / seconds));
        if (result.eventsByTlc() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d of %d events were decided by TLC, which takes longer:",
                    result.eventsByTlc(),
                    events));
            result.byTlc().forEach((construct, count) -> lines.add("  " + count + "  " + construct));
        }
        if (result.unboundEvents() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%d of %d events do not bind their process to an argument (\"self\" in the header can):",
                    result.unboundEvents(),
                    events));
            result.unbound().forEach((why, count) -> lines.add("  " + count + "  " + why));
        }
        return lines;
    }
}
