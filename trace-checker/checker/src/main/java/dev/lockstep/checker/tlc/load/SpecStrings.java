package dev.lockstep.checker.tlc.load;

import dev.lockstep.checker.spec.SpecSource;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Value;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.StringNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.impl.BoundedTool;

/**
 * Finds which strings a spec may have as values. They are those that its modules, its config and the header's constants write, names of
 * fields too. If it has {@code STRING} or {@code ToString}, they are all. Strings that it puts together by {@code \o} are not found.
 */
public final class SpecStrings {
    private static final Set<String> OF_ALL = Set.of("STRING", "ToString");
    private static final Pattern QUOTED = Pattern.compile("\"([^\"\\n]*)\"");

    private final Set<String> wanted;
    private final Set<String> found = new HashSet<>();
    private final Set<SemanticNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Deque<SemanticNode> open = new ArrayDeque<>();

    private SpecStrings(Set<String> wanted) {
        this.wanted = wanted;
    }

    /** Returns those of some strings that the spec may have. */
    public static Set<String> among(Set<String> wanted, BoundedTool tool, SpecSource source)
            throws InvalidInputException {
        SpecStrings strings = new SpecStrings(wanted);
        if (!wanted.isEmpty()) {
            strings.addConfig(source);
            source.constants().values().forEach(strings::addFields);
            ModulePath modules = (ModulePath) tool.getResolver();
            for (ModuleNode module : tool.getSpecProcessor().getModuleTbl().getModuleNodes()) {
                strings.addDefinitions(module, modules);
            }
        }
        return Set.copyOf(strings.found);
    }

    private void add(String text) {
        if (wanted.contains(text)) {
            found.add(text);
        }
    }

    private void addConfig(SpecSource source) throws InvalidInputException {
        Matcher quoted = QUOTED.matcher(SpecParser.config(source).forOwnTlc());
        while (quoted.find()) {
            add(quoted.group(1));
        }
    }

    /** Adds names of fields, which are strings. Elsewhere, a string of the header that a model value is named as is that model value. */
    private void addFields(Value value) {
        if (value instanceof Value.Rec rec) {
            rec.fields().keySet().forEach(this::add);
            rec.fields().values().forEach(this::addFields);
        } else if (value instanceof Value.Seq seq) {
            seq.elements().forEach(this::addFields);
        } else if (value instanceof Value.SetOf set) {
            set.elements().forEach(this::addFields);
        } else if (value instanceof Value.Fun fun) {
            fun.pairs().forEach(pair -> {
                addFields(pair.argument());
                addFields(pair.result());
            });
        }
    }

    private void addDefinitions(ModuleNode module, ModulePath modules) {
        for (OpDefNode definition : module.getOpDefs()) {
            ModuleNode home = definition.getOriginallyDefinedInModuleNode();
            if (home != null && !modules.hasShipped(home.getName().toString())) {
                add(definition.getBody());
            }
        }
        while (!open.isEmpty()) {
            visit(open.removeLast());
        }
    }

    private void add(@Nullable SemanticNode node) {
        if (node != null && seen.add(node)) {
            open.add(node);
        }
    }

    private void visit(SemanticNode node) {
        if (node instanceof StringNode literal) {
            add(literal.getRep().toString());
        } else if (node instanceof SubstInNode subst) {
            for (Subst each : subst.getSubsts()) {
                add(each.getExpr());
            }
            add(subst.getBody());
        } else if (node instanceof OpDefNode definition) {
            add(definition.getBody());
        }
        if (node instanceof OpApplNode application
                && OF_ALL.contains(application.getOperator().getName().toString())) {
            found.addAll(wanted);
        }
        SemanticNode[] children = node.getChildren();
        for (int i = 0; children != null && i < children.length; i++) {
            add(children[i]);
        }
    }
}
