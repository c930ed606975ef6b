package dev.lockstep.redis.cluster.run;

import dev.lockstep.core.Step;
import dev.lockstep.redis.cluster.AuthSent;
import dev.lockstep.redis.cluster.ClusterNode;
import dev.lockstep.redis.cluster.Flag;
import dev.lockstep.redis.cluster.Layout;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntUnaryOperator;

/** Decides what clocks and an operator ask of a node next. The operator moves slots one key at a time, as {@code redis-cli} does. */
final class ClusterInputs {
    /** One of so many inputs may be one that should not come now. */
    private static final int INPUTS_PER_TROUBLE = 8;

    /** One of so many inputs may begin something: a failover, or a move. */
    private static final int INPUTS_PER_COMMAND = 6;

    private static final int SELDOM = 1;
    private static final int OFTEN = 4;
    private static final int MOSTLY = 10;

    private final Layout layout;
    private final Silences silences;

    /** The nodes that are seen: all in a simulated run, one in a process. */
    private final Map<String, ClusterNode> nodes;

    private final IntUnaryOperator choice;
    private final List<Runnable> all = new ArrayList<>();

    ClusterInputs(Layout layout, Silences silences, Map<String, ClusterNode> nodes, IntUnaryOperator choice) {
        this.layout = layout;
        this.silences = silences;
        this.nodes = nodes;
        this.choice = choice;
    }

    /** Chooses among all that may happen to the node now. */
    Runnable next(ClusterNode node) {
        all.clear();
        boolean isTrouble = choice.applyAsInt(INPUTS_PER_TROUBLE) == 0;
        boolean isCommand = choice.applyAsInt(INPUTS_PER_COMMAND) == 0;
        for (String x : others(node)) {
            clocks(node, x, isTrouble);
        }
        election(node, isTrouble);
        if (isCommand) {
            commands(node);
        }
        for (int s : layout.slots()) {
            move(node, s, isTrouble, isCommand);
        }
        if (node.maySave()) {
            add(SELDOM, node::save);
        }
        add(MOSTLY, () -> {});
        return all.get(choice.applyAsInt(all.size()));
    }

    private List<String> others(ClusterNode node) {
        return layout.nodes().stream().filter(x -> !x.equals(node.id())).toList();
    }

    private void add(int times, Runnable input) {
        all.addAll(Collections.nCopies(times, input));
    }

    private void clocks(ClusterNode node, String x, boolean isTrouble) {
        if (node.flag(x) == Flag.UP && (isTrouble || !silences.answers(x))) {
            add(isTrouble ? SELDOM : 2 * MOSTLY, () -> node.pFail(x));
        }
        add(SELDOM, () -> node.heartbeat(x, gossip(node)));
        boolean isReplica = node.masterOf(x).equals(Optional.of(node.id()));
        if (node.master().isEmpty() && (isReplica || isTrouble)) {
            add(isReplica ? OFTEN : SELDOM, () -> node.sync(x));
        }
        if (isTrouble) {
            node.reporters(x).forEach(y -> add(SELDOM, () -> node.expireReport(x, y)));
        }
        if (node.withheld().contains(x)) {
            add(OFTEN, () -> node.forgetVote(x));
        }
    }

    /** Returns some of the others, mostly all. */
    private Set<String> gossip(ClusterNode node) {
        List<String> about = others(node);
        if (choice.applyAsInt(3) == 0) {
            return Set.copyOf(
                    about.stream().filter(y -> choice.applyAsInt(2) == 0).toList());
        }
        return Set.copyOf(about);
    }

    private void election(ClusterNode node, boolean isTrouble) {
        if (node.canFailOver() && (node.failoverAuthSent() == AuthSent.NONE || isTrouble)) {
            add(2 * MOSTLY, node::scheduleElection);
        }
        for (Step step : node.steps()) {
            boolean isStart = step.action().equals("startElection");
            if (step.by() == Step.By.TIMEOUT && (isStart || isTrouble)) {
                add(isStart ? 2 * MOSTLY : OFTEN, step.take());
            }
        }
    }

    /** A person asks for a failover. */
    private void commands(ClusterNode node) {
        if (node.master().isPresent()) {
            if (node.mayFailOver()) {
                add(OFTEN, node::manualFailover);
            }
            add(SELDOM, node::forceFailover);
            add(SELDOM, node::takeOver);
        }
    }

    // ---------------------------------------------------------------- slots that move

    private void move(ClusterNode node, int s, boolean isTrouble, boolean isCommand) {
        if (node.master().isPresent()) {
            return;
        }
        Optional<String> owner = node.slots().get(s);
        boolean isOwner = owner.equals(Optional.of(node.id()));
        if (isOwner) {
            give(node, s, isTrouble, isCommand);
        } else {
            take(node, s, owner, isCommand);
        }
        boolean isOpen =
                node.importingFrom(s).isPresent() || node.migratingTo(s).isPresent();
        if (isTrouble && isOpen) {
            add(SELDOM, () -> node.setStable(s));
        }
    }

    /** The importing node takes the slot when its owner has no keys of it, or has given it away. */
    private void take(ClusterNode node, int s, Optional<String> owner, boolean isCommand) {
        if (node.importingFrom(s).isEmpty()) {
            if (isCommand && owner.filter(x -> node.mayImport(s, x)).isPresent()) {
                add(MOSTLY, () -> node.setImporting(s, owner.orElseThrow()));
            }
        } else if (isEmptied(node.importingFrom(s).orElseThrow(), s) || node.isUnclaimed(s)) {
            add(3 * MOSTLY, () -> node.setSlotNode(s, node.id()));
        }
        Optional<String> believed = owner.flatMap(x -> Optional.ofNullable(nodes.get(x)))
                .flatMap(x -> x.slots().get(s));
        if (isCommand && believed.filter(x -> node.maySetNode(s, x)).isPresent() && !believed.equals(owner)) {
            add(OFTEN, () -> node.setSlotNode(s, believed.orElseThrow()));
        }
    }

    private boolean isEmptied(String owner, int s) {
        ClusterNode known = nodes.get(owner);
        return known != null
                && known.slots().get(s).equals(Optional.of(owner))
                && known.migratingTo(s).isPresent()
                && known.isEmpty(s);
    }

    private void give(ClusterNode node, int s, boolean isTrouble, boolean isCommand) {
        Optional<String> to = node.migratingTo(s);
        if (to.isPresent()) {
            layout.keys().stream()
                    .filter(k -> layout.slotOf().get(k) == s && node.mayMove(k))
                    .findFirst()
                    .ifPresent(k -> add(3 * MOSTLY, () -> node.move(k)));
            boolean hasTaken = nodes.containsKey(to.get())
                    ? nodes.get(to.get()).slots().get(s).equals(to)
                    : node.isEmpty(s);
            if ((hasTaken || isTrouble) && node.maySetNode(s, to.get())) {
                add(OFTEN, () -> node.setSlotNode(s, to.get()));
            }
        } else {
            for (String x : others(node)) {
                boolean imports =
                        nodes.containsKey(x) ? nodes.get(x).importingFrom(s).equals(Optional.of(node.id())) : isCommand;
                if (imports && node.mayMigrate(s, x)) {
                    add(nodes.containsKey(x) ? 3 * MOSTLY : SELDOM, () -> node.setMigrating(s, x));
                }
            }
        }
    }
}
