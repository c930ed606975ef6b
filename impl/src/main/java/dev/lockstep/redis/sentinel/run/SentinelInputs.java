package dev.lockstep.redis.sentinel.run;

import dev.lockstep.core.Step;
import dev.lockstep.redis.sentinel.Sentinel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * Decides what the clocks of sentinels say next. Now and then a server, most often a master, is silent for a time: all sentinels that look
 * meanwhile do not reach it, so that they agree, and failovers go on to the end.
 */
final class SentinelInputs {
    /** One of so many inputs begins a silence. */
    private static final int INPUTS_PER_SILENCE = 15;

    /** A silent server is looked for at most so many times until it answers. */
    private static final int LONGEST_SILENCE = 40;

    /** One of so many inputs may be one that holds failovers up. */
    private static final int INPUTS_PER_TROUBLE = 8;

    private static final Set<String> LATE = Set.of("slaveReconfTimeout", "endFailover");

    private static final int SELDOM = 1;
    private static final int OFTEN = 4;
    private static final int MOSTLY = 10;

    /** The servers that are silent, and how often each is still looked for in vain. */
    private final Map<String, Integer> silent = new TreeMap<>();

    /** Tells whether the server answers, who looks for it once more. */
    boolean answers(String r) {
        Integer left = silent.computeIfPresent(r, (server, times) -> times == 0 ? null : times - 1);
        return left == null;
    }

    /** Chooses among all that may happen to the sentinel now. */
    Runnable next(Sentinel sentinel, IntUnaryOperator choice) {
        if (silent.isEmpty() && choice.applyAsInt(INPUTS_PER_SILENCE) == 0) {
            List<String> watched = List.copyOf(sentinel.watched());
            String server =
                    choice.applyAsInt(2) == 0 ? watched.get(choice.applyAsInt(watched.size())) : sentinel.master();
            silent.put(server, choice.applyAsInt(LONGEST_SILENCE));
        }
        List<Runnable> all = all(sentinel, choice.applyAsInt(INPUTS_PER_TROUBLE) == 0);
        return all.get(choice.applyAsInt(all.size()));
    }

    /** Lists them; what is more likely is there more than once. */
    private List<Runnable> all(Sentinel sentinel, boolean isTrouble) {
        List<Runnable> all = new ArrayList<>();
        for (String r : sentinel.watched()) {
            boolean isSilent = silent.containsKey(r);
            if (!sentinel.isTilted() && !sentinel.takesForDown(r) && (isSilent || isTrouble)) {
                add(all, isSilent ? MOSTLY : SELDOM, () -> sentinel.sDown(r));
            }
            if (sentinel.mayConvert(r)) {
                add(all, MOSTLY, () -> sentinel.convertToSlave(r));
            }
            if (sentinel.mayFix(r)) {
                add(all, MOSTLY, () -> sentinel.fixSlaveConfig(r));
            }
        }
        for (String t : sentinel.sentinels()) {
            if (isTrouble && !sentinel.isTilted() && sentinel.remembersAnswer(t)) {
                add(all, SELDOM, () -> sentinel.forgetAnswer(t));
            }
        }
        if (sentinel.mayAsk()) {
            add(all, OFTEN, sentinel::askOthers);
        }
        if (sentinel.mayStart()) {
            add(all, MOSTLY, sentinel::startFailover);
        }
        add(all, SELDOM, sentinel::sayHello);
        add(all, OFTEN, () -> {});
        for (Step step : sentinel.steps()) {
            if (step.by() == Step.By.TIMEOUT && !step.action().equals("timer")) {
                boolean isAbort = step.action().startsWith("abort");
                if (isTrouble || !isAbort) {
                    add(all, isAbort || LATE.contains(step.action()) ? SELDOM : OFTEN, step.take());
                }
            }
        }
        return all;
    }

    private static void add(List<Runnable> all, int times, Runnable input) {
        all.addAll(Collections.nCopies(times, input));
    }
}
