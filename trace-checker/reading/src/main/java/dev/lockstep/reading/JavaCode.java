package dev.lockstep.reading;

import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.expr.AnnotationExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.nodeTypes.NodeWithAnnotations;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Holds the annotated classes below some folders, by the spec that each names, and what lies in their packages. Only files of those packages are
 * parsed, and those of the classes that they extend.
 */
final class JavaCode {
    private final List<Path> roots;
    private final List<Path> testRoots;
    private final Map<Path, JavaSource> parsed = new HashMap<>();
    private final Map<String, List<SpecClass>> bySpec = new TreeMap<>();
    private final Map<String, List<JavaSource>> packages = new LinkedHashMap<>();
    private final List<JavaSource> tests = new ArrayList<>();
    private final Set<String> files = new TreeSet<>();

    private JavaCode(List<Path> roots, List<Path> testRoots) {
        this.roots = roots;
        this.testRoots = testRoots;
    }

    /**
     * Reads code.
     *
     * @param roots folders that hold packages, or folders above or below such
     * @param testRoots folders of tests, in whose classes slips are looked for
     * @throws InvalidInputException a file is no Java, or a folder is missing
     */
    static JavaCode read(List<Path> roots, List<Path> testRoots) throws InvalidInputException, InterruptedException {
        JavaCode code = new JavaCode(roots, testRoots);
        Set<Path> folders = new TreeSet<>();
        for (Path root : roots) {
            for (Path file : files(root)) {
                code.files.add(typeOf(file));
                if (text(file).contains("@Spec(")) {
                    folders.add(file.getParent());
                }
            }
        }
        List<Path> packaged = new ArrayList<>();
        for (Path folder : folders) {
            packaged.addAll(files(folder).stream()
                    .filter(file -> file.getParent().equals(folder))
                    .toList());
        }
        code.parseAll(packaged);
        for (Path folder : folders) {
            for (Path file : packaged) {
                if (file.getParent().equals(folder)) {
                    JavaSource source = code.parse(file);
                    code.packages
                            .computeIfAbsent(source.packageName(), name -> new ArrayList<>())
                            .add(source);
                }
            }
        }
        for (List<JavaSource> sources : List.copyOf(code.packages.values())) {
            for (JavaSource source : sources) {
                code.index(source);
            }
        }
        List<Path> tests = new ArrayList<>();
        for (Path root : testRoots) {
            for (Path file : files(root)) {
                String text = text(file);
                String name = packageOf(text);
                code.files.add(typeOf(file));
                if (code.packages.keySet().stream().anyMatch(each -> isWithin(name, each)) && text.contains("broken-")
                        || text.contains("@Override") && code.packages.containsKey(name)) {
                    tests.add(file);
                }
            }
        }
        code.parseAll(tests);
        for (Path file : tests) {
            code.tests.add(code.parse(file));
        }
        return code;
    }

    /** Parses files on all cores. What does not parse is told when it is asked for. */
    private void parseAll(List<Path> files) throws InterruptedException {
        Map<Path, JavaSource> read = new ConcurrentHashMap<>();
        Turns.all("code", files, file -> {
            try {
                read.put(file, JavaSource.read(file));
            } catch (InvalidInputException e) {
                return; // parse() finds the same
            }
        });
        parsed.putAll(read);
    }

    /** Returns whether a package is another one, or below it. */
    static boolean isWithin(String name, String above) {
        return name.equals(above) || name.startsWith(above + ".");
    }

    private static String typeOf(Path file) {
        return file.getFileName().toString().replaceFirst("\\.java$", "");
    }

    private static String packageOf(String text) {
        return text.lines()
                .filter(line -> line.startsWith("package "))
                .findFirst()
                .map(line ->
                        line.substring("package ".length()).replace(";", "").strip())
                .orElse("");
    }

