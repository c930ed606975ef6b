package dev.lockstep.mutex.node;

import dev.lockstep.host.Host;
import dev.lockstep.mutex.LamportMutex;
import dev.lockstep.mutex.Message;
import dev.lockstep.mutex.Phase;
import dev.lockstep.net.TcpConfig;
import dev.lockstep.net.TcpTransport;
import dev.lockstep.recorder.Recorder;
import dev.lockstep.run.InstanceNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.Store;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Plays one process of a group that shares a lock, by Lamport's algorithm over TCP. To use it, {@link #start} each of them, tell each where the others
 * are ({@link #connect}), and use it as a {@link DistributedLock}.
 *
 * <p>The paper's algorithm needs every process: while one of the group is unreachable nobody is granted the lock, and a process that
 * has been closed, or has failed, stops the group for good. A process that was started anew is refused.
 *
 * <p>The paper has no way to withdraw a request. When {@link #acquire} gives up, the request stays in the queues: the next {@code
 * acquire} of this process takes it over; if it is granted while nobody here waits, it is released at once.
 */
public final class MutexNode implements DistributedLock, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MutexNode.class.getName());
    private static final Duration FAREWELL = Duration.ofSeconds(2);
    private static final Duration FOREVER = Duration.ofDays(36_500);

    /** One request at a time is on its way for this process; the calls for it queue here. */
    private final Semaphore turn = new Semaphore(1, true);

    private final TcpTransport<Message> transport;
    private final InstanceNode<Message> mutex;
    private final Listener listener;
    private final Host<Packet<Message>> host;
    private Phase phase = Phase.IDLE;

    /** The grant that somebody waits for. If it is completed the lock is held; if it is cancelled nobody waits any more. */
    private final AtomicReference<@Nullable CompletableFuture<Void>> waiting = new AtomicReference<>();

    private final AtomicBoolean isHeld = new AtomicBoolean();

    /** Hears of what happens at the process, on its thread, right after the step. */
    public interface Listener {
        /** The process holds the resource from now on. */
        default void granted() {}

        /** The process no longer holds the resource. */
        default void released() {}
    }

    private MutexNode(TcpConfig config, Map<String, Integer> rank, Listener listener, @Nullable Recorder recorder)
            throws IOException, InterruptedException {
        this.listener = listener;
        transport = TcpTransport.bind(
                config,
                Message.class,
                (peer, m) -> m.from().equals(peer) && m.to().equals(config.name()),
                trouble -> LOG.log(System.Logger.Level.WARNING, trouble));
        LamportMutex core = new LamportMutex(config.name(), rank);
        mutex = new InstanceNode<>(
                config.name(),
                (role, instance, onDisk, begun) -> core,
                Store::none,
                NodeTrace.of(recorder),
                (instance, roles) -> stepped(core.phase()));
        host = new Host<>(mutex, Packet.alone(transport), recorder);
        host.start();
        host.onEnd(reason -> {
            CompletableFuture<Void> grant = waiting.getAndSet(null);
            if (grant != null) {
                grant.completeExceptionally(reason);
            }
        });
    }

    /**
     * Listens from now on.
     *
     * @param rank the rank of every process of the group, this one too: distinct numbers, the same everywhere. Of two requests of one time
     * that of the lower rank is first
     * @throws IOException the address is taken, or the key store unusable
     */
    public static MutexNode start(TcpConfig config, Map<String, Integer> rank)
            throws IOException, InterruptedException {
        return start(config, rank, new Listener() {}, null);
    }

    /**
     * Does the same, observed.
     *
     * @param recorder the recorder of this process alone; null: no trace is written
     */
    public static MutexNode start(
            TcpConfig config, Map<String, Integer> rank, Listener listener, @Nullable Recorder recorder)
            throws IOException, InterruptedException {
        return new MutexNode(config, rank, listener, recorder);
    }

    /** Returns where this process listens: what the others must be told. */
    public InetSocketAddress address() {
        return transport.address();
    }

    /**
     * Tells where the others listen. They may be started later, and moved.
     */
    public void connect(Map<String, InetSocketAddress> peers) {
        transport.connect(peers);
    }

    /** Breaks the connections with this peer: a fault to inject. */
    public void cut(String peer) {
        transport.cut(peer);
    }

    /** Lets this process do nothing for so long: a fault to inject. */
    public void pause(Duration length) {
        host.pause(length);
    }

    /** Hands the grant to whom it is for; runs on the host's thread. */
    private void stepped(Phase now) {
        if (now == phase) {
            return;
        }
        boolean isGranted = now == Phase.HOLDING;
        boolean isReleased = phase == Phase.HOLDING;
        phase = now;
        if (isReleased) {
            listener.released();
        }
        if (isGranted) {
            listener.granted();
            CompletableFuture<Void> grant = waiting.getAndSet(null);
            if (grant == null || !grant.complete(null)) {
                call(LamportMutex::release);
            }
        }
    }

    private void call(Consumer<LamportMutex> action) {
        mutex.call("", mutex.id(), process -> action.accept((LamportMutex) process));
    }

    @Override
    public boolean acquire(Duration timeout) throws InterruptedException {
        long nanos = timeout.compareTo(FOREVER) < 0 ? timeout.toNanos() : FOREVER.toNanos();
        long deadline = System.nanoTime() + nanos;
        if (!turn.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        boolean isGranted = false;
        try {
            isGranted = await(ask(), deadline);
            isHeld.set(isGranted);
        } finally {
            if (!isGranted) {
                turn.release();
            }
        }
        return isGranted;
    }

    private CompletableFuture<Void> ask() {
        return host.ask(grant -> {
            waiting.set(grant);
            if (phase == Phase.IDLE) {
                call(LamportMutex::request);
            }
        });
    }

    private boolean await(CompletableFuture<Void> grant, long deadline) throws InterruptedException {
        try {
            grant.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return !grant.cancel(false); // granted in the very last moment
        } catch (InterruptedException e) {
            if (!grant.cancel(false)) {
                host.call(() -> call(LamportMutex::release));
            }
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    @Override
    public void release() {
        if (!isHeld.compareAndSet(true, false)) {
            throw new IllegalStateException("this process does not hold the lock");
        }
        try {
            host.call(() -> call(LamportMutex::release)).join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        } finally {
            turn.release();
        }
    }

    /** Releases the lock if it is held, and leaves the group. It waits two seconds at most for its messages to arrive. */
    @Override
    public void close() {
        if (host.hasEnded()) {
            return;
        }
        try {
            if (isHeld.get()) {
                release();
            }
            transport.flushed().get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (IllegalStateException | ExecutionException | TimeoutException e) {
            LOG.log(System.Logger.Level.WARNING, "closed before all was delivered: " + e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            host.close();
        }
    }
}
