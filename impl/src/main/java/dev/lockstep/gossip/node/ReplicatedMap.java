package dev.lockstep.gossip.node;

import dev.lockstep.gossip.AntiEntropy;
import dev.lockstep.gossip.AntiEntropy.Message;
import dev.lockstep.gossip.AntiEntropy.Ways;
import dev.lockstep.gossip.Exchange;
import dev.lockstep.gossip.Place;
import dev.lockstep.gossip.Replicas;
import dev.lockstep.gossip.Stable;
import dev.lockstep.host.Host;
import dev.lockstep.host.Transport;
import dev.lockstep.net.ByHand;
import dev.lockstep.recorder.Header;
import dev.lockstep.run.BatchNode;
import dev.lockstep.run.NodeTrace;
import dev.lockstep.run.Packet;
import dev.lockstep.run.RecordStore;
import dev.lockstep.run.Roles;
import dev.lockstep.storage.Layout;
import dev.lockstep.storage.StableStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.Supplier;

/**
 * Keeps one site's replica of a map, by anti-entropy: Demers et al. 1987, section 1.3. Every site answers at once, whether it can reach others or
 * not, from what it has. Of two writes of a key the later one wins, by logical clocks, at all sites; which they are equal in the end, if they
 * can reach each other again and again. Thread-safe.
 *
 * <p>The keys are chosen when the sites are first started, and are the same at all sites: a module of TLA+ enumerates them.
 */
public final class ReplicatedMap implements ByHand.Server {
    /** The most bytes of UTF-8 that a value has. */
    public static final int LONGEST = 1_000;

    /** The value that stands for none in traces, and can therefore not be put. */
    public static final String NONE = "None";

    /** Updates are recent for so many ticks of the logical clock. */
    private static final Ways WAYS = new Ways(Set.of(Exchange.CHECKSUMS), 16);

    /** The most bytes that a record has for each key, and for itself, besides keys and values. */
    private static final int BESIDES = 64;

    private static final int SECTOR = 512;

    private final Replicas replicas;
    private final List<String> others;
    private final IntUnaryOperator choice;
    private final BatchNode<Message> node;
    private final Host<Packet<Message>> host;
    private final Consumer<SortedMap<String, String>> changed;
    private volatile SortedMap<String, String> contents = Collections.emptySortedMap();

    /**
     * Starts the site, or starts it again.
     *
     * @param disk opens its storage of {@link #layout}, which is used for nothing else and closed with the site
     * @param pause how long the site waits from one exchange with another site to the next
     * @param choice a number below its argument: which site is next
     * @param trace its trace, which is closed with the site
     * @param changed told what the map holds here whenever that has changed and is on disk, on the site's thread
     */
    public ReplicatedMap(
            Replicas replicas,
            String id,
            Supplier<StableStorage> disk,
            Transport<Packet<Message>> transport,
            Duration pause,
            IntUnaryOperator choice,
            NodeTrace trace,
            Consumer<SortedMap<String, String>> changed) {
        this.replicas = replicas;
        this.choice = choice;
        this.changed = changed;
        Set<String> partners = replicas.sites();
        partners.remove(id);
        others = List.copyOf(partners);
        Roles<Message> roles = (role, instance, onDisk, begun) -> new AntiEntropy(
                new Place(id, replicas, partners),
                WAYS,
                onDisk.map(Stable.class::cast).map(Stable::updates).orElse(Set.of()));
        node = new BatchNode<>(
                id,
                roles,
                () -> new RecordStore(disk.get(), List.of(Stable.Contents.class), trace::events),
                trace,
                (instance, its) -> stepped((AntiEntropy) its.get(0)));
        contents = contents(site());
        host = new Host<>(node, transport, trace.recorder());
        host.onEnd(reason -> end(trace));
        host.start();
        if (!others.isEmpty()) {
            host.every(pause, this::exchange);
        }
    }

