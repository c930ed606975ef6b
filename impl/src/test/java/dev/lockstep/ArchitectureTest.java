package dev.lockstep;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import dev.lockstep.canary.Canary;
import dev.lockstep.explorable.Explorations;
import dev.lockstep.explore.ExplorationThatKnowsAProtocol;
import dev.lockstep.host.HostThatKnowsAProtocol;
import dev.lockstep.mutex.CoreThatKnowsItsHost;
import dev.lockstep.mutex.CoreThatRollsDice;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.node.MutexThatKnowsACoordinator;
import dev.lockstep.mutex.run.MutexProtocol;
import dev.lockstep.net.NetThatKnowsAProtocol;
import dev.lockstep.plot.PlotThatKnowsAProtocol;
import dev.lockstep.protocol.Figures;
import dev.lockstep.protocol.Protocol;
import dev.lockstep.protocol.RunOptions;
import dev.lockstep.raft.kv.ServiceThatKnowsItsRuns;
import dev.lockstep.raft.node.NodeThatKnowsItsService;
import dev.lockstep.run.ProtocolContract;
import dev.lockstep.run.RunThatKnowsAProtocol;
import dev.lockstep.simulation.SimulationThatKnowsTheNet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Who may know whom. Each rule has a canary: a class of the tests that breaks it, and must be reported. */
class ArchitectureTest {
    /** The packages that hold protocol cores and nothing else, and whose values each knows besides its own. */
    private static final Map<String, List<String>> CORES = Map.ofEntries(
            Map.entry("dev.lockstep.core", List.of()),
            Map.entry("dev.lockstep.mutex", List.of()),
            Map.entry("dev.lockstep.commit", List.of()),
            Map.entry("dev.lockstep.paxos", List.of()),
            Map.entry("dev.lockstep.multipaxos", List.of("dev.lockstep.paxos")),
            Map.entry("dev.lockstep.clocks", List.of()),
            Map.entry("dev.lockstep.cap", List.of()),
            Map.entry("dev.lockstep.gossip", List.of()),
            Map.entry("dev.lockstep.raft", List.of()),
            Map.entry("dev.lockstep.redis.replication", List.of()),
            Map.entry("dev.lockstep.redis.sentinel", List.of()),
            Map.entry("dev.lockstep.redis.cluster", List.of()));

    private static final JavaClasses MAIN = main();

    private static final String[] COMMON = {"java..", "org.jspecify.annotations"};

    @Test
    void coresKnowOnlyValuesAndAnnotations() {
        CORES.forEach((core, known) -> {
            ArchRule rule = classes()
                    .that()
                    .resideInAPackage(core)
                    .should()
                    .onlyDependOnClassesThat(resideInAnyPackage(COMMON)
                            .or(resideInAnyPackage(core, "dev.lockstep.annotations", "dev.lockstep.core"))
                            .or(resideInAnyPackage(known.toArray(String[]::new))))
                    .allowEmptyShould(!core.equals("dev.lockstep.mutex"));
            rule.check(MAIN);
            if (core.equals("dev.lockstep.mutex")) {
                assertCanary(rule, CoreThatKnowsItsHost.class);
            }
        });
    }

    @Test
    void coresHaveNoThreadsNoInputNoOutputNoTimeAndNoRandomness() {
        ArchRule rule = noClasses()
                .that()
                .resideInAnyPackage(CORES.keySet().toArray(String[]::new))
                .should()
                .dependOnClassesThat(resideInAnyPackage(
                                "java.io..", "java.nio..", "java.net..", "java.time..", "java.util.concurrent..")
                        .or(simpleName("Thread"))
                        .or(simpleName("System"))
                        .or(simpleName("UUID"))
                        .or(simpleName(Random.class.getSimpleName()))
                        .or(simpleName(SplittableRandom.class.getSimpleName())));
        rule.check(MAIN);
        assertCanary(rule, CoreThatRollsDice.class);
    }

