package dev.lockstep.reading;

/** Translates names between specs and code. */
final class Names {
    private Names() {}

    /** Returns the name of the method that has the name of an operator. */
    static String method(String operator) {
        return operator.isEmpty() ? operator : Character.toLowerCase(operator.charAt(0)) + operator.substring(1);
    }

    /** Returns the name of the operator that has the name of a method. */
    static String operator(String method) {
        return method.isEmpty() ? method : Character.toUpperCase(method.charAt(0)) + method.substring(1);
    }
}
