package dev.lockstep.cli;

import dev.lockstep.protocol.FigureOptions;
import dev.lockstep.protocol.Figures;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Figures of which one is as published, and one is not. */
public final class ConstantFigures implements Figures {
    @Override
    public String name() {
        return "constant";
    }

    @Override
    public SortedMap<String, String> parts() {
        return new TreeMap<>(Map.of("right", "as published", "wrong", "not as published"));
    }

    @Override
    public boolean compute(FigureOptions options, Consumer<String> out, Validator validator) {
        out.accept(options.toString());
        return !options.parts().contains("wrong");
    }
}
