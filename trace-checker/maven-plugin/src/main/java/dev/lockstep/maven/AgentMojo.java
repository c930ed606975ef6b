package dev.lockstep.maven;

import java.io.File;
import java.util.Map;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** Lets the tests run with Lockstep's agent. It is put in front of the property that Surefire takes JVM options from. */
@Mojo(name = "agent", defaultPhase = LifecyclePhase.INITIALIZE, threadSafe = true)
public final class AgentMojo extends AbstractMojo {
    @Parameter(defaultValue = "${project}", readonly = true, required = true)
    private MavenProject project;

    @Parameter(defaultValue = "${plugin.artifactMap}", readonly = true, required = true)
    private Map<String, Artifact> artifacts;

    /** The property to which the agent is added. If the pom has an {@code argLine} for Surefire, write {@code @{argLine}} in it. */
    @Parameter(property = "lockstep.propertyName", defaultValue = "argLine")
    private String propertyName;

    /** A mapping file for classes that have no annotations; none: annotations alone say what is traced. */
    @Parameter(property = "lockstep.mapping")
    private @Nullable File mapping;

    /** Leaves the property as it is. */
    @Parameter(property = "lockstep.skip", defaultValue = "false")
    private boolean skip;

    @Override
    public void execute() {
        if (skip) {
            getLog().info("tests run without the agent: lockstep.skip");
            return;
        }
        File jar = artifacts.get("dev.lockstep:lockstep-agent").getFile();
        String before = project.getProperties().getProperty(propertyName, "");
        String option = option(jar, mapping);
        project.getProperties().setProperty(propertyName, (option + " " + before).trim());
        getLog().info(propertyName + " has the agent: " + option);
    }

    /** Returns the JVM's option, in quotes, since a path may have spaces. */
    static String option(File jar, @Nullable File mapping) {
        String path = jar.getAbsolutePath();
        return "\"-javaagent:" + path + (mapping == null ? "" : "=mapping=" + mapping.getAbsolutePath()) + "\"";
    }
}
