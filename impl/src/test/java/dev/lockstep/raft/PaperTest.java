package dev.lockstep.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lockstep.checker.CheckResult;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.raft.node.Cores;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * Servers of which a test says what they do, one step at a time, and which of their messages arrive. What they do is traced, and the
 * trace must be a behaviour of Raft.tla: so each story of the paper is one of the spec too.
 *
 * <p>"The paper" is D. Ongaro and J. Ousterhout, "In Search of an Understandable Consensus Algorithm" (extended version, 2014), sections 5 to
 * 7; "the dissertation" is D. Ongaro, "Consensus: Bridging Theory and Practice", 2014, sections 4.2.3, 6.2, 6.4 and 9.6.
 */
abstract class PaperTest {
    /** The right ones; {@link RaftPaperSlipTest} runs the same stories with others. */
    Cores cores = Cores.RIGHT;

    /** Null: {@link RaftPaperSlipTest} looks only at what the test itself says. */
    @TempDir
    @Nullable
    Path folder;

    RaftServer s1;
    RaftServer s2;
    RaftServer s3;
    RaftServer s4;
    RaftServer s5;

    private Group group = new Group(Set.of("s1"), Set.of("s1"), false, false);
    private final Map<String, RaftServer> servers = new TreeMap<>();
    private final List<Message> underway = new ArrayList<>();
    private @Nullable Recorder recorder;

    /** As many servers, all of them members, with neither pre-votes nor CheckQuorum. */
    void servers(int count) {
        servers(count, count, false, false);
    }

    /** @param members how many of the servers, the first, are members at the beginning */
    void servers(int count, int members, boolean preVote, boolean checkQuorum) {
        group = new Group(names(count), names(members), preVote, checkQuorum);
        if (folder != null) {
            open(folder.resolve("story.ndjson"));
        }
        group.servers().forEach(id -> start(id, group.hardState()));
        name();
    }

    static Set<String> names(int count) {
        return new TreeSet<>(
                IntStream.rangeClosed(1, count).mapToObj(i -> "s" + i).toList());
    }

    private void open(Path trace) {
        Map<String, Object> constants = new TreeMap<>();
        constants.put("Server", group.servers());
        constants.put("Initial", group.initial());
        constants.put("PreVote", group.preVote());
        constants.put("CheckQuorum", group.checkQuorum());
        try {
            recorder = Recorder.open(trace, Header.of(constants, RaftServer.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private RaftServer start(String id, HardState stable) {
        RaftServer server = cores.server(id, group, stable, false);
        servers.put(id, server);
        if (recorder != null) {
            recorder.attach(server);
        }
        return server;
    }

    private void name() {
        s1 = servers.get("s1");
        s2 = servers.get("s2");
        s3 = servers.get("s3");
        s4 = servers.get("s4");
        s5 = servers.get("s5");
    }

    /** The server crashes: what is on stable storage is left, and {@link #restart} finds it. */
    void crash(RaftServer server) {
        if (recorder != null) {
            recorder.detach(server);
        }
        start(server.id(), server.hardState()).crash();
        name();
    }

    void restart(RaftServer server) {
        servers.get(server.id()).restart();
    }

    // ---------------------------------------------------------------- messages

    /** Takes the messages that servers have sent; nothing is lost, but nothing arrives by itself. */
    private void collect() {
        servers.values().forEach(server -> underway.addAll(server.drain()));
    }

    /** All messages from one server to another that have not arrived yet, in order; from now on they are in the test's hands. */
    List<Message> sent(RaftServer from, RaftServer to) {
        collect();
        List<Message> sent = underway.stream()
                .filter(m -> m.from().equals(from.id()) && m.to().equals(to.id()))
                .toList();
        underway.removeAll(sent);
        return sent;
    }

    /** The only message from one server to another that has not arrived yet. */
    Message message(RaftServer from, RaftServer to) {
        List<Message> sent = sent(from, to);
        assertThat(sent).hasSize(1);
        return sent.get(0);
    }

    /** All messages of that server are lost. */
    void lose(RaftServer from) {
        group.servers().forEach(to -> sent(from, servers.get(to)));
    }

    /** Lets what is on its way from one server to another arrive. */
    void deliver(RaftServer from, RaftServer to) {
        sent(from, to).forEach(to::receive);
    }

    /** A message and its answer. */
    void exchange(RaftServer from, RaftServer to) {
        deliver(from, to);
        deliver(to, from);
    }

    // ---------------------------------------------------------------- what often happens

    /** In a term that is new to all, by the votes of these. */
    void elect(RaftServer candidate, RaftServer... voters) {
        int latest = servers.values().stream().mapToInt(RaftServer::term).max().orElseThrow();
        for (int left = latest - candidate.term(); left >= 0; left--) {
            lose(candidate);
            candidate.campaign();
        }
        for (RaftServer voter : voters) {
            exchange(candidate, voter);
        }
        lose(candidate);
        candidate.becomeLeader();
    }

    /** The leader sends the others all that they have not told it to have, and hears their answers. */
    void replicate(RaftServer leader, RaftServer... followers) {
        for (RaftServer follower : followers) {
            send(leader, follower, leader.match(follower.id()), leader.log().lastIndex());
            exchange(leader, follower);
        }
    }

    /** A leader that leads no longer is told so by another server. */
    void learn(RaftServer leader, RaftServer other) {
        send(leader, other, 0, 0);
        exchange(leader, other);
    }

    /** Sends the entries behind the first up to the second index. */
    void send(RaftServer leader, RaftServer follower, int previous, int last) {
        leader.sendEntries(follower.id(), List.of(previous, last));
    }

    static List<Integer> terms(RaftServer server) {
        return server.log().stream().map(Entry::term).toList();
    }

    /** The guard of that step is false. */
    static void assertMayNot(ThrowingCallable step) {
        assertThatThrownBy(step).isInstanceOf(IllegalStateException.class).hasMessageStartingWith("not enabled");
    }

    @AfterEach
    void theStoryIsABehaviourOfTheSpec() throws IOException {
        if (recorder != null && folder != null) {
            long events = recorder.events();
            recorder.close();
            CheckResult result = TraceAssertions.assertAccepted(folder.resolve("story.ndjson"));
            assertThat(result.events()).isEqualTo(events).isPositive();
        }
    }
}
