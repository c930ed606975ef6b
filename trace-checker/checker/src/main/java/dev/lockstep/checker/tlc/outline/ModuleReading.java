package dev.lockstep.checker.tlc.outline;

import dev.lockstep.checker.outline.ModuleOutline;
import dev.lockstep.checker.outline.ModuleOutline.Definition;
import dev.lockstep.checker.outline.ModuleOutline.Kind;
import dev.lockstep.checker.outline.ModuleOutline.Span;
import dev.lockstep.checker.outline.ModuleOutline.Use;
import dev.lockstep.checker.tlc.load.ModulePath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import tla2sany.semantic.AssumeNode;
import tla2sany.semantic.FormalParamNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tla2sany.semantic.SymbolNode;
import tla2sany.semantic.TheoremNode;
import tla2sany.st.Location;
import tla2sany.st.SyntaxTreeConstants;
import tla2sany.st.TreeNode;

/** Reads one module: its own definitions, and the names that it uses. */
final class ModuleReading {
    private final ModuleNode module;
    private final String name;
    private final ModulePath path;
    private final Map<Span, Use> uses = new TreeMap<>(
            Comparator.comparingInt(Span::line).thenComparingInt(Span::column).thenComparingInt(Span::endColumn));

    ModuleReading(ModuleNode module, ModulePath path) {
        this.module = module;
        this.name = module.getName().toString();
        this.path = path;
    }

    ModuleOutline outline(Path file) {
        List<Definition> definitions = new ArrayList<>();
        declared(module.getConstantDecls(), Kind.CONSTANT, definitions);
        declared(module.getVariableDecls(), Kind.VARIABLE, definitions);
        for (OpDefNode definition : module.getOpDefs()) {
            if (isOwn(definition) && definition.getBody() != null && definition.getSource() == definition) {
                Kind kind = kind(definition);
                definitions.add(new Definition(
                        definition.getName().toString(),
                        kind,
                        span(definition.getLocation()),
                        kind == Kind.ACTION ? new Conjuncts(path).of(definition) : List.of()));
                read(definition.getBody());
                for (FormalParamNode parameter : definition.getParams()) {
                    read(parameter);
                }
            }
        }
        for (AssumeNode assumption : module.getAssumptions()) {
            read(assumption);
        }
        for (TheoremNode theorem : module.getTheorems()) {
            read(theorem);
        }
        for (SemanticNode instance : module.getInstances()) {
            read(instance);
        }
        definitions.sort(
                Comparator.comparingInt((Definition each) -> each.span().line())
                        .thenComparingInt(each -> each.span().column()));
        return new ModuleOutline(
                name, file, extended(), definitions, List.copyOf(uses.values()), NextActions.of(module));
    }

    private List<String> extended() {
        Set<String> extended = new TreeSet<>();
        for (ModuleNode each : module.getExtendedModuleSet(false)) {
            String other = each.getName().toString();
            if (!path.isStandardModule(other)) {
                extended.add(other);
            }
        }
        return List.copyOf(extended);
    }

    private void declared(OpDeclNode[] declarations, Kind kind, List<Definition> into) {
        for (OpDeclNode declaration : declarations) {
            if (isOwn(declaration)) {
                into.add(new Definition(
                        declaration.getName().toString(), kind, span(declaration.getLocation()), List.of()));
            }
        }
    }

    private static Kind kind(OpDefNode definition) {
        return switch (definition.getLevel()) {
            case LevelConstants.ActionLevel -> Kind.ACTION;
            case LevelConstants.TemporalLevel -> Kind.TEMPORAL;
            default -> Kind.OPERATOR;
        };
    }

    private boolean isOwn(SemanticNode node) {
        return node.getLocation().source().equals(name);
    }

    static Span span(Location location) {
        return new Span(location.beginLine(), location.beginColumn(), location.endLine(), location.endColumn());
    }

    // ---------------------------------------------------------------- uses

    private void read(SemanticNode node) {
        if (node instanceof OpApplNode application) {
            use(application);
        }
        if (node instanceof SubstInNode substituted) {
            for (Subst each : substituted.getSubsts()) {
                if (each.getExpr() != null && isOwn(each.getExpr())) {
                    read(each.getExpr());
                }
            }
            return; // what it is put into is the text of another module
        }
        SemanticNode[] children = node.getChildren();
        if (children != null) {
            for (SemanticNode child : children) {
                if (child != null) {
                    read(child);
                }
            }
        }
    }

    private void use(OpApplNode application) {
        SymbolNode operator = application.getOperator();
        SymbolNode source = operator instanceof OpDefNode definition ? definition.getSource() : operator;
        boolean isOfSpec =
                source instanceof OpDeclNode || source instanceof OpDefNode definition && definition.getBody() != null;
        if (!isOfSpec || source.getLocation() == Location.nullLoc) {
            return;
        }
        String defined = source.getLocation().source();
        TreeNode word = word(application.getTreeNode());
        if (word == null
                || path.isStandardModule(defined)
                || !word.getFilename().equals(name)) {
            return;
        }
        String image = word.getImage();
        String target = source.getName().toString();
        if (target.equals(image)) {
            Span at = span(word.getLocation());
            uses.put(at, new Use(at, defined, target));
        }
    }

    /** Returns where in the text the operator of an application is; null: it is a sign. */
    private static TreeNode word(TreeNode node) {
        TreeNode at = node;
        while (at != null) {
            TreeNode[] heirs = at.heirs();
            if (at.isKind(SyntaxTreeConstants.N_OpApplication)) {
                at = heirs[0];
            } else if (at.isKind(SyntaxTreeConstants.N_GeneralId)) {
                return heirs[heirs.length - 1];
            } else {
                return null;
            }
        }
        return null;
    }
}
