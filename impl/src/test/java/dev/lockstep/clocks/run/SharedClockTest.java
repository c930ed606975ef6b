package dev.lockstep.clocks.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.clocks.ClockSlip;
import dev.lockstep.clocks.Message;
import dev.lockstep.clocks.node.Stamped;
import dev.lockstep.clocks.node.Timestamp;
import dev.lockstep.clocks.node.TimestampNode;
import dev.lockstep.clocks.node.Timestamps;
import dev.lockstep.net.ByHand.Served;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Roles;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goal: programs and people get timestamps for which the Clock Condition holds, and the bound that is told with them. Method: three processes
 * in virtual time, whose clocks run at different rates, and programs that send each other messages; then by hand, over TCP.
 */
@Timeout(120)
class SharedClockTest {
    private static final int MILLI = 1_000_000;

    @TempDir
    private Path folder;

    /** Three processes, one virtual millisecond after the other. */
    private static final class Group {
        private record UnderWay(int to, Packet<Message> packet, int arrives) {}

        /** A message of a program: that is its timestamp. */
        private record Mail(Timestamp stamp, int arrives) {}

        private final SplittableRandom random = new SplittableRandom(1);
        private final List<String> names = Deployment.names("p", 3);
        private final List<Timestamps> processes = new ArrayList<>();
        private final List<UnderWay> network = new ArrayList<>();
        private final List<Mail> mail = new ArrayList<>();
        private int now;

        /** The process from which nothing arrives, or -1. */
        private int silent = -1;

        /** The process whose messages take more than the bounds say, or -1. */
        private int late = -1;

        /** By how much clocks differed, at most, whatever was told. */
        private int skew;

        /** The same while each process told a bound; and whether one of these bounds was less than that. */
        private int boundedSkew;

        private boolean isFarther;
        private int bounded;

        /** Events of which the one before has no earlier timestamp. */
        private int wrong;

        private int received;

        Group(double... rates) {
            this(SharedClock::roles, rates);
        }

        Group(Function<List<String>, Roles<Message>> roles, double... rates) {
            for (int i = 0; i < names.size(); i++) {
                processes.add(new Timestamps(
                        names.get(i), new TreeSet<>(names), roles.apply(names), () -> (long) now * MILLI, rates[i]));
            }
        }

        void run(int millis) {
            for (int end = now + millis; now < end; now++) {
                for (int i = 0; i < processes.size(); i++) {
                    processes.get(i).act();
                }
                arrive();
                send();
                compare();
            }
        }

        private void arrive() {
            for (UnderWay each : List.copyOf(network)) {
                if (each.arrives <= now) {
                    network.remove(each);
                    processes.get(each.to).node().receive(each.packet);
                }
            }
        }

        private void send() {
            for (int i = 0; i < processes.size(); i++) {
                int from = i;
                processes.get(i).node().drain().forEach(send -> {
                    if (from != silent) {
                        network.add(new UnderWay(
                                names.indexOf(send.to()),
                                send.message(),
                                now + (late == -1 ? 1 + random.nextInt(49) : from == late ? 110 : 1)));
                    }
                });
            }
        }

        private void compare() {
            List<Stamped> stamps = processes.stream().map(Timestamps::stamp).toList();
            int[] times = stamps.stream()
                    .mapToInt(each -> each.timestamp().time())
                    .sorted()
                    .toArray();
            int apart = times[2] - times[0];
            skew = Math.max(skew, apart);
            if (stamps.stream().allMatch(each -> each.error().isPresent())) {
                boundedSkew = Math.max(boundedSkew, apart);
                isFarther |= stamps.stream().anyMatch(each -> each.error().getAsInt() < apart);
                bounded++;
            }
        }

        /** Programs send each other messages. A receiver that does not ask for a later timestamp just takes one. */
        void sendMail(int millis, boolean asks) {
            for (int i = 0; i < millis; i++) {
                run(1);
                mail.add(new Mail(processes.get(random.nextInt(3)).stamp().timestamp(), now + random.nextInt(20)));
                for (Mail each : List.copyOf(mail)) {
                    if (each.arrives <= now) {
                        mail.remove(each);
                        receive(each, processes.get(random.nextInt(3)), asks);
                    }
                }
            }
        }

        private void receive(Mail received, Timestamps by, boolean asks) {
            CompletableFuture<Stamped> later = new CompletableFuture<>();
            if (asks) {
                by.stampAfter(received.stamp, later);
            } else {
                later.complete(by.stamp());
            }
            later.thenAccept(stamped -> {
                this.received++;
                if (stamped.timestamp().compareTo(received.stamp) <= 0) {
                    wrong++;
                }
            });
        }
    }

    @Test
    void clocksOfDifferentRatesAreAsCloseAsTimestampsTell() {
        Group group = new Group(0.9, 1, 1.1);
        group.run(10_000);
        assertThat(group.bounded).isGreaterThan(9_000);
        assertThat(group.boundedSkew).isBetween(10, Timestamps.BOUNDS.epsilon(1));
        assertThat(group.isFarther).isFalse();
        assertThat(group.processes.get(0).stamp().timestamp().time())
                .as("no clock runs faster than the fastest")
                .isBetween(9_000, 11_000);
    }

    /** The canary: no process can see that these messages take twice as long as the bounds say. */
    @Test
    void clocksAreFartherApartIfTheHypothesesDoNotHold() {
        Group group = new Group(0.9, 1, 1.1);
        group.late = 2;
        group.run(10_000);
        assertThat(group.isFarther)
                .as("%s, %s in %s", group.skew, group.boundedSkew, group.bounded)
                .isTrue();
    }

