package dev.lockstep.checker.tlc.relation;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.Action;
import tlc2.tool.impl.BoundedTool;
import tlc2.util.Vect;

/** Names what TLC takes a {@code PROPERTY} apart into as the config does. TLC itself names a conjunct by its lines in the module. */
public final class PropertyNames {
    private final BoundedTool tool;

    public PropertyNames(BoundedTool tool) {
        this.tool = tool;
    }

    /** Returns the property of the config that has the part; the given name if none has. */
    public String of(Action part, String otherwise) {
        SemanticNode wanted = part.pred;
        while (wanted instanceof SubstInNode subst) {
            wanted = subst.getBody();
        }
        Vect properties = tool.getModelConfig().getProperties();
        for (int i = 0; i < properties.size(); i++) {
            String name = String.valueOf(properties.elementAt(i));
            OpDefNode definition = tool.getRootModule().getOpDef(name);
            if (definition != null && has(definition, wanted, Collections.newSetFromMap(new IdentityHashMap<>()))) {
                return name;
            }
        }
        return otherwise;
    }

    private boolean has(SemanticNode node, SemanticNode wanted, Set<SemanticNode> seen) {
        if (node == wanted) {
            return true;
        }
        if (!seen.add(node)) {
            return false;
        }
        if (node instanceof OpDefNode definition) {
            return definition.getBody() != null && has(definition.getBody(), wanted, seen);
        }
        if (node instanceof SubstInNode subst) {
            return has(subst.getBody(), wanted, seen);
        }
        if (node instanceof OpApplNode application
                && tool.lookup(application.getOperator()) instanceof OpDefNode definition
                && has(definition, wanted, seen)) {
            return true;
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                if (child != null && has(child, wanted, seen)) {
                    return true;
                }
            }
        }
        return false;
    }
}
