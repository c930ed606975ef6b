package dev.lockstep.reading;

import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import dev.lockstep.checker.outline.ModuleOutline;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Knows where in the site each definition is: of specs, of code, and each model. */
final class Places {
    private final Map<String, String> definitions = new HashMap<>();
    private final Map<String, String> modules = new HashMap<>();
    private final Map<String, String> code = new HashMap<>();
    private final Map<String, String> models = new HashMap<>();

    Places(List<Chapter> chapters) {
        for (Chapter chapter : chapters) {
            for (ModuleOutline module : chapter.modules()) {
                modules.putIfAbsent(module.name(), chapter.file());
                module.definitions()
                        .forEach(each -> definitions.putIfAbsent(
                                Chapter.anchor(module.name(), each.name()), modules.get(module.name())));
            }
            for (JavaSource source : chapter.sources()) {
                for (TypeDeclaration<?> type : source.types()) {
                    String name = type.getFullyQualifiedName().orElse("");
                    if (code.putIfAbsent(name, chapter.file()) == null) {
                        members(type).forEach(member -> code.putIfAbsent(name + "." + member, chapter.file()));
                    }
                }
            }
            chapter.models().forEach(model -> models.putIfAbsent(model.model().name(), chapter.file()));
        }
    }

    /** Returns the names of the members that a type declares itself. */
    static List<String> members(TypeDeclaration<?> type) {
        List<String> members = new java.util.ArrayList<>();
        for (Object member : type.getMembers()) {
            if (member instanceof MethodDeclaration method) {
                members.add(method.getNameAsString());
            } else if (member instanceof FieldDeclaration field) {
                field.getVariables().forEach((VariableDeclarator each) -> members.add(each.getNameAsString()));
            }
        }
        if (type.isEnumDeclaration()) {
            type.asEnumDeclaration()
                    .getEntries()
                    .forEach((EnumConstantDeclaration each) -> members.add(each.getNameAsString()));
        }
        return members;
    }

    /** Returns whether the page of a file is where these definitions of Java are. */
    boolean isHome(String qualifiedName, String page) {
        return page.equals(code.get(qualifiedName));
    }

    private static Optional<String> place(Map<String, String> of, String key, String anchor, String page) {
        String found = of.get(key);
        return found == null ? Optional.empty() : Optional.of((found.equals(page) ? "" : found) + "#" + anchor);
    }

    /** Returns the link to a definition of a spec, from a page. */
    Optional<String> definition(String module, String name, String page) {
        String anchor = Chapter.anchor(module, name);
        return place(definitions, anchor, anchor, page);
    }

    /** Returns the link to a module, from a page. */
    Optional<String> module(String name, String page) {
        return place(modules, name, name, page);
    }

    /** Returns the link to a type or a member, from a page. */
    Optional<String> code(String qualifiedName, String page) {
        return place(code, qualifiedName, qualifiedName, page);
    }

    /** Returns the link to a model, from a page. */
    Optional<String> model(String name, String page) {
        return place(models, name, "model-" + name, page);
    }
}
