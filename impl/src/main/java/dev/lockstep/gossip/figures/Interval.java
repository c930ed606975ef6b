package dev.lockstep.gossip.figures;

import java.util.Arrays;
import java.util.Locale;

/**
 * Holds a mean, and an interval around it that holds the expected value with a confidence of 95%.
 *
 * @param half half the width of the interval
 */
record Interval(double mean, double half) {
    /** The least number of samples for which {@link #student} is exact to three digits. */
    static final int SAMPLES = 10;

    /** The quantile of 0.975 of the normal distribution. */
    private static final double NORMAL = 1.959964;

    /**
     * Returns the interval by Student's distribution, as if samples were normally distributed.
     *
     * @param samples at least {@link #SAMPLES}
     */
    static Interval of(double[] samples) {
        if (samples.length < SAMPLES) {
            throw new IllegalArgumentException(
                    "an interval needs " + SAMPLES + " runs at least, not " + samples.length);
        }
        double mean = Arrays.stream(samples).average().orElseThrow();
        double squares = Arrays.stream(samples)
                .map(each -> (each - mean) * (each - mean))
                .sum();
        double variance = squares / (samples.length - 1);
        return new Interval(mean, student(samples.length - 1) * Math.sqrt(variance / samples.length));
    }

    /**
     * Returns the quantile of 0.975 of Student's distribution, by the first terms of its expansion. They are from Abramowitz and Stegun,
     * Handbook of Mathematical Functions, 26.7.5.
     */
    static double student(int freedom) {
        double x = NORMAL;
        double x2 = x * x;
        double first = (x2 + 1) * x / 4;
        double second = ((5 * x2 + 16) * x2 + 3) * x / 96;
        double third = (((3 * x2 + 19) * x2 + 17) * x2 - 15) * x / 384;
        return x + (first + (second + third / freedom) / freedom) / freedom;
    }

    /** Tells how the interval lies to what was published. */
    enum Verdict {
        WITHIN,
        UNDECIDED,
        OUTSIDE
    }

    /**
     * Compares with a published value. The verdict is within if the mean differs by the tolerance at most and the interval is not wider,
     * and outside if all of the interval differs by more.
     *
     * @param tolerance a share of the published value
     */
    Verdict against(double published, double tolerance) {
        double allowed = tolerance * published;
        double distance = Math.abs(mean - published);
        if (distance > allowed + half) {
            return Verdict.OUTSIDE;
        }
        return distance <= allowed && half <= allowed ? Verdict.WITHIN : Verdict.UNDECIDED;
    }

    /** Returns both numbers, with two digits of the distance: {@code 0.1749 ± 0.0021}. */
    @Override
    public String toString() {
        int decimals = half == 0 ? 1 : Math.max(0, 1 - (int) Math.floor(Math.log10(half)));
        return String.format(Locale.ROOT, "%." + decimals + "f ± %." + decimals + "f", mean, half);
    }
}
