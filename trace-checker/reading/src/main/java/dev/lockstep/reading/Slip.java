package dev.lockstep.reading;

import com.github.javaparser.Range;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.BodyDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.nodeTypes.NodeWithJavadoc;
import com.github.javaparser.ast.nodeTypes.NodeWithSimpleName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Represents a piece of a test that makes a core wrong on purpose. It is a constant of an enumeration, or a class.
 *
 * @param name its name
 * @param source its file
 * @param from its first line, with its comment
 * @param to its last line
 * @param models the models that its text names
 * @param overridden the methods that it overrides
 */
record Slip(String name, JavaSource source, int from, int to, Set<String> models, Set<String> overridden) {
    private static final Pattern MODEL = Pattern.compile("\\bbroken-[\\w-]*\\w\\*?(?![\\w*-])");

    /** Finds the slips of a file: constants and members that name a model or override something. */
    static List<Slip> of(JavaSource source) {
        List<Slip> slips = new ArrayList<>();
        for (EnumConstantDeclaration constant : source.unit().findAll(EnumConstantDeclaration.class)) {
            slips.add(slip(constant, constant.getNameAsString(), source));
        }
        for (TypeDeclaration<?> type : source.types()) {
            for (BodyDeclaration<?> member : type.getMembers()) {
                boolean isNamed = member instanceof NodeWithSimpleName<?>;
                if (isNamed) {
                    Slip slip = slip(member, ((NodeWithSimpleName<?>) member).getNameAsString(), source);
                    if (!slip.models.isEmpty()) {
                        slips.add(slip);
                    }
                }
            }
        }
        return slips;
    }

    private static Slip slip(Node node, String name, JavaSource source) {
        Range range = node.getRange().orElseThrow();
        int from = range.begin.line;
        if (node instanceof NodeWithJavadoc<?> documented
                && documented.getJavadocComment().isPresent()) {
            from = Math.min(
                    from, documented.getJavadocComment().get().getRange().orElseThrow().begin.line);
        }
        Set<String> models = new TreeSet<>();
        for (String line : source.lines().subList(from - 1, range.end.line)) {
            Matcher model = MODEL.matcher(line);
            while (model.find()) {
                models.add(model.group());
            }
        }
        Set<String> overridden = new TreeSet<>();
        for (MethodDeclaration method : node.findAll(MethodDeclaration.class)) {
            boolean isWithin =
                    method.getParentNode().filter(parent -> parent != node).isPresent();
            if (isWithin && method.isAnnotationPresent("Override")) {
                overridden.add(method.getNameAsString());
            }
        }
        return new Slip(name, source, from, range.end.line, models, overridden);
    }

    /** Returns whether its text names a model. */
    boolean names(String model) {
        return models.stream()
                .anyMatch(each -> Exceptions.glob(each).matcher(model).matches());
    }
}
