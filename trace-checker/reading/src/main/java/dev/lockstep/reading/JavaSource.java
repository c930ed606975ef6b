package dev.lockstep.reading;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParseResult;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.ImportDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Represents a file of Java that has been parsed. */
final class JavaSource {
    private final Path file;
    private final List<String> lines;
    private final CompilationUnit unit;
    private final List<TypeDeclaration<?>> types;
    private final Map<String, String> imported;

    private JavaSource(Path file, List<String> lines, CompilationUnit unit) {
        this.file = file;
        this.lines = lines;
        this.unit = unit;
        this.types = unit.findAll(TypeDeclaration.class).stream()
                .<TypeDeclaration<?>>map(each -> each)
                .toList();
        this.imported = imports(unit);
    }

    Path file() {
        return file;
    }

    /** Returns its text. */
    List<String> lines() {
        return lines;
    }

    /** Returns what the parser made of it. */
    CompilationUnit unit() {
        return unit;
    }

    /** @throws InvalidInputException the file is no Java; the message says where */
    static JavaSource read(Path file) throws InvalidInputException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
        ParserConfiguration configuration = new ParserConfiguration();
        configuration.setLanguageLevel(ParserConfiguration.LanguageLevel.BLEEDING_EDGE);
        ParseResult<CompilationUnit> result = new JavaParser(configuration).parse(text);
        if (!result.isSuccessful() || result.getResult().isEmpty()) {
            String problem = result.getProblems().isEmpty()
                    ? "no Java"
                    : result.getProblems()
                            .get(0)
                            .getMessage()
                            .lines()
                            .findFirst()
                            .orElse("no Java");
            int line = result.getProblems().stream()
                    .findFirst()
                    .flatMap(first -> first.getLocation())
                    .flatMap(location -> location.getBegin().getRange())
                    .map(range -> range.begin.line)
                    .orElse(1);
            throw new InvalidInputException(file.toString(), line, "does not parse: " + problem);
        }
        return new JavaSource(file, text.lines().toList(), result.getResult().get());
    }

    String packageName() {
        return unit.getPackageDeclaration().map(each -> each.getNameAsString()).orElse("");
    }

    /** Returns the types of the file, also those within others. */
    List<TypeDeclaration<?>> types() {
        return types;
    }

    /** Returns the packages and types that the file imports by name: the last part of each, with all of it. */
    Map<String, String> imported() {
        return imported;
    }

    private static Map<String, String> imports(CompilationUnit unit) {
        Map<String, String> imported = new HashMap<>();
        for (ImportDeclaration each : unit.getImports()) {
            if (!each.isAsterisk() && !each.isStatic()) {
                imported.put(each.getName().getIdentifier(), each.getNameAsString());
            }
        }
        return imported;
    }

    /** Returns the file of a type among these folders; empty: it is in none. */
    static Optional<Path> find(List<Path> roots, String qualifiedName) {
        String path = qualifiedName.replace('.', '/') + ".java";
        return roots.stream()
                .map(root -> root.resolve(path))
                .filter(Files::isRegularFile)
                .findFirst();
    }
}
