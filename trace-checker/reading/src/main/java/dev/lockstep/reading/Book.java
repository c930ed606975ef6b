package dev.lockstep.reading;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.outline.ModuleOutline;
import dev.lockstep.checker.outline.Outliner;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Link;
import org.jspecify.annotations.Nullable;

/**
 * Collects the chapters of a site from folders.
 *
 * <p>A folder of specs has a chapter for each text in it that has a numbered list of modules: {@code README.md}, and others beside it. Each model
 * belongs to the chapter of which it uses most modules. The note of a chapter is the first file of the folder of notes to which its text has a
 * link.
 */
final class Book {
    private static final String README = "README.md";

    /** Each thread has its own: SANY is not for several at the same time. */
    private final ThreadLocal<Outliner> outliner = ThreadLocal.withInitial(SpecLoader::outliner);

    private final Map<Path, List<ModuleOutline>> outlined = new ConcurrentHashMap<>();
    private final Map<Path, List<Model>> models = new HashMap<>();
    private final JavaCode code;
    private final @Nullable Path notes;
    private final List<Chapter> chapters = new ArrayList<>();
    private final List<Finding> strays = new ArrayList<>();

    private Book(JavaCode code, @Nullable Path notes) {
        this.code = code;
        this.notes = notes;
    }

    /**
     * Collects the chapters of all folders below a folder of specs.
     *
     * @param notes the folder of notes; null: there is none
     */
    static Book of(Path specs, JavaCode code, @Nullable Path notes) throws InvalidInputException, InterruptedException {
        Book book = new Book(code, notes);
        List<Path> folders = new ArrayList<>();
        for (Path folder : list(specs)) {
            if (Files.isDirectory(folder) && !modules(folder).isEmpty()) {
                folders.add(folder);
            }
        }
        book.outline(folders);
        for (Path folder : folders) {
            book.folder(folder);
        }
        return book;
    }

    /** Has the modules of folders, and of the models there, read on all cores. What cannot be read is told when it is asked for. */
    private void outline(List<Path> folders) throws InvalidInputException, InterruptedException {
        Map<Path, List<Path>> wanted = new LinkedHashMap<>();
        for (Path folder : folders) {
            modules(folder).values().forEach(file -> wanted.putIfAbsent(file, List.of(folder)));
            models.put(folder, Model.below(folder));
            models.get(folder).forEach(model -> wanted.putIfAbsent(model.moduleFile(), model.modulePath()));
        }
        Turns.all("outlines", List.copyOf(wanted.entrySet()), each -> {
            try {
                outlines(each.getKey(), each.getValue());
            } catch (InvalidInputException e) {
                return; // outlines() finds the same
            }
        });
    }

    /** Collects the one chapter of a spec. A text with the order of reading may be beside it, and models below its folder. */
    static Book of(Path spec, JavaCode code, @Nullable Path note, boolean isSingle) throws InvalidInputException {
        Book book = new Book(code, null);
        Path folder = spec.toAbsolutePath().getParent();
        List<ModuleOutline> outlines = book.outlines(spec, List.of(folder));
        Optional<Note> text = note == null ? Optional.empty() : Optional.of(Note.read(note));
        String name = spec.getFileName().toString().replaceFirst("\\.tla$", "");
        List<ModuleOutline> modules = inOrder(outlines, List.of());
        List<Model> models = Model.anyBelow(folder).stream()
                .filter(model -> !model.config().equals(folder.resolve(name + ".cfg")))
                .toList();
        book.chapter(name, Optional.empty(), Optional.empty(), modules, text, models, folder);
        return book;
    }

    List<Chapter> chapters() {
        return chapters;
    }

    JavaCode code() {
        return code;
    }

    /** Returns the modules that are in no order of reading. */
    List<Finding> strays() {
        return strays;
    }

