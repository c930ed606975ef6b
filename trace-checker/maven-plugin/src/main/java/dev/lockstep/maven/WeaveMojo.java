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

/** Weaves the project's compiled classes, so that they record without an agent: {@code java -jar lockstep-agent.jar weave}. */
@Mojo(name = "weave", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class WeaveMojo extends AbstractMojo {
    @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
    private Map<String, Artifact> artifacts;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File folder;

    @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
    private File classes;

    /** Names folders or jars to weave; none: the project's classes. */
    @Parameter
    private List<File> targets = List.of();

    /** A mapping file for classes that have no annotations. */
    @Parameter(property = "lockstep.mapping")
    private @Nullable File mapping;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        List<String> arguments = new ArrayList<>(List.of("weave"));
        if (mapping != null) {
            arguments.addAll(List.of("--mapping", mapping.getAbsolutePath()));
        }
        (targets.isEmpty() ? List.of(classes) : targets).forEach(target -> arguments.add(target.getAbsolutePath()));
        int code = new Fork(artifacts, folder, getLog())
                .run(List.of("-XX:TieredStopAtLevel=1"), "dev.lockstep.agent.BuildTime", arguments);
        if (code != 0) {
            throw new MojoFailureException("classes cannot be woven: the reasons are above");
        }
    }
}
