package dev.lockstep.reading.canary;

import com.tngtech.archunit.core.domain.JavaClass;

/** Breaks the rule that reading knows only the checker, pages and its two parsers. */
public final class KnowsTheCommand {
    private KnowsTheCommand() {}

    public static String name(JavaClass of) {
        return of.getName();
    }
}
