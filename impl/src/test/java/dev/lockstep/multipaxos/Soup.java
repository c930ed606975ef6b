package dev.lockstep.multipaxos;

import dev.lockstep.multipaxos.Message.Accept;
import dev.lockstep.multipaxos.Message.Accepted;
import dev.lockstep.multipaxos.Message.Prepare;
import dev.lockstep.multipaxos.Message.Promise;
import dev.lockstep.multipaxos.Message.Refusal;
import dev.lockstep.recorder.Header;
import dev.lockstep.recorder.Recorder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Cores of one log among which anything happens that may: messages are lost, doubled and reordered, and processes crash at any time. */
final class Soup {
    private static final Set<String> COMMANDS = Set.of("c1", "c2", "c3", "c4");

    static final Group GROUP = new Group(
            "noop", Map.of("p1", 0, "p2", 1), Set.of("a1", "a2", "a3"), Set.of("l1", "l2"), 1_000_000, 4, true);

    /** Makes the cores: the right ones, or such with a slip. */
    interface Cores {
        default Leader leader(String id) {
            return new Leader(id, GROUP, 0, false);
        }

        default Acceptor acceptor(String id) {
            return new Acceptor(id, GROUP);
        }
    }

    private final SplittableRandom random;
    private final Map<String, Leader> leaders = new TreeMap<>();
    private final Map<String, Acceptor> acceptors = new TreeMap<>();
    private final Map<String, Learner> learners = new TreeMap<>();
    private final List<Message> network = new ArrayList<>();

    Soup(long seed, Cores cores, Recorder recorder) {
        random = new SplittableRandom(seed);
        GROUP.ids().keySet().forEach(p -> leaders.put(p, cores.leader(p)));
        GROUP.acceptors().forEach(a -> acceptors.put(a, cores.acceptor(a)));
        GROUP.learners().forEach(l -> learners.put(l, new Learner(l, GROUP, false)));
        leaders.values().forEach(recorder::attach);
        acceptors.values().forEach(recorder::attach);
        learners.values().forEach(recorder::attach);
    }

    static Header header() {
        Map<String, Object> constants = new TreeMap<>();
        constants.put("Value", COMMANDS);
        constants.put("Noop", GROUP.noop());
        constants.put("Leader", GROUP.ids().keySet());
        constants.put("Acceptor", GROUP.acceptors());
        constants.put("Learner", GROUP.learners());
        constants.put("Quorum", Set.of(Set.of("a1", "a2"), Set.of("a1", "a3"), Set.of("a2", "a3")));
        constants.put("Id", GROUP.ids());
        constants.put("MaxRound", GROUP.maxRound());
        constants.put("MaxSlot", GROUP.maxSlot());
        constants.put("TellRefusals", GROUP.tellRefusals());
        return Header.of(constants, Leader.class, Acceptor.class, Learner.class);
    }

    private boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    void step() {
        leaders.values().forEach(this::lead);
        acceptors.values().forEach(this::vote);
        learners.values().forEach(this::learn);
        for (int i = 0; i < 4 && !network.isEmpty(); i++) {
            Message message = network.get(random.nextInt(network.size()));
            if (oneIn(20) || receive(message) && !oneIn(8)) {
                network.remove(message);
            }
        }
    }

    private void lead(Leader leader) {
        if (leader.isDown) {
            leader.restartLeader();
        } else if (oneIn(150)) {
            leader.crashLeader();
        } else if (leader.isWriting()) {
            leader.persistLeader();
        } else if (leader.mayLead()) {
            leader.lead();
        } else if (oneIn(leader.phase() == Phase.IDLE ? 20 : 80)) {
            leader.prepare();
        } else if (oneIn(12)) {
            String command = "c" + (1 + random.nextInt(COMMANDS.size()));
            if (leader.hasRoom()) {
                leader.propose(command);
            } else {
                leader.refuseRequest(command);
            }
        }
        network.addAll(leader.drain());
    }

    private void vote(Acceptor acceptor) {
        if (acceptor.isDown) {
            acceptor.restartAcceptor();
        } else if (oneIn(150)) {
            acceptor.crashAcceptor();
        } else if (acceptor.isWriting()) {
            acceptor.persistAcceptor();
        }
        network.addAll(acceptor.drain());
    }

    private void learn(Learner learner) {
        if (learner.isDown) {
            learner.restartLearner();
        } else if (oneIn(300)) {
            learner.crashLearner();
        }
    }

    /** Returns false if the receiver takes no input now. */
    private boolean receive(Message message) {
        Leader leader = leaders.get(message.to());
        Acceptor acceptor = acceptors.get(message.to());
        Learner learner = learners.get(message.to());
        if (leader != null && !leader.isReady()
                || acceptor != null && !acceptor.isReady()
                || learner != null && learner.isDown) {
            return false;
        }
        if (leader != null && message instanceof Promise m) {
            if (leader.awaits(m)) {
                leader.receivePromise(m);
            } else {
                leader.ignorePromise(m);
            }
        } else if (leader != null && message instanceof Refusal m) {
            if (leader.concerns(m)) {
                leader.abandon(m);
            } else {
                leader.ignoreRefusal(m);
            }
        } else if (acceptor != null && message instanceof Prepare m) {
            if (acceptor.mayPromise(m)) {
                acceptor.promise(m);
            } else {
                acceptor.refusePrepare(m);
            }
            network.addAll(acceptor.drain());
        } else if (acceptor != null && message instanceof Accept m) {
            if (acceptor.mayAccept(m) && !acceptor.hasAccepted(m)) {
                acceptor.accept(m);
            } else {
                acceptor.refuseAccept(m);
            }
            network.addAll(acceptor.drain());
        } else if (learner != null && message instanceof Accepted m) {
            if (learner.hasLearned(m)) {
                learner.ignoreAccepted(m);
            } else if (learner.completes(m)) {
                learner.learn(m);
            } else {
                learner.receiveAccepted(m);
            }
        }
        return true;
    }

    /** Slots that some learner knows. */
    long learned() {
        return learners.values().stream()
                .mapToLong(l -> l.learned().stream().filter(v -> v.isPresent()).count())
                .max()
                .orElse(0);
    }
}
