package dev.lockstep.checker.reason.canary;

import java.util.regex.Pattern;

/** Looks for patterns in the text of explanations, so that one can see that the rule against it would notice. */
public final class ReadsText {
    static final Pattern REASON = Pattern.compile("(.*) is FALSE.*");
}
