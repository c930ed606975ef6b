package dev.lockstep.reading;

import dev.lockstep.checker.outline.ModuleOutline;
import dev.lockstep.checker.outline.ModuleOutline.Definition;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Holds what one page is about.
 *
 * @param name the name of the page's file, without its ending
 * @param text the text with the order of reading, from which the page begins; empty: there is none
 * @param list the order of reading; empty: there is none
 * @param modules the modules in the order of reading
 * @param others the modules that models have besides, by name
 * @param models the models, in the order of their names
 * @param classes the classes that implement specs of the page
 * @param sources the files of Java of the page
 * @param slips what tests make wrong on purpose
 * @param note the note that argues; empty: there is none
 */
record Chapter(
        String name,
        Optional<Note> text,
        Optional<ReadingList> list,
        List<ModuleOutline> modules,
        Map<String, ModuleOutline> others,
        List<ModelEntry> models,
        List<SpecClass> classes,
        List<JavaSource> sources,
        List<Slip> slips,
        Optional<Note> note) {

    String title() {
        return list.map(ReadingList::title)
                .filter(title -> !title.isEmpty())
                .orElse(
                        modules.isEmpty()
                                ? name
                                : modules.get(modules.size() - 1).name());
    }

    String file() {
        return name + ".html";
    }

    /** Represents a definition, and the module that has it. */
    record Defined(ModuleOutline module, Definition definition) {}

    /** Returns the definitions of all modules by their names. Of several that is taken which is read first; models' modules come last. */
    Map<String, Defined> definitions() {
        Map<String, Defined> definitions = new LinkedHashMap<>();
        for (ModuleOutline module : modules) {
            module.definitions().forEach(each -> definitions.putIfAbsent(each.name(), new Defined(module, each)));
        }
        for (ModuleOutline module : others.values()) {
            module.definitions().forEach(each -> definitions.putIfAbsent(each.name(), new Defined(module, each)));
        }
        return definitions;
    }

    /** Returns the definition that a name has in a module: its own, or that of a module that it extends. */
    Optional<Defined> definition(ModuleOutline module, String name) {
        return definition(module, name, new TreeSet<>());
    }

    private Optional<Defined> definition(ModuleOutline module, String name, Set<String> within) {
        Optional<Definition> own = module.definitions().stream()
                .filter(each -> each.name().equals(name))
                .findFirst();
        if (own.isPresent()) {
            return Optional.of(new Defined(module, own.get()));
        }
        for (String extended : module.extended()) {
            Optional<ModuleOutline> other = module(extended);
            if (within.add(extended) && other.isPresent()) {
                Optional<Defined> found = definition(other.get(), name, within);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<ModuleOutline> module(String name) {
        return modules.stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(others.get(name)));
    }

    /** Returns whether a module is another one, or extends it. */
    boolean has(String module, String other) {
        return module.equals(other)
                || module(module).stream()
                        .flatMap(each -> each.extended().stream())
                        .anyMatch(extended -> has(extended, other));
    }

    /** Returns the definition that a name has for a model: that of its own module before those that it extends. */
    Optional<Defined> definition(ModelEntry model, String name) {
        return module(model.model().module()).flatMap(module -> definition(module, name));
    }

    /** Returns the names of specs that classes implement. */
    Set<String> implemented() {
        Set<String> implemented = new TreeSet<>();
        classes.forEach(each -> implemented.add(each.spec()));
        return implemented;
    }

    /** Returns the anchor of a definition. */
    static String anchor(String module, String name) {
        return module + "." + name;
    }
}
