package dev.lockstep.reading;

import com.github.javaparser.Range;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.CallableDeclaration;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.EnumConstantDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.TypeDeclaration;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.SimpleName;
import com.github.javaparser.ast.type.ClassOrInterfaceType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes a listing of a file of Java. Names lead to their definitions where those are found by the rules of scopes: calls without an object lead to
 * the method of the class, or of one that it extends; names lead to fields that no local name hides; types lead to those of the file, its
 * imports and its package. What would need the types of expressions is left without a link.
 */
final class JavaListing {
    private final JavaSource source;
    private final Places places;
    private final String page;
    private final Map<String, List<JavaSource>> byPackage;
    private final Listing listing;
    private final Map<Node, Set<String>> locals = new IdentityHashMap<>();

    private JavaListing(JavaSource source, Places places, String page, List<JavaSource> all) {
        this.source = source;
        this.places = places;
        this.page = page;
        this.byPackage = new HashMap<>();
        all.forEach(each -> byPackage
                .computeIfAbsent(each.packageName(), name -> new ArrayList<>())
                .add(each));
        this.listing = new Listing(source.lines());
    }

    /** @param all the files among which definitions are looked for */
    static Listing of(JavaSource source, Places places, String page, List<JavaSource> all) {
        JavaListing made = new JavaListing(source, places, page, all);
        made.listing.comments(source.unit().getAllComments());
        made.anchors();
        made.links();
        return made.listing;
    }

    private void anchors() {
        for (TypeDeclaration<?> type : source.types()) {
            String name = type.getFullyQualifiedName().orElse("");
            if (!name.isEmpty() && places.isHome(name, page)) {
                anchor(type.getName(), name);
                for (String member : Places.members(type)) {
                    nameOf(type, member).ifPresent(at -> anchor(at, name + "." + member));
                }
            }
        }
    }

    private void anchor(SimpleName name, String id) {
        listing.anchor(name.getRange().orElseThrow().begin.line, id);
    }

    private static Optional<SimpleName> nameOf(TypeDeclaration<?> type, String member) {
        List<SimpleName> names = new ArrayList<>();
        type.getMembers().forEach(each -> {
            if (each instanceof MethodDeclaration method) {
                names.add(method.getName());
            } else if (each.isFieldDeclaration()) {
                each.asFieldDeclaration().getVariables().forEach(variable -> names.add(variable.getName()));
            }
        });
        if (type.isEnumDeclaration()) {
            type.asEnumDeclaration().getEntries().forEach((EnumConstantDeclaration each) -> names.add(each.getName()));
        }
        return names.stream()
                .filter(name -> name.getIdentifier().equals(member))
                .findFirst();
    }

    private void links() {
        for (MethodCallExpr call : source.unit().findAll(MethodCallExpr.class)) {
            boolean isOwn = call.getScope().isEmpty()
                    || call.getScope().get().isThisExpr()
                    || call.getScope().get().isSuperExpr();
            if (isOwn) {
                member(call, call.getNameAsString()).ifPresent(target -> link(call.getName(), target));
            }
        }
        for (NameExpr name : source.unit().findAll(NameExpr.class)) {
            if (!isLocal(name, name.getNameAsString())) {
                member(name, name.getNameAsString())
                        .or(() -> type(name.getNameAsString()))
                        .ifPresent(target -> link(name.getName(), target));
            }
        }
        for (ClassOrInterfaceType type : source.unit().findAll(ClassOrInterfaceType.class)) {
            if (type.getScope().isEmpty()) {
                type(type.getNameAsString()).ifPresent(target -> link(type.getName(), target));
            }
        }
    }

    private void link(SimpleName name, String target) {
        Range range = name.getRange().orElseThrow();
        places.code(target, page)
                .ifPresent(href -> listing.link(range.begin.line, range.begin.column, range.end.column, href));
    }

    /** Returns the qualified name of a member of the types around a node, or of those that they extend. */
    private Optional<String> member(Node node, String name) {
        for (Optional<Node> at = node.getParentNode();
                at.isPresent();
                at = at.get().getParentNode()) {
            if (at.get() instanceof TypeDeclaration<?> type) {
                Optional<String> found = inherited(source, type, name, 0);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<String> inherited(JavaSource from, TypeDeclaration<?> type, String name, int depth) {
        if (Places.members(type).contains(name)) {
            return type.getFullyQualifiedName().map(each -> each + "." + name);
        }
        if (depth > 8 || !(type instanceof ClassOrInterfaceDeclaration declaration)) {
            return Optional.empty();
        }
        for (ClassOrInterfaceType extended : declaration.getExtendedTypes()) {
            for (Found above : found(from, extended.getNameAsString())) {
                Optional<String> found = inherited(above.source, above.type, name, depth + 1);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private record Found(JavaSource source, TypeDeclaration<?> type) {}

    /** Returns the type of a name in a file. It is one of the file, one that it imports, or one of its package. */
    private List<Found> found(JavaSource from, String name) {
        for (TypeDeclaration<?> type : from.types()) {
            if (type.getNameAsString().equals(name)) {
                return List.of(new Found(from, type));
            }
        }
        String qualified = from.imported().getOrDefault(name, from.packageName() + "." + name);
        List<JavaSource> around = byPackage.entrySet().stream()
                .filter(each -> JavaCode.isWithin(qualified, each.getKey()))
                .flatMap(each -> each.getValue().stream())
                .toList();
        for (JavaSource each : around) {
            for (TypeDeclaration<?> type : each.types()) {
                if (type.getFullyQualifiedName().filter(qualified::equals).isPresent()) {
                    return List.of(new Found(each, type));
                }
            }
        }
        return List.of();
    }

    private Optional<String> type(String name) {
        return found(source, name).stream().findFirst().flatMap(each -> each.type.getFullyQualifiedName());
    }

    /** Returns whether a parameter or a local variable around a node has the name. */
    private boolean isLocal(Node node, String name) {
        Optional<CallableDeclaration> around = node.findAncestor(CallableDeclaration.class);
        return around.isPresent()
                && locals.computeIfAbsent(around.get(), JavaListing::localsOf).contains(name);
    }

    private static Set<String> localsOf(Node callable) {
        Set<String> found = new HashSet<>();
        callable.findAll(Parameter.class).forEach(each -> found.add(each.getNameAsString()));
        callable.findAll(VariableDeclarator.class).forEach(each -> found.add(each.getNameAsString()));
        return found;
    }
}
