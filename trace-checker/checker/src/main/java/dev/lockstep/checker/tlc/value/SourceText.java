package dev.lockstep.checker.tlc.value;

import dev.lockstep.checker.trace.Place;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import tla2sany.st.TreeNode;

/** Writes an expression as the spec does, on one line. Its tokens are one blank apart where they are apart in the text. */
public final class SourceText {
    private static final int MAX_LENGTH = 160;

    private final StringBuilder text = new StringBuilder();
    private @Nullable Location last;

    private SourceText() {}

    public static String of(SemanticNode node) {
        SourceText source = new SourceText();
        source.append((TreeNode) node.getTreeNode());
        return abbreviated(source.text.toString());
    }

    /** Names the place as {@code Module.tla:7}. */
    public static String place(SemanticNode node) {
        Location location = node.getLocation();
        return location.source() + ".tla:" + location.beginLine();
    }

    /** Returns where the expression begins. */
    public static Place at(SemanticNode node) {
        Location location = node.getLocation();
        return new Place(location.source() + ".tla", location.beginLine(), location.beginColumn());
    }

    public static String abbreviated(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH - 3) + "...";
    }

    private void append(TreeNode node) {
        TreeNode[] heirs = node.heirs();
        if (heirs.length == 0) {
            token(node);
        }
        for (TreeNode heir : heirs) {
            append(heir);
        }
    }

    private void token(TreeNode node) {
        String image = node.getImage();
        if (image.isEmpty() || image.startsWith("N_")) {
            return; // an empty nonterminal of SANY's grammar, such as N_IdPrefix
        }
        Location location = node.getLocation();
        if (last != null && (last.endLine() != location.beginLine() || last.endColumn() + 1 < location.beginColumn())) {
            text.append(' ');
        }
        text.append(image);
        last = location;
    }
}
