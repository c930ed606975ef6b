package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.spec.SpecLoader;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.TraceReader;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** TLC keeps a spec in static fields, so each spec has a TLC of its own: specs with the same names do not meet. */
class IsolationTest {
    private static final String[] SPECS = {"TwinA", "TwinB"};

    /** The specs have the same variables in another order, the same action, and opposite meanings. */
    @Test
    void specsWithTheSameNamesAreSteppedInTurn() throws Exception {
        List<Sample> traces = List.of(Sample.of("TwinA"), Sample.of("TwinB"));
        List<TraceChecker> checkers = new ArrayList<>();
        List<TraceReader> readers = new ArrayList<>();
        for (Sample trace : traces) {
            TraceReader reader = trace.open();
            readers.add(reader);
            checkers.add(
                    new TraceChecker(trace.load(), reader.name(), reader.header(), reader.initially(), Limits.DEFAULT));
        }
        for (int i = 0; i < traces.get(0).events(); i++) {
            for (int spec = 0; spec < SPECS.length; spec++) {
                Event event = readers.get(spec).next();
                assertThat(checkers.get(spec).accept(event))
                        .as(checkers.get(spec).result().toString())
                        .isTrue();
            }
        }
        traces.get(0).replace(2, "\"x\":2", "\"x\":1").isRejectedAt(2, "x was observed as 1, the spec has 2");
        traces.get(1).replace(2, "\"x\":-2", "\"x\":2").isRejectedAt(2, "x was observed as 2, the spec has -2");
    }

    @Test
    void eachSpecHasAClassLoaderOfItsOwn() throws Exception {
        LoadedSpec a = Sample.of("TwinA").load();
        LoadedSpec b = Sample.of("TwinB").load();
        ClassLoader loader = a.getClass().getClassLoader();
        assertThat(loader)
                .isNotSameAs(b.getClass().getClassLoader())
                .isNotSameAs(getClass().getClassLoader());
        for (String name : List.of("tlc2.tool.TLCState", "util.UniqueString", "tla2sany.semantic.OpDefNode")) {
            assertThat(loader.loadClass(name).getClassLoader()).as(name).isSameAs(loader);
        }
        assertThat(Sample.of("TwinA").load()).isSameAs(a);
    }

    /** In a class loader where no other test uses TLC. */
    @Test
    void oneSpecMayHaveTheTlcOfTheCheckersOwnLoader() throws Exception {
        List<URL> path = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            path.add(new File(entry).toURI().toURL());
        }
        try (URLClassLoader alone =
                new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Callable<?> lending = (Callable<?>) alone.loadClass(Lending.class.getName())
                    .getDeclaredConstructor()
                    .newInstance();
            assertThat(lending.call()).isEqualTo(List.of(true, false));
        }
    }

    /** Of two specs that are stepped in turn, whether each has the checker's own TLC. */
    public static final class Lending implements Callable<List<Boolean>> {
        @Override
        public List<Boolean> call() throws Exception {
            SpecLoader.lendOwnTlc();
            new IsolationTest().specsWithTheSameNamesAreSteppedInTurn();
            return List.of(hasOwn("TwinA"), hasOwn("TwinB"));
        }

        private static boolean hasOwn(String name) throws Exception {
            return Sample.of(name).load().getClass().getClassLoader() == SpecLoader.class.getClassLoader();
        }
    }

    @Test
    void specsAreSteppedInParallelEachByAThread() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> rounds = new ArrayList<>();
            for (int thread = 0; thread < 4; thread++) {
                String name = SPECS[thread % 2];
                rounds.add(threads.submit(() -> rightVerdicts(name)));
            }
            for (Future<Integer> round : rounds) {
                assertThat(round.get()).isEqualTo(60);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** With specs that this thread loads for itself. */
    private static int rightVerdicts(String name) throws Exception {
        Specs specs = new Specs();
        int right = 0;
        for (int i = 0; i < 30; i++) {
            right += verdict(specs, Sample.of(name)) == Verdict.ACCEPTED ? 1 : 0;
            right += verdict(specs, Sample.of(name).drop(1 + i % 2)) == Verdict.REJECTED ? 1 : 0;
        }
        return right;
    }

    private static Verdict verdict(Specs specs, Sample sample) throws Exception {
        try (TraceReader reader = sample.open()) {
            LoadedSpec spec = specs.forTrace(
                    reader.name(),
                    reader.header(),
                    Sample.FOLDER.resolve(reader.header().spec() + ".tla"),
                    null);
            return TraceChecker.check(spec, reader, Limits.DEFAULT).verdict();
        }
    }
}