    @Test
    void theServersOfRaftDoNotKnowWhatTheirLogIsForAndTheServiceDoesNotKnowItsRuns() {
        ArchRule node = noClasses()
                .that()
                .resideInAPackage("dev.lockstep.raft.node")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lockstep.raft.kv", "dev.lockstep.raft.run");
        node.check(MAIN);
        assertCanary(node, NodeThatKnowsItsService.class);
        ArchRule service = onlyKnows(
                "dev.lockstep.raft.kv",
                "dev.lockstep.core",
                "dev.lockstep.host",
                "dev.lockstep.net",
                "dev.lockstep.raft",
                "dev.lockstep.raft.node",
                "dev.lockstep.recorder",
                "dev.lockstep.run",
                "dev.lockstep.storage");
        service.check(MAIN);
        assertCanary(service, ServiceThatKnowsItsRuns.class);
    }

    /** What nodes, clients and runs of several protocols need is the runtime's. */
    @Test
    void noProtocolKnowsTheHostCodeOfAnother() {
        Set<String> protocols = new TreeSet<>(CORES.keySet());
        protocols.remove("dev.lockstep.core");
        for (String protocol : protocols) {
            String[] others = protocols.stream()
                    .filter(other -> !other.equals(protocol))
                    .map(other -> other + ".*..")
                    .toArray(String[]::new);
            ArchRule rule = noClasses()
                    .that()
                    .resideInAPackage(protocol + "..")
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(others).and(not(sharedBy(protocol))));
            rule.check(MAIN);
            if (protocol.equals("dev.lockstep.mutex")) {
                assertCanary(rule, MutexThatKnowsACoordinator.class);
            }
        }
    }

    /** A replica of a log of MultiPaxos plays the roles of Paxos at the same nodes, with the same patience. */
    private static DescribedPredicate<JavaClass> sharedBy(String protocol) {
        List<String> shared = protocol.equals("dev.lockstep.multipaxos")
                ? List.of(
                        "dev.lockstep.paxos.node.Cluster",
                        "dev.lockstep.paxos.node.PaxosRoles",
                        "dev.lockstep.paxos.node.BackOff")
                : List.of();
        return DescribedPredicate.describe("shared", its -> shared.contains(its.getName()));
    }

    @Test
    void theNetKnowsNoProtocol() {
        ArchRule rule =
                onlyKnows("dev.lockstep.net", "dev.lockstep.host", "io.netty..", "tools.jackson..", "javax.net.ssl..");
        rule.check(MAIN);
        assertCanary(rule, NetThatKnowsAProtocol.class);
    }

    @Test
    void plotsKnowNumbersAndTextsAlone() {
        ArchRule rule = onlyKnows("dev.lockstep.plot");
        rule.check(MAIN);
        assertCanary(rule, PlotThatKnowsAProtocol.class);
    }

    @Test
    void theSimulationKnowsNoProtocolAndNoNet() {
        ArchRule rule = onlyKnows("dev.lockstep.simulation", "dev.lockstep.host");
        rule.check(MAIN);
        assertCanary(rule, SimulationThatKnowsTheNet.class);
    }

    @Test
    void explorationKnowsNoProtocolAndNoRuntime() {
        ArchRule rule = onlyKnows(
                "dev.lockstep.explore", "dev.lockstep.core", "dev.lockstep.explorable", "dev.lockstep.recorder");
        rule.check(MAIN);
        assertCanary(rule, ExplorationThatKnowsAProtocol.class);
    }

    @Test
    void theHostKnowsNoProtocol() {
        ArchRule rule = onlyKnows("dev.lockstep.host", "dev.lockstep.recorder");
        rule.check(MAIN);
        assertCanary(rule, HostThatKnowsAProtocol.class);
    }

    @Test
    void whatRunsShareKnowsNoProtocol() {
        ArchRule rule = onlyKnows(
                "dev.lockstep.run",
                "dev.lockstep.core",
                "dev.lockstep.host",
                "dev.lockstep.net",
                "dev.lockstep.protocol",
                "dev.lockstep.recorder",
                "dev.lockstep.simulation",
                "dev.lockstep.storage..",
                "tools.jackson..");
        rule.check(MAIN);
        assertCanary(rule, RunThatKnowsAProtocol.class);
    }

    @Test
    void ofTheTraceCheckerOnlyWhatTracedProgramsSeeIsSeen() {
        ArchRule rule = noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.lockstep.agent..",
                        "dev.lockstep.checker..",
                        "dev.lockstep.cli..",
                        "dev.lockstep.junit..",
                        "org.objectweb.asm..",
                        "tlc2..",
                        "tla2sany..");
        rule.check(MAIN);
        assertCanary(rule, Canary.class);
    }

    /** What is not registered is missing in the command, which nothing else would notice. */
    @Test
    void eachProtocolAndAllFiguresAreFoundByTheCommand() {
        for (Class<?> service : List.of(Protocol.class, Explorations.class, Figures.class)) {
            Set<String> found = ServiceLoader.load(service).stream()
                    .map(provider -> provider.type().getName())
                    .collect(Collectors.toSet());
            assertThat(unregistered(service, MAIN, found)).isEmpty();
        }
        JavaClasses one = new ClassFileImporter().importClasses(MutexProtocol.class);
        assertThat(unregistered(Protocol.class, one, Set.of())).containsExactly(MutexProtocol.class.getName());
    }

    private static Set<String> unregistered(Class<?> service, JavaClasses classes, Set<String> found) {
        return classes.stream()
                .filter(each -> service.isAssignableFrom(each.reflect())
                        && !each.getModifiers().contains(JavaModifier.ABSTRACT)
                        && !found.contains(each.getName()))
                .map(JavaClass::getName)
                .collect(Collectors.toSet());
    }

    /** The contract is what requires that runs take every action of the spec. */
    @Test
    void eachProtocolThatIsSimulatedKeepsTheContract() {
        Set<String> simulated = ServiceLoader.load(Protocol.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(protocol -> protocol.transports().contains(RunOptions.Transport.SIMULATED))
                .map(protocol -> protocol.getClass().getName())
                .collect(Collectors.toSet());
        JavaClasses tests = new ClassFileImporter()
                .importUrl(ArchitectureTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation());
        assertThat(underContract(tests)).containsAll(simulated);
        JavaClasses but = tests.that(not(simpleName("MutexTraceTest")));
        assertThat(simulated).contains(MutexProtocol.class.getName());
        assertThat(underContract(but)).doesNotContain(MutexProtocol.class.getName());
    }

    /** Returns the descriptions that tests of the contract make. */
    private static Set<String> underContract(JavaClasses tests) {
        return tests.stream()
                .filter(test -> test.isAssignableTo(ProtocolContract.class)
                        && !test.getModifiers().contains(JavaModifier.ABSTRACT))
                .flatMap(test -> test.getMethod("description").getConstructorCallsFromSelf().stream())
                .map(call -> call.getTargetOwner().getName())
                .collect(Collectors.toSet());
    }

    private static ArchRule onlyKnows(String whose, String... known) {
        return classes()
                .that()
                .resideInAPackage(whose)
                .should()
                .onlyDependOnClassesThat(
                        resideInAnyPackage(COMMON).or(resideInAnyPackage(whose)).or(resideInAnyPackage(known)));
    }

    private static JavaClasses main() {
        JavaClasses main = new ClassFileImporter()
                .importUrl(
                        LamportMutex.class.getProtectionDomain().getCodeSource().getLocation());
        assertThat(main.contain(LamportMutex.class)).isTrue();
        return main;
    }

    private static void assertCanary(ArchRule rule, Class<?> canary) {
        assertThat(rule.evaluate(new ClassFileImporter().importClasses(canary))
                        .getFailureReport()
                        .getDetails())
                .as("violations of %s", canary.getSimpleName())
                .anyMatch(detail -> detail.contains(canary.getName()));
    }
}
