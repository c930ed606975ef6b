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

/** Writes pages on which a spec is read beside the project's annotated code: {@code lockstep read}. */
@Mojo(name = "read", defaultPhase = LifecyclePhase.SITE, threadSafe = true)
public final class ReadMojo extends AbstractMojo {
    @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
    private Map<String, Artifact> artifacts;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File folder;

    /** The spec's file, with models below its folder; or a folder with a folder for each protocol. */
    @Parameter(property = "lockstep.spec", required = true)
    private String spec;

    /** Names the note that argues for the spec's properties, in Markdown, or a folder of such; none: there is none. */
    @Parameter(property = "lockstep.notes")
    private @Nullable String notes;

    /** The folder to which the pages are written; index.html is the first. */
    @Parameter(property = "lockstep.pages", defaultValue = "target/lockstep/read")
    private String output;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        List<String> arguments = new ArrayList<>(List.of("read", "--spec", spec, "--source", ".", "-o", output));
        if (notes != null) {
            arguments.addAll(List.of("--notes", notes));
        }
        int code = new Fork(artifacts, folder, getLog()).run(List.of(), "dev.lockstep.cli.Lockstep", arguments);
        switch (code) {
            case 0 -> {}
            case 1 ->
                throw new MojoFailureException("something of the spec or the code has no counterpart: what is above");
            default -> throw new MojoExecutionException("a spec or the code cannot be read");
        }
    }
}