    private static List<Path> files(Path root) throws InvalidInputException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.getFileName().toString().equals("package-info.java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException(root + ": cannot be read: " + e.getMessage());
        }
    }

    private static String text(Path file) throws InvalidInputException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    private JavaSource parse(Path file) throws InvalidInputException {
        JavaSource known = parsed.get(file);
        if (known == null) {
            known = JavaSource.read(file);
            parsed.put(file, known);
        }
        return known;
    }

    private void index(JavaSource source) throws InvalidInputException {
        for (TypeDeclaration<?> type : source.types()) {
            Optional<String> spec = value(type, "Spec");
            if (spec.isPresent() && type instanceof ClassOrInterfaceDeclaration declaration) {
                bySpec.computeIfAbsent(spec.get(), name -> new ArrayList<>())
                        .add(new SpecClass(spec.get(), chain(source, declaration)));
            }
        }
    }

    /** Returns a class and those that it extends, as far as their files are there. */
    private List<SpecClass.Level> chain(JavaSource source, ClassOrInterfaceDeclaration declaration)
            throws InvalidInputException {
        List<SpecClass.Level> chain = new ArrayList<>();
        JavaSource at = source;
        ClassOrInterfaceDeclaration type = declaration;
        while (type != null) {
            chain.add(new SpecClass.Level(at, type));
            if (type.getExtendedTypes().isEmpty()) {
                break;
            }
            String name = type.getExtendedTypes().get(0).getNameAsString();
            Optional<JavaSource> above = resolve(at, name);
            type = above.flatMap(each -> each.types().stream()
                            .filter(other -> other.getNameAsString().equals(name))
                            .filter(ClassOrInterfaceDeclaration.class::isInstance)
                            .map(ClassOrInterfaceDeclaration.class::cast)
                            .findFirst())
                    .orElse(null);
            at = above.orElse(at);
        }
        return chain;
    }

    private Optional<JavaSource> resolve(JavaSource from, String name) throws InvalidInputException {
        if (from.types().stream().anyMatch(type -> type.getNameAsString().equals(name))) {
            return Optional.of(from);
        }
        String qualified = from.imported().getOrDefault(name, from.packageName() + "." + name);
        List<Path> folders = new ArrayList<>(roots);
        folders.addAll(testRoots);
        Path beside = from.file().resolveSibling(name + ".java");
        Optional<Path> file = JavaSource.find(folders, qualified)
                .or(() -> Files.isRegularFile(beside) ? Optional.of(beside) : Optional.empty());
        return file.isEmpty() ? Optional.empty() : Optional.of(parse(file.get()));
    }

    /** Returns all classes that name a spec. */
    List<SpecClass> classes() {
        return bySpec.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the classes that name a spec. */
    List<SpecClass> of(String spec) {
        return bySpec.getOrDefault(spec, List.of());
    }

    /** Returns the files of the packages in which classes name one of these specs. Those of the classes that they extend come too. */
    List<JavaSource> around(Set<String> specs) {
        Set<JavaSource> around = new java.util.LinkedHashSet<>();
        List<SpecClass> classes =
                specs.stream().flatMap(spec -> of(spec).stream()).toList();
        classes.forEach(each -> around.add(each.levels().get(0).source()));
        Set<String> names = classes.stream()
                .map(each -> each.levels().get(0).source().packageName())
                .collect(Collectors.toCollection(TreeSet::new));
        classes.forEach(each -> each.levels().forEach(level -> around.add(level.source())));
        names.forEach(name -> around.addAll(packages.getOrDefault(name, List.of())));
        return List.copyOf(around);
    }

    /** Returns the files of tests in these packages, and below them. */
    List<JavaSource> testsIn(Set<String> names) {
        return tests.stream()
                .filter(source -> names.stream().anyMatch(name -> isWithin(source.packageName(), name)))
                .toList();
    }

    /** Returns the names of the types that have a file, also of those that are not parsed. */
    Set<String> files() {
        return files;
    }

    /** Returns the string of an annotation; empty: the annotation is not there. Without a value it is the empty string. */
    static Optional<String> value(NodeWithAnnotations<?> node, String annotation) {
        return node.getAnnotationByName(annotation).map(JavaCode::value);
    }

    private static String value(AnnotationExpr annotation) {
        Optional<Expression> single = annotation.isSingleMemberAnnotationExpr()
                ? Optional.of(annotation.asSingleMemberAnnotationExpr().getMemberValue())
                : annotation.isNormalAnnotationExpr()
                        ? annotation.asNormalAnnotationExpr().getPairs().stream()
                                .filter(pair -> pair.getNameAsString().equals("value"))
                                .findFirst()
                                .map(pair -> pair.getValue())
                        : Optional.empty();
        return single.filter(Expression::isStringLiteralExpr)
                .map(each -> each.asStringLiteralExpr().asString())
                .orElse("");
    }
}
