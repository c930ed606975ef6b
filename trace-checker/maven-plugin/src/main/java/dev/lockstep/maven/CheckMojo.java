package dev.lockstep.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/**
 * Checks the project's models with TLC: {@code lockstep check}. What a model declares in its config is compared with what TLC finds. Models
 * that have passed are not checked again until their files, TLC or Lockstep change.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.TEST, threadSafe = true)
public final class CheckMojo extends AbstractMojo {
    @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
    private Map<String, Artifact> artifacts;

    @Parameter(defaultValue = "${basedir}", readonly = true, required = true)
    private File folder;

    /** A folder of specs and configs, with folders below it. */
    @Parameter(property = "lockstep.specs", defaultValue = "${basedir}/specs")
    private File specs;

    /** Names folders and jars with more modules, such as those of CommunityModules. */
    @Parameter
    private List<File> modules = List.of();

    /** Checks the models of tier full too. */
    @Parameter(property = "lockstep.full", defaultValue = "false")
    private boolean full;

    /** Checks all models, also those that have passed as they are. */
    @Parameter(property = "lockstep.again", defaultValue = "false")
    private boolean again;

    @Parameter(property = "lockstep.skip", defaultValue = "false")
    private boolean skip;

    /** JUnit's XML is written to {@code TEST-lockstep-check.xml} in this folder, and what has passed is remembered there. */
    @Parameter(defaultValue = "${project.build.directory}/lockstep")
    private File output;

    @Override
    public void execute() throws MojoExecutionException, MojoFailureException {
        if (skip) {
            getLog().warn("no model is checked: lockstep.skip");
            return;
        }
        if (!specs.isDirectory()) {
            throw new MojoExecutionException("there is no folder of specs: " + specs);
        }
        Passed passed = new Passed(output.toPath().resolve("passed"), key());
        try {
            Files.createDirectories(output.toPath());
            List<Path> open = new ArrayList<>();
            for (Path config : passed.configs(specs.toPath())) {
                if (!again && passed.has(config)) {
                    getLog().info("unchanged since it passed: "
                            + folder.toPath().relativize(config.toAbsolutePath()));
                } else {
                    open.add(config);
                }
            }
            if (!open.isEmpty()) {
                check(open);
                for (Path config : open) {
                    passed.add(config);
                }
            }
        } catch (IOException e) {
            throw new MojoExecutionException("models cannot be read, or results not written", e);
        }
    }

    /** Returns what a result depends on besides the model's files. */
    private String key() {
        List<String> key = new ArrayList<>();
        artifacts.forEach((name, artifact) -> key.add(name + ":" + artifact.getVersion() + ":"
                + (artifact.getFile() == null ? 0 : artifact.getFile().lastModified())));
        modules.forEach(path -> key.add(path + ":" + path.lastModified()));
        return String.join(" ", key) + " " + System.getProperty("java.version");
    }

    private void check(List<Path> configs) throws MojoExecutionException, MojoFailureException {
        Path report = output.toPath().resolve("TEST-lockstep-check.xml");
        List<String> arguments = new ArrayList<>(List.of("check", "--report", "junit=" + report));
        modules.forEach(path -> arguments.addAll(List.of("--modules", path.getAbsolutePath())));
        if (full) {
            arguments.add("--full");
        }
        configs.forEach(config -> arguments.add(config.toString()));
        int code = new Fork(artifacts, folder, getLog())
                .run(
                        List.of("-XX:TieredStopAtLevel=1", "-Dlockstep.archives=" + output.getAbsolutePath()),
                        "dev.lockstep.cli.Lockstep",
                        arguments);
        if (code == 1) {
            throw new MojoFailureException("a model is not as declared");
        } else if (code != 0) {
            throw new MojoExecutionException("a model cannot be read");
        }
    }
}
