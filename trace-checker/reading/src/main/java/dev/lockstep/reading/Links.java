package dev.lockstep.reading;

import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import dev.lockstep.checker.outline.ModuleOutline;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.CustomNode;

/** Finds what belongs together in a chapter, and what has no counterpart. */
final class Links {
    private static final Pattern MODEL = Pattern.compile("(?:broken|sanity|inductive)-[\\w*-]*\\w\\*?");

    /** A name with a capital letter at its beginning and a small one behind it, as definitions have. */
    private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]*[a-z][A-Za-z0-9]*");

    private final Chapter chapter;
    private final Exceptions exceptions;
    private final Set<String> known;
    private final Map<String, List<Implementing>> methods = new LinkedHashMap<>();
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, List<Slipped>> slips = new LinkedHashMap<>();
    private final Map<String, String> unslipped = new LinkedHashMap<>();
    private final Map<String, String> unimplemented = new LinkedHashMap<>();

    /** Represents a method that implements an action. */
    record Implementing(SpecClass code, SpecClass.ActionMethod action) {}

    /**
     * Represents a slip that belongs to a broken model.
     *
     * @param how why it does, as a phrase
     */
    record Slipped(Slip slip, String how) {}

    /**
     * Links one chapter.
     *
     * @param models the names of all models of the book, which notes may name
     * @param named other names that notes may have: those of all modules, and of all files of Java
     */
    Links(Chapter chapter, Exceptions exceptions, Set<String> models, Set<String> named) {
        this.chapter = chapter;
        this.exceptions = exceptions;
        this.known = known(chapter, named);
        actions();
        slips();
        chapter.note().ifPresent(note -> note(note, models));
    }

    List<Finding> findings() {
        return findings;
    }

    /** Returns where an action is defined, as seen from the module whose {@code Next} has it: the anchor of the definition. */
    private String key(ModuleOutline module, String action) {
        return chapter.definition(module, action)
                .map(each -> Chapter.anchor(each.module().name(), action))
                .orElse(Chapter.anchor(module.name(), action));
    }

    /** Returns the methods of an action by the anchor of its definition; none if it has none. */
    List<Implementing> methods(String anchor) {
        return methods.getOrDefault(anchor, List.of());
    }

    /** Returns the anchors of the actions that a method is; none: it is none. */
    Optional<String> action(MethodDeclaration method) {
        return methods.entrySet().stream()
                .filter(each -> each.getValue().stream().anyMatch(one -> one.action.method() == method))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** Returns why an action has no method; empty: it has one, or no code implements its spec. */
    Optional<String> unimplemented(String anchor) {
        return Optional.ofNullable(unimplemented.get(anchor));
    }

    /** Returns the slips of a broken model. */
    List<Slipped> slips(ModelEntry model) {
        return slips.getOrDefault(model.model().name(), List.of());
    }

    /** Returns why a broken model has no slip; empty: it has one. */
    Optional<String> unslipped(ModelEntry model) {
        return Optional.ofNullable(unslipped.get(model.model().name()));
    }

    private void find(Finding.Kind kind, String subject, Path file, int line, String message) {
        findings.add(new Finding(kind, subject, file, line, message));
    }

    // ---------------------------------------------------------------- actions

    private void actions() {
        for (ModuleOutline module : chapter.modules()) {
            List<SpecClass> classes = chapter.classes().stream()
                    .filter(each -> each.spec().equals(module.name()))
                    .toList();
            if (classes.isEmpty()) {
                continue;
            }
            for (SpecClass code : classes) {
                for (SpecClass.ActionMethod each : code.actions()) {
                    if (module.actions().contains(each.action())) {
                        methods.computeIfAbsent(key(module, each.action()), name -> new ArrayList<>())
                                .add(new Implementing(code, each));
                    } else {
                        method(module, code, each);
                    }
                }
            }
            for (String action : module.actions()) {
                boolean isImplemented = methods.getOrDefault(key(module, action), List.of()).stream()
                        .anyMatch(each -> each.code.spec().equals(module.name()));
                if (!isImplemented) {
                    action(module, action);
                }
            }
        }
    }

    private void method(ModuleOutline module, SpecClass code, SpecClass.ActionMethod each) {
        String subject = code.name() + "." + each.method().getNameAsString();
        if (exceptions.reason(Finding.Kind.METHOD, subject).isEmpty()) {
            find(
                    Finding.Kind.METHOD,
                    subject,
                    each.source().file(),
                    each.method().getName().getRange().orElseThrow().begin.line,
                    "the method is the action " + each.action() + ", of which Next of " + module.name()
                            + " does not consist");
        }
    }

    private void action(ModuleOutline module, String action) {
        String subject = module.name() + "." + action;
        Optional<String> reason = exceptions.reason(Finding.Kind.ACTION, subject);
        if (reason.isPresent()) {
            unimplemented.putIfAbsent(key(module, action), reason.get());
            return;
        }
        Optional<Chapter.Defined> defined = chapter.definition(module, action);
        find(
                Finding.Kind.ACTION,
                subject,
                defined.map(each -> each.module().file()).orElse(module.file()),
                defined.map(each -> each.definition().span().line()).orElse(1),
                "no method is annotated as the action " + action + " of " + module.name());
    }

    // ---------------------------------------------------------------- slips

    private void slips() {
        Map<String, Set<String>> told = new LinkedHashMap<>();
        chapter.text().ifPresent(text -> rows(text, told));
        Set<String> usual = new TreeSet<>();
        chapter.models().stream()
                .filter(ModelEntry::holds)
                .forEach(model -> model.replaced().forEach((name, by) -> usual.add(name + " " + by)));
        Set<String> implemented = chapter.implemented();
        for (ModelEntry model : chapter.models()) {
            if (model.isBroken()) {
                List<Slipped> found =
                        slips(model, told.getOrDefault(model.model().name(), Set.of()), usual);
                if (!found.isEmpty()) {
                    slips.put(model.model().name(), found);
                } else if (implemented.stream().noneMatch(spec -> chapter.has(spec, model.module()))) {
                    unslipped.put(
                            model.model().name(), "no code implements " + model.module() + ", which it is a model of");
                } else {
                    requireReason(model);
                }
            }
        }
    }

    private void requireReason(ModelEntry model) {
        String subject = model.model().qualifiedName();
        Optional<String> reason = exceptions.reason(Finding.Kind.SLIP, subject);
        if (reason.isPresent()) {
            unslipped.put(model.model().name(), reason.get());
        } else {
            find(
                    Finding.Kind.SLIP,
                    subject,
                    model.model().config(),
                    1,
                    "no slip in the code is named with this model, in its comment or in a table of the spec's text");
        }
    }

    private List<Slipped> slips(ModelEntry model, Set<String> told, Set<String> usual) {
        List<Slipped> found = new ArrayList<>();
        Set<Slip> seen = new LinkedHashSet<>();
        for (Slip slip : chapter.slips()) {
            if (slip.names(model.model().name()) && seen.add(slip)) {
                found.add(new Slipped(slip, "it names this model"));
            }
        }
        for (Slip slip : chapter.slips()) {
            if (told.contains(slip.name()) && seen.add(slip)) {
                found.add(new Slipped(slip, "the table of models names it"));
            }
        }
        if (found.isEmpty()) {
            for (Map.Entry<String, String> replaced : model.replaced().entrySet()) {
                boolean isUsual = usual.contains(replaced.getKey() + " " + replaced.getValue());
                String method = Names.method(replaced.getKey());
                for (Slip slip : chapter.slips()) {
                    if (!isUsual && slip.overridden().contains(method) && seen.add(slip)) {
                        found.add(new Slipped(slip, "it changes the same operator, " + replaced.getKey()));
                    }
                }
            }
        }
        return found;
    }

    /** Collects which names of slips stand in one row of a table with a model. */
    private static void rows(Note text, Map<String, Set<String>> told) {
        text.document().accept(new AbstractVisitor() {
            @Override
            public void visit(CustomNode node) {
                if (node instanceof TableRow) {
                    List<String> names =
                            Note.mentions(node).stream().map(Note.Mention::text).toList();
                    names.stream()
                            .filter(name -> MODEL.matcher(name).matches())
                            .forEach(model -> told.computeIfAbsent(model, name -> new TreeSet<>())
                                    .addAll(names));
                } else {
                    visitChildren(node);
                }
            }
        });
    }

    // ---------------------------------------------------------------- notes

    private static Set<String> known(Chapter chapter, Set<String> named) {
        Set<String> known = new TreeSet<>(named);
        known.addAll(chapter.definitions().keySet());
        for (JavaSource source : chapter.sources()) {
            source.types().forEach(type -> known.add(type.getNameAsString()));
            source.unit().findAll(MethodDeclaration.class).forEach(method -> known.add(method.getNameAsString()));
            source.unit().findAll(VariableDeclarator.class).forEach(field -> known.add(field.getNameAsString()));
            source.unit().findAll(EnumConstantDeclaration.class).forEach(each -> known.add(each.getNameAsString()));
        }
        chapter.slips().forEach(slip -> {
            known.add(slip.name());
            slip.source().types().stream().map(TypeDeclaration::getNameAsString).forEach(known::add);
        });
        return known;
    }

    private void note(Note note, Set<String> models) {
        Set<String> seen = new TreeSet<>();
        for (Note.Mention mention : Note.mentions(note.document())) {
            String name = mention.text();
            boolean isMissing;
            String what;
            if (MODEL.matcher(name).matches()) {
                Pattern glob = Exceptions.glob(name);
                isMissing =
                        models.stream().noneMatch(model -> glob.matcher(model).matches());
                what = "there is no model " + name;
            } else {
                isMissing = NAME.matcher(name).matches() && !known.contains(name);
                what = "neither the specs nor the code of " + chapter.name() + " have the name " + name;
            }
            String subject = note.file().getFileName() + " " + name;
            if (isMissing
                    && seen.add(name)
                    && exceptions.reason(Finding.Kind.NOTE, subject).isEmpty()) {
                find(Finding.Kind.NOTE, subject, note.file(), mention.line(), what);
            }
        }
    }
}
