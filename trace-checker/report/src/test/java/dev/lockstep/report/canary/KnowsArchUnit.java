package dev.lockstep.report.canary;

import com.tngtech.archunit.core.domain.JavaClasses;
import org.jspecify.annotations.Nullable;

/** Does what the rule forbids, so that one can see that it would notice. */
public final class KnowsArchUnit {
    @Nullable
    JavaClasses foreign;
}
