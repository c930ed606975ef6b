package dev.lockstep.reading;

import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.ClassOrInterfaceDeclaration;
import com.github.javaparser.ast.body.FieldDeclaration;
import com.github.javaparser.ast.body.MethodDeclaration;
import com.github.javaparser.ast.body.Parameter;
import com.github.javaparser.ast.body.VariableDeclarator;
import com.github.javaparser.ast.expr.AssignExpr;
import com.github.javaparser.ast.expr.Expression;
import com.github.javaparser.ast.expr.FieldAccessExpr;
import com.github.javaparser.ast.expr.MethodCallExpr;
import com.github.javaparser.ast.expr.NameExpr;
import com.github.javaparser.ast.expr.UnaryExpr;
import com.github.javaparser.ast.stmt.ExpressionStmt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Represents a class that names a spec, with those that it extends. It knows which of the spec's names a piece of its code is about. */
final class SpecClass {
    private final String spec;
    private final List<Level> levels;
    private final Map<String, String> variables = new HashMap<>();
    private final Map<String, List<MethodDeclaration>> methods = new LinkedHashMap<>();

    /** Represents one class of the chain, and its file. */
    record Level(JavaSource source, ClassOrInterfaceDeclaration type) {}

    /** Represents a method that is an action. */
    record ActionMethod(String action, MethodDeclaration method, JavaSource source) {}

    /** @param levels the class itself first, then those that it extends */
    SpecClass(String spec, List<Level> levels) {
        this.spec = spec;
        this.levels = List.copyOf(levels);
        for (Level level : levels) {
            for (FieldDeclaration field : level.type.getFields()) {
                Optional<String> variable = JavaCode.value(field, "Variable").or(() -> JavaCode.value(field, "Sends"));
                if (variable.isPresent()) {
                    for (VariableDeclarator each : field.getVariables()) {
                        String name = each.getNameAsString();
                        variables.putIfAbsent(name, variable.get().isEmpty() ? name : variable.get());
                    }
                }
            }
            for (MethodDeclaration method : level.type.getMethods()) {
                methods.computeIfAbsent(method.getNameAsString(), name -> new ArrayList<>())
                        .add(method);
            }
        }
    }

    String spec() {
        return spec;
    }

    List<Level> levels() {
        return levels;
    }

    /** Returns the name of the class. */
    String name() {
        return levels.get(0).type.getNameAsString();
    }

    /** Returns the methods that are actions; of those that override each other the first. */
    List<ActionMethod> actions() {
        List<ActionMethod> actions = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Level level : levels) {
            for (MethodDeclaration method : level.type.getMethods()) {
                Optional<String> action = JavaCode.value(method, "Action");
                String signature = method.getSignature().asString();
                if (action.isPresent() && seen.add(signature)) {
                    String name = action.get().isEmpty() ? Names.operator(method.getNameAsString()) : action.get();
                    actions.add(new ActionMethod(name, method, level.source));
                }
            }
        }
        return actions;
    }

    /** Returns the spec's names that a piece of code is about. They are variables that it reads and operators that it calls, also by what it calls. */
    Set<String> names(Node code) {
        Set<String> names = new TreeSet<>();
        names(code, names, new HashSet<>());
        return names;
    }

    private void names(Node code, Set<String> names, Set<MethodDeclaration> within) {
        Set<String> locals = locals(code);
        for (NameExpr name : code.findAll(NameExpr.class)) {
            String variable = variables.get(name.getNameAsString());
            if (variable != null && !locals.contains(name.getNameAsString())) {
                names.add(variable);
            }
        }
        for (FieldAccessExpr field : code.findAll(FieldAccessExpr.class)) {
            String variable = variables.get(field.getNameAsString());
            if (variable != null && field.getScope().isThisExpr()) {
                names.add(variable);
            }
        }
        for (MethodCallExpr call : code.findAll(MethodCallExpr.class)) {
            if (isOwn(call)) {
                names.add(Names.operator(call.getNameAsString()));
                for (MethodDeclaration method : called(call)) {
                    JavaCode.value(method, "Variable")
                            .ifPresent(variable -> names.add(variable.isEmpty() ? method.getNameAsString() : variable));
                    if (within.add(method)) {
                        names(method, names, within);
                    }
                }
            }
        }
    }

    /** Returns the spec's variables that a piece of code may change, itself or by what it calls. */
    Set<String> changed(Node code) {
        Set<String> changed = new TreeSet<>();
        changed(code, changed, new HashSet<>());
        return changed;
    }

    private void changed(Node code, Set<String> changed, Set<MethodDeclaration> within) {
        Set<String> locals = locals(code);
        for (AssignExpr assignment : code.findAll(AssignExpr.class)) {
            field(assignment.getTarget(), locals).ifPresent(changed::add);
        }
        for (UnaryExpr unary : code.findAll(UnaryExpr.class)) {
            boolean assigns =
                    unary.getOperator().isPrefix() || unary.getOperator().isPostfix();
            if (assigns && unary.getOperator().asString().length() == 2) {
                field(unary.getExpression(), locals).ifPresent(changed::add);
            }
        }
        for (ExpressionStmt statement : code.findAll(ExpressionStmt.class)) {
            if (statement.getExpression() instanceof MethodCallExpr call
                    && call.getScope().isPresent()) {
                field(call.getScope().get(), locals).ifPresent(changed::add);
            }
        }
        for (MethodCallExpr call : code.findAll(MethodCallExpr.class)) {
            if (isOwn(call)) {
                for (MethodDeclaration method : called(call)) {
                    if (within.add(method)) {
                        changed(method, changed, within);
                    }
                }
            }
        }
    }

    private Optional<String> field(Expression target, Set<String> locals) {
        if (target instanceof NameExpr name && !locals.contains(name.getNameAsString())) {
            return Optional.ofNullable(variables.get(name.getNameAsString()));
        }
        if (target instanceof FieldAccessExpr field && field.getScope().isThisExpr()) {
            return Optional.ofNullable(variables.get(field.getNameAsString()));
        }
        return Optional.empty();
    }

    /** Returns the operators that a piece of code calls itself. */
    Set<String> called(Node code) {
        Set<String> called = new TreeSet<>();
        for (MethodCallExpr call : code.findAll(MethodCallExpr.class)) {
            if (isOwn(call)) {
                called.add(Names.operator(call.getNameAsString()));
            }
        }
        return called;
    }

    private static boolean isOwn(MethodCallExpr call) {
        return call.getScope().isEmpty()
                || call.getScope().get().isThisExpr()
                || call.getScope().get().isSuperExpr();
    }

    /** Returns the method that a call may be of; those with other numbers of parameters are none. */
    private List<MethodDeclaration> called(MethodCallExpr call) {
        return methods.getOrDefault(call.getNameAsString(), List.of()).stream()
                .filter(method ->
                        method.getParameters().size() == call.getArguments().size())
                .limit(1)
                .toList();
    }

    /** Returns the names that hide fields. They are those of parameters and local variables in the method around the code. */
    private static Set<String> locals(Node code) {
        Set<String> locals = new HashSet<>();
        Node scope = code instanceof MethodDeclaration
                ? code
                : code.findAncestor(MethodDeclaration.class)
                        .<Node>map(each -> each)
                        .orElse(code);
        for (Parameter parameter : scope.findAll(Parameter.class)) {
            locals.add(parameter.getNameAsString());
        }
        for (VariableDeclarator variable : scope.findAll(VariableDeclarator.class)) {
            locals.add(variable.getNameAsString());
        }
        return locals;
    }
}
