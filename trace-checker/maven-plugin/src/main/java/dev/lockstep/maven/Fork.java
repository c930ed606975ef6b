package dev.lockstep.maven;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.logging.Log;

/** Runs a program of Lockstep's in a JVM of its own, and passes on what it prints. */
final class Fork {
    private final Map<String, Artifact> artifacts;
    private final File folder;
    private final Log log;

    /**
     * @param artifacts those of the plugin: all are on the class path
     * @param folder the working folder
     */
    Fork(Map<String, Artifact> artifacts, File folder, Log log) {
        this.artifacts = artifacts;
        this.folder = folder;
        this.log = log;
    }

    /** Returns the exit code. */
    int run(List<String> options, String main, List<String> arguments) throws MojoExecutionException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath(), main));
        command.addAll(arguments);
        log.debug(command.toString());
        Process process = started(command);
        Thread atExit = new Thread(process::destroy);
        Runtime.getRuntime().addShutdownHook(atExit);
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            List<String> said = new ArrayList<>();
            String line;
            while ((line = out.readLine()) != null) {
                log.info(line);
                said.add(line);
            }
            int code = process.waitFor();
            if (code != 0 && !log.isInfoEnabled()) { // a quiet build tells what has failed
                said.forEach(log::error);
            }
            return code;
        } catch (IOException e) {
            throw new MojoExecutionException(main + " cannot be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MojoExecutionException(main + " was interrupted", e);
        } finally {
            process.destroy();
            Runtime.getRuntime().removeShutdownHook(atExit);
        }
    }

    private Process started(List<String> command) throws MojoExecutionException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder)
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new MojoExecutionException("cannot be started: " + command.get(0), e);
        }
    }

    private String classPath() {
        return artifacts.values().stream()
                .map(Artifact::getFile)
                .filter(file -> file != null && !file.getName().startsWith("maven-"))
                .map(File::getAbsolutePath)
                .collect(Collectors.joining(File.pathSeparator));
    }
}
