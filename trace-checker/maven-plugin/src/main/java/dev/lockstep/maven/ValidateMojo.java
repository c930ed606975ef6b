package dev.lockstep.maven;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** Validates traces that the build has left: {@code lockstep validate}. Tests with {@code @ValidateTraces} need no such goal. */
@Mojo(name = "validate", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class ValidateMojo extends AbstractMojo {
    @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
    private Map<String, Artifact> artifacts;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File folder;

    /** The traces, relative to the project. */
    @Parameter(property = "lockstep.traces", required = true)
    private List<String> traces;

    /** The spec's file; none: the traces' headers name one that is beside them. */
    @Parameter(property = "lockstep.spec")
    private @Nullable String spec;

    /** Names the TLC config; none: the one beside the spec. */
    @Parameter(property = "lockstep.config")
    private @Nullable String config;

    /** Reports, as {@code --report} takes them: {@code sarif=target/lockstep.sarif}. */
    @Parameter
    private List<String> reports = List.of();

    /** Adds options, as the command takes them. */
    @Parameter
    private List<String> options = List.of();

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        List<String> arguments = new ArrayList<>(List.of("validate"));
        if (spec != null) {
            arguments.addAll(List.of("--spec", spec));
        }
        if (config != null) {
            arguments.addAll(List.of("--config", config));
        }
        reports.forEach(report -> arguments.addAll(List.of("--report", report)));
        arguments.addAll(options);
        arguments.addAll(traces);
        int code = new Fork(artifacts, folder, getLog()).run(List.of(), "dev.lockstep.cli.Lockstep", arguments);
        switch (code) {
            case 0 -> {}
            case 1 -> throw new MojoFailureException("a trace is rejected");
            case 3 -> throw new MojoFailureException("of a trace it is not known whether its spec explains it");
            default -> throw new MojoExecutionException("a trace or a spec cannot be read");
        }
    }
}
