package dev.lockstep.checker.tlc.compile;

import dev.lockstep.checker.tlc.value.SourceText;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.SemanticNode;

/** Tells where the spec has an expression; its text, {@code Raft.tla:466 Command}, is made when it is asked for. */
final class Place {
    private final SemanticNode node;
    private @Nullable String text;

    Place(SemanticNode node) {
        this.node = node;
    }

    @Override
    public String toString() {
        String known = text;
        if (known == null) {
            known = SourceText.place(node) + " " + SourceText.of(node);
            text = known;
        }
        return known;
    }
}
