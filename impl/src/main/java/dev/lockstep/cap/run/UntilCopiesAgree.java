package dev.lockstep.cap.run;

import dev.lockstep.cap.Copy;
import dev.lockstep.cap.LocalRegister;
import dev.lockstep.cap.LocalRegister.Message;
import dev.lockstep.core.Process;
import dev.lockstep.run.Patience;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Lets a node tell one other after the other what it has. It stops when each has shown the same since the node's copy last changed. When no node
 * has anybody left to tell, all copies are equal: each is at least as new as those of others were when they agreed.
 */
final class UntilCopiesAgree implements Patience<Message> {
    private final Deque<String> others;
    private final Set<String> agreed = new HashSet<>();
    private @Nullable Copy known;

    UntilCopiesAgree(String node, Collection<String> nodes) {
        others = new ArrayDeque<>(new TreeSet<>(nodes));
        others.remove(node);
    }

    private LocalRegister node(Process<Message> role) {
        LocalRegister node = (LocalRegister) role;
        if (!node.latest().equals(known)) {
            known = node.latest();
            agreed.clear();
        }
        return node;
    }

    @Override
    public boolean isWaiting(List<? extends Process<Message>> roles) {
        node(roles.get(0));
        return agreed.size() < others.size();
    }

    @Override
    public void tick(List<? extends Process<Message>> roles) {
        LocalRegister node = node(roles.get(0));
        for (int i = 0; i < others.size(); i++) {
            String next = others.remove();
            others.add(next);
            if (!agreed.contains(next)) {
                node.tell(next);
                return;
            }
        }
    }

    /** Counts what comes late as well: copies only grow. */
    @Override
    public void received(Process<Message> role, Message message) {
        if (message.copy().equals(node(role).latest())) {
            agreed.add(message.from());
        }
    }
}
