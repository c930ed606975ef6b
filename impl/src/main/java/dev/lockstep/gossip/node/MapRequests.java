package dev.lockstep.gossip.node;

import dev.lockstep.net.Words;
import java.util.List;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Answers what clients ask a {@link ReplicatedMap}, a line for a line. */
public final class MapRequests {
    private MapRequests() {}

    /**
     * Answers {@code put KEY VALUE}, {@code remove KEY}, {@code get KEY} and {@code list}. The answer is {@code done}, {@code none}, {@code
     * value VALUE}, {@code list KEY VALUE KEY VALUE ...}, or {@code refused REASON}.
     */
    public static CompletableFuture<String> answer(ReplicatedMap map, String line) {
        try {
            return asked(map, Words.of(line)).exceptionally(MapRequests::refused);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.completedFuture(refused(e));
        }
    }

    private static String refused(Throwable reason) {
        Throwable cause =
                reason instanceof CompletionException && reason.getCause() != null ? reason.getCause() : reason;
        return Words.line("refused", String.valueOf(cause.getMessage()));
    }

    private static CompletableFuture<String> asked(ReplicatedMap map, List<String> words) {
        return switch (words.get(0) + " " + (words.size() - 1)) {
            case "put 2" -> map.put(words.get(1), words.get(2)).thenApply(done -> "done");
            case "remove 1" -> map.remove(words.get(1)).thenApply(done -> "done");
            case "get 1" ->
                map.get(words.get(1))
                        .thenApply(found ->
                                found.map(value -> Words.line("value", value)).orElse("none"));
            case "list 0" -> map.contents().thenApply(MapRequests::list);
            default -> throw new IllegalArgumentException("no request: " + words.get(0));
        };
    }

    private static String list(SortedMap<String, String> contents) {
        StringBuilder line = new StringBuilder("list");
        contents.forEach((key, value) -> line.append(' ').append(Words.line(key, value)));
        return line.toString();
    }
}
