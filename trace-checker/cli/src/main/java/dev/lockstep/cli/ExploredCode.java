package dev.lockstep.cli;

import dev.lockstep.checker.explore.Bounds;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.explorable.Explorable;
import dev.lockstep.explorable.Explorations;
import java.io.File;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Names the code that is explored, and the bounds. What comes with Lockstep has a name, the user's own a class. */
final class ExploredCode {
    @Parameters(
            paramLabel = "NAME",
            description = "What comes with Lockstep, as mutex; with --classpath a class that implements"
                    + " dev.lockstep.explorable.Explorable.")
    private String name;

    @Option(
            names = "--model",
            paramLabel = "MODEL",
            description = "At the bounds of which model, as LamportMutex-2x3; the smallest if none is named.")
    private String model = "";

    @Option(
            names = "--classpath",
            paramLabel = "PATH",
            description = "Folders and jars with the class, as java -classpath has them.")
    private String classpath = "";

    @Option(names = "--spec", paramLabel = "F.tla", description = "The spec with which the class is compared.")
    private Path spec;

    @Option(
            names = "--config",
            paramLabel = "F.cfg",
            description = "A config of the spec, with the bounds; else F.cfg beside the spec.")
    private Path config;

    /** @throws IllegalArgumentException there is no such code */
    Explorable explorable() {
        if (classpath.isEmpty() && spec != null) {
            throw new IllegalArgumentException("--spec is for a class of your own: give --classpath, too");
        }
        return classpath.isEmpty() ? known() : own();
    }

    /**
     * Returns the bounds at which it is explored.
     *
     * @throws IllegalArgumentException neither the user nor the code names them
     */
    Bounds bounds(Explorable explorable) throws InvalidInputException {
        if (spec != null) {
            return Bounds.of(spec, config);
        }
        if (config != null) {
            throw new IllegalArgumentException("--config is a config of the spec: give --spec, too");
        }
        if (explorable.model().isEmpty()) {
            throw new IllegalArgumentException(name + " does not say at which bounds it is explored: give --spec");
        }
        return Bounds.of(ModelNames.select(List.of(explorable.model()), true).get(0), explorable.model());
    }

    private Explorable known() {
        List<Explorations> offered = ServiceLoader.load(Explorations.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(Explorations::name))
                .toList();
        List<Explorable> all = offered.stream()
                .filter(known -> known.name().equals(name))
                .flatMap(known -> known.explorations().stream())
                .toList();
        if (all.isEmpty()) {
            throw new IllegalArgumentException(name + " cannot be explored; these can: "
                    + offered.stream().map(Explorations::name).collect(Collectors.joining(", "))
                    + ", and with --classpath a class of your own");
        }
        return all.stream()
                .filter(known -> model.isEmpty()
                        || known.model().equals(model)
                        || known.model().endsWith("/" + model))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " can be explored at the bounds of "
                        + all.stream().map(Explorable::model).collect(Collectors.joining(", ")) + ", not of "
                        + model));
    }

    /** Makes an object of the user's class. Its class loader stays open: more classes are loaded while the code runs. */
    private Explorable own() {
        if (!model.isEmpty()) {
            throw new IllegalArgumentException("--model is for what comes with Lockstep: give --spec and --config");
        }
        ClassLoader loader = new URLClassLoader(urls(), ExploredCode.class.getClassLoader());
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!Explorable.class.isAssignableFrom(type)) {
                throw new IllegalArgumentException(name + " does not implement " + Explorable.class.getName());
            }
            var constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            return (Explorable) constructor.newInstance();
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("there is no class " + name + " in " + classpath, e);
        } catch (NoClassDefFoundError e) {
            throw new IllegalArgumentException(
                    name + " needs a class that is not in " + classpath + ": " + e.getMessage(), e);
        } catch (NoSuchMethodException | InstantiationException e) {
            throw new IllegalArgumentException(name + " has no constructor without parameters", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e); // it is accessible
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(name + " cannot be made: " + e.getCause(), e);
        }
    }

    private URL[] urls() {
        List<URL> urls = new ArrayList<>();
        for (String part : classpath.split(File.pathSeparator)) {
            Path path = Path.of(part);
            if (!Files.exists(path)) {
                throw new IllegalArgumentException("--classpath " + part + ": no such folder or jar");
            }
            try {
                urls.add(path.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new IllegalArgumentException("--classpath " + part + ": " + e.getMessage(), e);
            }
        }
        return urls.toArray(URL[]::new);
    }
}