    private void end(NodeTrace trace) {
        node.close();
        try {
            trace.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private AntiEntropy site() {
        return (AntiEntropy) node.roles(BatchNode.INSTANCE).orElseThrow().get(0);
    }

    private void call(Consumer<AntiEntropy> input) {
        node.call(BatchNode.INSTANCE, node.id(), site -> input.accept((AntiEntropy) site));
    }

    private void exchange() {
        call(site -> site.compareRecent(others.get(choice.applyAsInt(others.size()))));
    }

    private void stepped(AntiEntropy site) {
        SortedMap<String, String> now = contents(site);
        if (!now.equals(contents)) {
            contents = now;
            changed.accept(now);
        }
    }

    private static SortedMap<String, String> contents(AntiEntropy site) {
        SortedMap<String, String> found = new TreeMap<>();
        site.db().entries().forEach((key, entry) -> entry.value().ifPresent(value -> found.put(key, value)));
        return Collections.unmodifiableSortedMap(found);
    }

    /** Returns the layout of the storage of a site, with room for a value of each key. */
    public static Layout layout(Replicas replicas, String id) {
        int bytes = BESIDES;
        for (String key : replicas.keys()) {
            bytes += BESIDES + LONGEST + key.getBytes(StandardCharsets.UTF_8).length;
        }
        return new Layout(id, 1, (bytes / SECTOR + 1) * SECTOR);
    }

    /** Returns the header of the traces of such sites. A value may be any text. */
    public static Header header(Replicas replicas) {
        Map<String, Object> constants = new TreeMap<>();
        constants.put("Site", replicas.rank().keySet());
        constants.put("Key", replicas.keys());
        constants.put("Rank", replicas.rank());
        constants.put("Partners", replicas.everybody());
        constants.put("Exchanges", WAYS.exchanges());
        constants.put("Window", WAYS.window());
        constants.put("Lossy", false);
        constants.put("MaxUpdates", Integer.MAX_VALUE);
        return Header.of(constants, AntiEntropy.class);
    }

    /**
     * Puts a value.
     *
     * @return done when the value is on this site's disk. Others learn of it later. It fails when the site ends; then the value may be put
     *     or not
     * @throws IllegalArgumentException there is no such key, or the value is longer than {@link #LONGEST}, or is {@link #NONE}
     */
    public CompletableFuture<Void> put(String key, String value) {
        requireKey(key);
        int length = value.getBytes(StandardCharsets.UTF_8).length;
        if (length > LONGEST) {
            throw new IllegalArgumentException("a value has at most " + LONGEST + " bytes, not " + length);
        }
        if (value.equals(NONE)) {
            throw new IllegalArgumentException("the value cannot be " + NONE + ", which stands for none in traces");
        }
        return host.call(() -> call(site -> site.update(key, value)));
    }

    /**
     * Removes what is there for a key. It is removed at other sites, too, unless somebody writes it later.
     *
     * @return done when that is on this site's disk
     * @throws IllegalArgumentException there is no such key
     */
    public CompletableFuture<Void> remove(String key) {
        requireKey(key);
        return host.call(() -> call(site -> site.delete(key)));
    }

    /**
     * Reads what this site has for a key; empty: nothing. Others may have written it since.
     *
     * @throws IllegalArgumentException there is no such key
     */
    public CompletableFuture<Optional<String>> get(String key) {
        requireKey(key);
        return read(site -> site.db().get(key).value());
    }

    /** Reads all that this site has, in the order of the keys. */
    public CompletableFuture<SortedMap<String, String>> contents() {
        return read(ReplicatedMap::contents);
    }

    /** Reads, and answers when what is read is on disk. */
    private <T> CompletableFuture<T> read(Function<AntiEntropy, T> what) {
        AtomicReference<T> found = new AtomicReference<>();
        return host.call(() -> found.set(what.apply(site()))).thenApply(done -> found.get());
    }

    private void requireKey(String key) {
        if (!replicas.keys().contains(key)) {
            throw new IllegalArgumentException(
                    "the map has no key " + key + ", only " + String.join(", ", new TreeSet<>(replicas.keys())));
        }
    }

    /** Calls back once the site has ended, on any thread: why. */
    @Override
    public void onEnd(Consumer<IllegalStateException> callback) {
        host.onEnd(callback);
    }

    /** Ends the site as a crash would; nothing that somebody was told is lost. */
    @Override
    public void close() {
        host.call(host::close).exceptionally(ended -> null).join();
        host.close();
    }
}