    @Test
    void noBoundIsToldOfClocksThatAreNeverSetForward() {
        Group group = new Group(names -> SharedClock.roles(names, ClockSlip.IS_NEVER_SET_FORWARD), 0.9, 1, 1.1);
        group.run(10_000);
        assertThat(group.skew).isGreaterThan(10 * Timestamps.BOUNDS.epsilon(1));
        assertThat(group.boundedSkew).as("soon enough").isLessThan(2 * Timestamps.BOUNDS.epsilon(1));
        assertThat(group.processes.get(0).stamp().error()).isEmpty();
    }

    @Test
    void theClockConditionHoldsOfProgramsThatAskForALaterTimestamp() {
        Group group = new Group(0.9, 1, 1.1);
        group.sendMail(3_000, true);
        assertThat(group.received).isGreaterThan(2_500);
        assertThat(group.wrong).isZero();
    }

    /** The canary: of those who do not ask it does not hold. */
    @Test
    void theClockConditionDoesNotHoldOfProgramsThatDoNotAsk() {
        Group group = new Group(0.9, 1, 1.1);
        group.sendMail(3_000, false);
        assertThat(group.received).isGreaterThan(2_500);
        assertThat(group.wrong).isPositive();
    }

    @Test
    void nothingIsKnownWhileAProcessIsSilentAndForAWhileAfterwards() {
        Group group = new Group(1, 1, 1);
        assertThat(group.processes.get(0).stamp().error()).as("at first").isEmpty();
        group.run(1_000);
        assertThat(group.processes.get(0).stamp().error()).hasValue(Timestamps.BOUNDS.epsilon(1));
        group.silent = 2;
        group.run(500);
        assertThat(group.processes.get(0).stamp().error()).isEmpty();
        assertThat(group.processes.get(2).stamp().error())
                .as("it hears the others")
                .isPresent();
        group.silent = -1;
        group.run(100);
        assertThat(group.processes.get(0).stamp().error()).as("not long enough").isEmpty();
        group.run(1_000);
        assertThat(group.processes.get(0).stamp().error()).isPresent();
    }

    @Test
    void aTimestampThatNoClockCanShowYetIsRefused() {
        Group group = new Group(1, 1, 1);
        group.run(1_000);
        CompletableFuture<Stamped> answer = new CompletableFuture<>();
        group.processes.get(0).stampAfter(new Timestamp(2_000, 0, "p2"), answer);
        assertThatThrownBy(answer::join).hasMessageContaining("no clock of the group shows the time of 2000.0.p2 yet");
    }

    @Test
    void eventsOfOneMillisecondHaveTimestampsInTheirOrder() {
        Group group = new Group(1, 1, 1);
        group.run(10);
        Timestamp first = group.processes.get(0).stamp().timestamp();
        Timestamp second = group.processes.get(0).stamp().timestamp();
        assertThat(second.time()).isEqualTo(first.time());
        assertThat(second).isGreaterThan(first);
        assertThat(Timestamp.of(second.toString())).isEqualTo(second);
    }

    // ---------------------------------------------------------------- over TCP

    private String told(int code, String... arguments) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(out, true);
        List<String> all = new ArrayList<>(List.of(folder.toString()));
        all.addAll(Arrays.asList(arguments));
        int found = SharedClock.run(stream, stream, all.toArray(String[]::new));
        assertThat(found).as("%s: %s", all, out).isEqualTo(code);
        return out.toString().strip();
    }

    private String stamp(String... arguments) throws Exception {
        return told(0, arguments).split(" ")[0];
    }

    @Test
    void peopleAskForTimestamps() throws Exception {
        try (Served<TimestampNode> first = SharedClock.serve(folder, "p1", "3", "90");
                Served<TimestampNode> second = SharedClock.serve(folder, "p2", "3", "100");
                Served<TimestampNode> third = SharedClock.serve(folder, "p3", "3", "110")) {
            while (first.node().stamp().join().error().isEmpty()) {
                Thread.onSpinWait();
            }
            List<Timestamp> chain = new ArrayList<>();
            String before = stamp("p3", "stamp");
            for (int i = 0; i < 12; i++) {
                chain.add(Timestamp.of(before));
                before = stamp("p" + (1 + i % 3), "after", before);
            }
            assertThat(chain).isSorted().doesNotHaveDuplicates();
            assertThat(told(1, "p1", "after", "yesterday"))
                    .isEqualTo("no timestamp, which is TIME.COUNT.PROCESS: yesterday");
            assertThat(told(1, "p1", "when")).isEqualTo("no request: when");
            assertThat(List.of(second, third))
                    .allSatisfy(each ->
                            assertThat(each.node().stamp().join().timestamp()).isGreaterThan(chain.get(0)));
        }
    }

    @Test
    void whoWaitsForATimestampIsToldWhenTheProcessEnds() throws Exception {
        Served<TimestampNode> served = SharedClock.serve(folder, "p1", "2", "100");
        CompletableFuture<Stamped> answer = served.node().stampAfter(new Timestamp(900_000_000, 0, "p2"));
        served.close();
        assertThat(answer).failsWithin(Duration.ofSeconds(60));
    }

    @Test
    void mistakesAreTold() throws Exception {
        assertThat(told(2, "p1")).startsWith("usage: SharedClock FOLDER serve ID N [RATE]");
        assertThat(told(2, "serve", "p1", "1")).startsWith("not a number of processes");
        assertThat(told(2, "serve", "p1", "2", "50")).isEqualTo("not a rate, from 90 to 110 percent: 50");
        assertThat(told(2, "serve", "p3", "2")).isEqualTo("no process p3: there are p1, p2");
        assertThat(told(1, "p1", "stamp")).startsWith("p1 does not answer: there is no file ");
        SharedClock.serve(folder, "p1", "2", "100").close();
        assertThat(told(2, "serve", "p1", "2")).startsWith("p1 has run in " + folder);
    }
}
