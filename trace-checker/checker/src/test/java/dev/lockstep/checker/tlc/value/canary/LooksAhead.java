package dev.lockstep.checker.tlc.value.canary;

import dev.lockstep.checker.tlc.explain.Explainer;
import java.util.List;

/** Breaks the order of TLC's subpackages: values know of explanations. */
public final class LooksAhead {
    List<Explainer> explainers = List.of();
}