    private static List<Path> list(Path folder) throws InvalidInputException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new InvalidInputException(folder + ": cannot be read: " + e.getMessage());
        }
    }

    private static Map<String, Path> modules(Path folder) throws InvalidInputException {
        Map<String, Path> modules = new TreeMap<>();
        for (Path file : list(folder)) {
            String name = file.getFileName().toString();
            if (name.endsWith(".tla")) {
                modules.put(name.substring(0, name.length() - ".tla".length()), file);
            }
        }
        return modules;
    }

    private List<ModuleOutline> outlines(Path module, List<Path> folders) throws InvalidInputException {
        List<ModuleOutline> outlines = outlined.get(module);
        if (outlines == null) {
            outlines = outliner.get().outlines(module, folders);
            outlined.put(module, outlines);
        }
        return outlines;
    }

    private record Planned(String name, Note text, ReadingList list, List<ModuleOutline> modules) {
        Set<String> names() {
            return modules.stream().map(ModuleOutline::name).collect(Collectors.toSet());
        }
    }

    private void folder(Path folder) throws InvalidInputException {
        Map<String, Path> files = modules(folder);
        List<Planned> planned = new ArrayList<>();
        Set<String> read = new TreeSet<>();
        List<Path> texts = new ArrayList<>(list(folder).stream()
                .filter(file -> file.toString().endsWith(".md"))
                .toList());
        texts.sort(Comparator.comparing(file -> !file.getFileName().toString().equals(README)));
        for (Path file : texts) {
            Note text = Note.read(file);
            Optional<ReadingList> list = ReadingList.of(text, files.keySet());
            if (list.isPresent()) {
                Map<String, ModuleOutline> outlines = new LinkedHashMap<>();
                List<String> order = new ArrayList<>();
                for (ReadingList.Item item : list.get().items()) {
                    for (String module : item.modules()) {
                        order.add(module);
                        outlines(files.get(module), List.of(folder))
                                .forEach(each -> outlines.putIfAbsent(each.name(), each));
                    }
                }
                List<ModuleOutline> modules = inOrder(List.copyOf(outlines.values()), order);
                planned.add(new Planned(name(folder, file), text, list.get(), modules));
                modules.forEach(module -> read.add(module.name()));
            }
        }
        files.forEach((module, file) -> {
            if (!read.contains(module)) {
                strays.add(new Finding(
                        Finding.Kind.MODULE,
                        folder.getFileName() + "/" + module,
                        file,
                        1,
                        "no text beside this module has it in a numbered list"));
            }
        });
        Map<String, List<Model>> ofTexts = new TreeMap<>();
        for (Model model : models.getOrDefault(folder, List.of())) {
            Set<String> used = outlines(model.moduleFile(), model.modulePath()).stream()
                    .map(ModuleOutline::name)
                    .collect(Collectors.toSet());
            planned.stream()
                    .max(Comparator.comparingLong(
                            each -> each.names().stream().filter(used::contains).count()))
                    .ifPresent(each -> ofTexts.computeIfAbsent(each.name, name -> new ArrayList<>())
                            .add(model));
        }
        for (Planned each : planned) {
            chapter(
                    each.name,
                    Optional.of(each.text),
                    Optional.of(each.list),
                    each.modules,
                    note(each.text),
                    ofTexts.getOrDefault(each.name, List.of()),
                    folder);
        }
    }

    private static String name(Path folder, Path text) {
        String file = text.getFileName().toString();
        return file.equals(README)
                ? String.valueOf(folder.getFileName())
                : folder.getFileName() + "-" + file.replaceFirst("\\.md$", "");
    }

    /** Puts modules in the order of reading; those that it does not name come before the first that extends them. */
    private static List<ModuleOutline> inOrder(List<ModuleOutline> outlines, List<String> order) {
        Map<String, ModuleOutline> byName = new LinkedHashMap<>();
        outlines.forEach(each -> byName.put(each.name(), each));
        Set<String> ordered = new LinkedHashSet<>();
        List<String> wanted = new ArrayList<>(order);
        outlines.forEach(each -> wanted.add(each.name()));
        wanted.forEach(name -> add(name, byName, new TreeSet<>(order), ordered, new TreeSet<>()));
        return ordered.stream().map(byName::get).toList();
    }

    private static void add(
            String name, Map<String, ModuleOutline> all, Set<String> listed, Set<String> ordered, Set<String> within) {
        ModuleOutline module = all.get(name);
        if (module == null || ordered.contains(name) || !within.add(name)) {
            return;
        }
        for (String extended : module.extended()) {
            if (!listed.contains(extended)) {
                add(extended, all, listed, ordered, within);
            }
        }
        ordered.add(name);
    }

    private Optional<Note> note(Note text) throws InvalidInputException {
        if (notes == null) {
            return Optional.empty();
        }
        List<Path> found = new ArrayList<>();
        text.document().accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                String target = link.getDestination().replaceFirst("#.*", "");
                if (target.endsWith(".md") && !target.contains("://")) {
                    Path file =
                            text.file().resolveSibling(target).toAbsolutePath().normalize();
                    if (file.startsWith(notes.toAbsolutePath().normalize()) && Files.isRegularFile(file)) {
                        found.add(file);
                    }
                }
                visitChildren(link);
            }
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(Note.read(found.get(0)));
    }

    private void chapter(
            String name,
            Optional<Note> text,
            Optional<ReadingList> list,
            List<ModuleOutline> modules,
            Optional<Note> note,
            List<Model> models,
            Path folder)
            throws InvalidInputException {
        List<String> order = modules.stream().map(ModuleOutline::name).toList();
        Map<String, ModuleOutline> others = new TreeMap<>();
        List<ModelEntry> entries = new ArrayList<>();
        for (Model model : models) {
            List<ModuleOutline> used = outlines(model.moduleFile(), model.modulePath());
            String last = used.stream()
                    .map(ModuleOutline::name)
                    .filter(order::contains)
                    .max(Comparator.comparingInt(order::indexOf))
                    .orElse(model.module());
            used.stream()
                    .filter(each -> !order.contains(each.name()))
                    .filter(each -> !each.file().getParent().equals(folder.toAbsolutePath()))
                    .forEach(each -> others.put(each.name(), each));
            entries.add(ModelEntry.of(model, last));
        }
        Set<String> specs = order.stream()
                .filter(module -> !code.of(module).isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
        List<SpecClass> classes =
                specs.stream().flatMap(spec -> code.of(spec).stream()).toList();
        List<JavaSource> sources = code.around(specs);
        Set<String> packages = classes.stream()
                .map(each -> each.levels().get(0).source().packageName())
                .collect(Collectors.toCollection(TreeSet::new));
        List<Slip> slips = code.testsIn(packages).stream()
                .flatMap(source -> Slip.of(source).stream())
                .toList();
        chapters.add(new Chapter(name, text, list, modules, others, entries, classes, sources, slips, note));
    }
}
