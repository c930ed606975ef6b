package dev.lockstep.plot;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Maps the values of one axis to its length. It reaches from the last round number below them to the first above them. */
public final class Axis {
    private static final double[] ROUND = {1, 2, 5, 10};

    /** The axis gets about so many intervals. */
    private static final int INTERVALS = 6;

    private final String label;
    private final boolean isLogarithmic;

    private Axis(String label, boolean isLogarithmic) {
        this.label = label;
        this.isLogarithmic = isLogarithmic;
    }

    /** Returns an axis on which equal distances are equal differences. */
    public static Axis linear(String label) {
        return new Axis(label, false);
    }

    /** Returns an axis on which equal distances are equal ratios: all values must be above 0. */
    public static Axis logarithmic(String label) {
        return new Axis(label, true);
    }

    String label() {
        return label;
    }

    /** @throws IllegalArgumentException the axis cannot show the value */
    void require(double value) {
        if (!Double.isFinite(value) || isLogarithmic && value <= 0) {
            throw new IllegalArgumentException("the axis \"" + label + "\" cannot show " + value);
        }
    }

    /** Returns where the value lies on an axis from the first tick, 0, to the last, 1. */
    double share(double value, List<BigDecimal> ticks) {
        double first = scaled(ticks.get(0).doubleValue());
        double last = scaled(ticks.get(ticks.size() - 1).doubleValue());
        return (scaled(value) - first) / (last - first);
    }

    private double scaled(double value) {
        return isLogarithmic ? Math.log10(value) : value;
    }

    /** Returns the round numbers at which the axis has ticks. They are at least two, and all values are between them. */
    List<BigDecimal> ticks(double least, double greatest) {
        return isLogarithmic ? powers(least, greatest) : multiples(least, greatest);
    }

    private static List<BigDecimal> multiples(double least, double greatest) {
        double range = greatest > least ? greatest - least : Math.max(Math.abs(least), 1);
        int exponent = (int) Math.floor(Math.log10(range / INTERVALS));
        double wanted = range / INTERVALS / Math.pow(10, exponent);
        int i = 0;
        while (i < ROUND.length - 1 && ROUND[i] < wanted * 0.999) {
            i++;
        }
        BigDecimal step = BigDecimal.valueOf(ROUND[i]).scaleByPowerOfTen(exponent);
        long first = (long) Math.floor(least / step.doubleValue());
        long last = Math.max(first + 1, (long) Math.ceil(greatest / step.doubleValue()));
        List<BigDecimal> ticks = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            ticks.add(step.multiply(BigDecimal.valueOf(n)));
        }
        return ticks;
    }

    /** Returns powers of ten; between two of them also 2 and 5 times the lower one, if there are few. */
    private static List<BigDecimal> powers(double least, double greatest) {
        int first = (int) Math.floor(Math.log10(least));
        int last = Math.max(first + 1, (int) Math.ceil(Math.log10(greatest)));
        int step = (last - first + INTERVALS + 1) / (INTERVALS + 2);
        List<BigDecimal> ticks = new ArrayList<>();
        for (int exponent = first; exponent < last; exponent += step) {
            for (double factor : last - first <= 2 ? new double[] {1, 2, 5} : new double[] {1}) {
                ticks.add(BigDecimal.valueOf(factor).scaleByPowerOfTen(exponent));
            }
        }
        ticks.add(BigDecimal.ONE.scaleByPowerOfTen(first + (last - first + step - 1) / step * step));
        return ticks;
    }

    /** Returns a tick as the axis shows it: {@code 0.002}, {@code 1500}, {@code 1e-7}. */
    static String text(BigDecimal tick) {
        BigDecimal stripped = tick.stripTrailingZeros();
        int exponent = stripped.precision() - stripped.scale() - 1;
        return exponent >= -4 && exponent <= 6
                ? stripped.toPlainString()
                : stripped.scaleByPowerOfTen(-exponent).toPlainString() + "e" + exponent;
    }
}
