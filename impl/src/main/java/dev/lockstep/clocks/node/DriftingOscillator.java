package dev.lockstep.clocks.node;

import dev.lockstep.clocks.Bounds;
import java.util.function.IntUnaryOperator;

/** Runs at one rate for a while, and then at another. Each rate is within PC1, and often as slow or as fast as that allows. */
public final class DriftingOscillator implements Oscillator {
    private final Bounds bounds;
    private final IntUnaryOperator choice;
    private int time;
    private int units;
    private int rate;
    private int until;

    /** @param choice a number below its argument */
    public DriftingOscillator(Bounds bounds, IntUnaryOperator choice) {
        this.bounds = bounds;
        this.choice = choice;
    }

    @Override
    public int units(int t) {
        while (time < t) {
            if (time == until) {
                rate = nextRate();
                until = time + 1 + choice.applyAsInt(4 * bounds.tau());
            }
            int next = Math.min(until, t);
            units = Math.addExact(units, Math.multiplyExact(rate, next - time));
            time = next;
        }
        return units;
    }

    private int nextRate() {
        return switch (choice.applyAsInt(3)) {
            case 0 -> bounds.fewest(1);
            case 1 -> bounds.most(1);
            default -> bounds.fewest(1) + choice.applyAsInt(2 * bounds.drift() + 1);
        };
    }
}
