package dev.lockstep.mutex.run;

import dev.lockstep.core.Process;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Message;
import dev.lockstep.mutex.Phase;
import dev.lockstep.mutex.Ticket;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.storage.StableStorage;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Plays clients that ask for the resource and release it, again and again. They judge the paper's GC1-GC3, and share nothing with the
 * algorithm.
 */
public final class MutexClients implements Clients<InstanceNode<Message>, MutexClients.News> {
    /** A process asked, holds the resource from now on, or no longer does. */
    public record News(Ticket ticket, Phase phase) {}

    private final Comparator<Ticket> order;
    private final Teller<News> teller;
    private final Map<String, Phase> phases = new HashMap<>();
    private final Map<String, Ticket> outstanding = new TreeMap<>();
    private @Nullable Ticket holder;
    private @Nullable Ticket last;
    private long granted;
    private final int nodes;

    /** @param rank the rank of every process, by which requests of one time are ordered */
    MutexClients(Map<String, Integer> rank, Teller<News> teller) {
        this.order = Comparator.comparingInt(Ticket::clock).thenComparing(t -> rank.get(t.process()));
        this.teller = teller;
        this.nodes = rank.size();
    }

    @Override
    public List<Call> calls(InstanceNode<Message> node) {
        return switch (phases.getOrDefault(node.id(), Phase.IDLE)) {
            case IDLE -> List.of(new Call("request", true, () -> call(node, LamportMutex::request)));
            case WAITING -> List.of();
            case HOLDING -> List.of(new Call("release", false, () -> call(node, LamportMutex::release)));
        };
    }

    private static void call(InstanceNode<Message> node, java.util.function.Consumer<LamportMutex> action) {
        node.call("", node.id(), process -> action.accept((LamportMutex) process));
    }

    /** A process has taken a step; a process that enters at once when it asks is told of twice. */
    @Override
    public void stepped(String node, String instance, List<? extends Process<?>> processes) {
        LamportMutex mutex = (LamportMutex) processes.get(0);
        Phase before = phases.getOrDefault(node, Phase.IDLE);
        if (mutex.phase() != before) {
            phases.put(node, mutex.phase());
            Ticket ticket = before == Phase.IDLE ? new Ticket(node, mutex.clock()) : outstanding.get(node);
            teller.tell(node, new News(ticket, mutex.phase()));
        }
    }

    @Override
    public void told(String node, News news) {
        switch (news.phase) {
            case WAITING -> outstanding.put(node, news.ticket);
            case HOLDING -> granted(news.ticket);
            case IDLE -> released(news.ticket);
        }
    }

    private void granted(Ticket ticket) {
        outstanding.put(ticket.process(), ticket);
        if (holder != null) {
            throw new IllegalStateException(
                    "GC1: the resource is granted to " + ticket + " while it is held by " + holder);
        }
        if (last != null && order.compare(ticket, last) <= 0) {
            throw new IllegalStateException("GC2: the resource is granted to " + ticket + " after " + last);
        }
        holder = ticket;
        last = ticket;
        granted++;
    }

    private void released(Ticket ticket) {
        if (!ticket.equals(holder)) {
            throw new IllegalStateException("GC1: " + ticket + " is released while the holder is " + holder);
        }
        holder = null;
        outstanding.remove(ticket.process());
    }

    @Override
    public void check(Function<String, StableStorage> disks) {
        if (!outstanding.isEmpty()) {
            throw new IllegalStateException("GC3: never granted or never released: " + outstanding.values());
        }
    }

    /** Returns how often the resource was granted. */
    public long granted() {
        return granted;
    }

    @Override
    public Map<String, Long> figures() {
        Map<String, Long> figures = new LinkedHashMap<>();
        figures.put("grants", granted);
        figures.put("messages", granted * 3 * (nodes - 1));
        return figures;
    }
}
