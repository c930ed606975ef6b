package dev.lockstep.gossip.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.Rejection;
import dev.lockstep.gossip.AntiEntropy;
import dev.lockstep.gossip.DirectMail;
import dev.lockstep.gossip.RumorMongering;
import dev.lockstep.junit.ExpectedRejection;
import dev.lockstep.junit.TraceAssertions;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.Deployment;
import dev.lockstep.run.SimulatedRun;
import dev.lockstep.simulation.Channels;
import dev.lockstep.simulation.Schedule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A site that is down takes no step but Restart: a trace in which it does is rejected. No run can show it, since a node restarts a process
 * before its next input; so the restart is taken out of the traces of right runs.
 */
class DownTest {
    private static final JsonMapper JSON = new JsonMapper();

    /** The guards that ask whether the site is up, as a rejection names them. */
    private static final String GUARD = ".*\\s(IsUp\\(s\\)|May(Begin|Exchange|Crash)\\(s\\)|MayCompare\\(s, r\\))";

    @TempDir
    Path folder;

    @Test
    void aSiteThatIsDownMailsNothingAndTakesNoMail() throws IOException {
        assertThat(rejected(new DirectMailProtocol.Group(GossipDeployment.replicas(3), DirectMail::new, false)))
                .contains("Update", "Delete", "ReceiveMail");
    }

    @Test
    void aSiteThatIsDownComparesNothing() throws IOException {
        assertThat(rejected(new AntiEntropyProtocol.Group(GossipDeployment.replicas(3), AntiEntropy::new)))
                .contains("Update", "Push", "Pull", "PushPull", "ReceivePush", "ReceiveAnswer", "PeelOn");
    }

    @Test
    void aSiteThatIsDownSpreadsNoRumor() throws IOException {
        assertThat(rejected(new RumorMongeringProtocol.Group(
                        GossipDeployment.replicas(3), RumorMongeringProtocol.USUAL, RumorMongering::new)))
                .contains("Update", "BeginCycle", "Contact", "Accept", "Exchange", "AnswerExchange");
    }

    /** Takes out the restart before each action, and returns the actions that were tried; each was rejected just because the site is down. */
    private Set<String> rejected(Deployment<?, ?, ?> deployment) throws IOException {
        Set<String> actions = new TreeSet<>();
        for (int seed = 1; seed <= 40; seed++) {
            List<ObjectNode> lines = run(deployment, seed);
            for (int restart = 1; restart < lines.size(); restart++) {
                if (action(lines.get(restart)).equals("Restart")) {
                    int next = next(lines, restart);
                    if (next < lines.size() && actions.add(action(lines.get(next)))) {
                        assertRejectedBecauseDown(lines, restart, next);
                    }
                }
            }
        }
        return actions;
    }

    private void assertRejectedBecauseDown(List<ObjectNode> lines, int restart, int next) throws IOException {
        TraceAssertions.assertAccepted(trace(lines.subList(0, next + 1)));

        ObjectNode acts = lines.get(next).deepCopy();
        acts.set("seq", lines.get(restart).get("seq"));
        ((ObjectNode) acts.get("state")).put("up", false);
        List<ObjectNode> down = new ArrayList<>(lines.subList(0, next));
        down.remove(restart);
        down.add(acts);
        Rejection rejection = TraceAssertions.assertRejected(ExpectedRejection.notEnabled(action(acts)), trace(down));
        assertThat(rejection.event()).isNotNull();
        assertThat(rejection.event().index()).isEqualTo(down.size() - 1);
        assertThat(rejection.subjects()).singleElement().asString().matches(GUARD);
    }

    /** Returns where the next event of the same site is; the number of lines: there is none. */
    private static int next(List<ObjectNode> lines, int event) {
        int next = event + 1;
        while (next < lines.size()
                && !lines.get(next).get("process").equals(lines.get(event).get("process"))) {
            next++;
        }
        return next;
    }

    private static String action(ObjectNode event) {
        return event.get("action").stringValue();
    }

    private List<ObjectNode> run(Deployment<?, ?, ?> deployment, long seed) throws IOException {
        Path trace = folder.resolve("whole.ndjson");
        try (Recorder recorder = Recorder.open(trace, deployment.header())) {
            new SimulatedRun<>(deployment, Channels.UNORDERED, GossipDeployment.LIKELY, Schedule.random(seed), recorder)
                    .run(300, choice -> {});
        }
        return Files.readAllLines(trace).stream()
                .map(line -> (ObjectNode) JSON.readTree(line))
                .toList();
    }

    private Path trace(List<ObjectNode> lines) throws IOException {
        return Files.write(
                folder.resolve("part.ndjson"),
                lines.stream().map(ObjectNode::toString).toList());
    }
}
