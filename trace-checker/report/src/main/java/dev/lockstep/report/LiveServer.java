package dev.lockstep.report;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.pages.Page;
import dev.lockstep.pages.SpaceTimeDiagram;
import dev.lockstep.protocol.RunControl;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonFactory;

/**
 * Serves the page of a run that goes on. It listens on loopback alone. Its address has a random token; whoever does not know it is told nothing.
 * Requests that name another host, or come from pages of another origin, are refused.
 */
public final class LiveServer implements AutoCloseable {
    /** The number of events that the page shows. */
    private static final int LATEST = 60;

    private static final int TOKEN_BYTES = 24;
    private static final int MOST_OF_AN_ORDER = 10_000;
    private static final long ALIVE_MILLIS = 5_000;
    private static final long SELDOM_MILLIS = 500;
    private static final long TOLD_MILLIS = 100;

    /** Judging takes at most one part in so many of the time. */
    private static final int SHARE = 3;

    private static final JsonFactory JSON = new JsonFactory();

    private final LiveRun run;
    private final Judge judge;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "lockstep-live");
        thread.setDaemon(true);
        return thread;
    });
    private final String host;
    private final String root;
    private Judged judged = new Judged(Optional.empty(), 0, "");
    private long judgements;

    /** Makes the run that is told of the lines of a trace. */
    @FunctionalInterface
    public interface Judge {
        ReportedRun of(List<String> lines) throws IOException, InvalidInputException;
    }

    /**
     * Holds the latest judgement.
     *
     * @param lines how many lines it is of
     * @param unjudged why there is none; empty: there is
     */
    private record Judged(Optional<ReportedRun> run, int lines, String unjudged) {}

    private LiveServer(LiveRun run, Judge judge) throws IOException {
        this.run = run;
        this.judge = judge;
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        this.root = "/" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "/";
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        this.host = "127.0.0.1:" + server.getAddress().getPort();
    }

    /** Begins to serve, at a port that is free. */
    public static LiveServer start(LiveRun run, Judge judge) throws IOException {
        LiveServer server = new LiveServer(run, judge);
        server.server.createContext("/", server::handle);
        server.server.setExecutor(server.threads);
        server.server.start();
        server.threads.execute(server::judgeAgainAndAgain);
        return server;
    }

    /** Returns the address of the page. */
    public String address() {
        return "http://" + host + root;
    }

    @Override
    public void close() {
        threads.shutdownNow();
        server.stop(0);
    }

    // ---------------------------------------------------------------- the verdict so far

    private void judgeAgainAndAgain() {
        long since = -1;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                LiveRun.View view = run.await(since, ALIVE_MILLIS);
                since = view.version();
                boolean isNew = view.lines() > 0 && view.lines() != judged().lines;
                if (isNew) {
                    long start = System.nanoTime();
                    judgeNow();
                    long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                    run.awaitEnd(Math.max(SELDOM_MILLIS, SHARE * took));
                }
            }
        } catch (InterruptedException e) {
            return; // the server is closed
        }
    }

    private void judgeNow() {
        List<String> lines = run.lines();
        Judged now;
        try {
            now = new Judged(Optional.of(judge.of(lines)), lines.size(), "");
        } catch (IOException | InvalidInputException e) {
            now = new Judged(Optional.empty(), lines.size(), String.valueOf(e.getMessage()));
        }
        synchronized (this) {
            judged = now;
            judgements++;
        }
        run.tellAgain();
    }

    private synchronized Judged judged() {
        return judged;
    }

    private synchronized long judgements() {
        return judgements;
    }

    // ---------------------------------------------------------------- requests

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getRawPath();
            if (!isOwn(exchange) || !startsWithRoot(path)) {
                answer(exchange, 403, "text/plain", "refused");
                return;
            }
            String asked = exchange.getRequestMethod() + " " + path.substring(root.length());
            switch (asked) {
                case "GET " -> page(exchange, LivePage.of(run));
                case "GET report.html" -> report(exchange);
                case "GET events" -> events(exchange);
                case "POST order" -> order(exchange);
                default -> answer(exchange, 404, "text/plain", "there is no such page");
            }
        }
    }

    /** Compares all of it, however soon it differs: how long that takes tells nothing. */
    private boolean startsWithRoot(String path) {
        String start = path.substring(0, Math.min(root.length(), path.length()));
        return MessageDigest.isEqual(start.getBytes(StandardCharsets.UTF_8), root.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns whether a request is made to this host, and by no page of another origin. */
    private boolean isOwn(HttpExchange exchange) {
        Headers headers = exchange.getRequestHeaders();
        boolean isPost = exchange.getRequestMethod().equals("POST");
        String origin = headers.getFirst("Origin");
        String site = headers.getFirst("Sec-Fetch-Site");
        return host.equals(headers.getFirst("Host"))
                && (origin == null ? !isPost : origin.equals("http://" + host))
                && (site == null || site.equals("same-origin") || site.equals("none") && !isPost);
    }

    private static void answer(HttpExchange exchange, int code, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type + "; charset=utf-8");
        headers.set("Cache-Control", "no-store");
        headers.set("X-Content-Type-Options", "nosniff");
        headers.set("Referrer-Policy", "no-referrer");
        headers.set("Cross-Origin-Resource-Policy", "same-origin");
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private static void page(HttpExchange exchange, Page page) throws IOException {
        exchange.getResponseHeaders().set("Content-Security-Policy", page.policy() + "; frame-ancestors 'none'");
        answer(exchange, 200, "text/html", page.toString());
    }

    private void report(HttpExchange exchange) throws IOException {
        Optional<ReportedRun> known = judged().run;
        if (known.isEmpty()) {
            answer(exchange, 404, "text/plain", "there is no verdict yet");
            return;
        }
        page(exchange, ReportPage.of(known.get(), Sources.NONE));
    }

    /** Tells a page of each change, as server-sent events. */
    private void events(HttpExchange exchange) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "text/event-stream");
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(200, 0);
        long version = -1;
        long told = -1;
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                LiveRun.View view = run.view();
                long now = judgements();
                String text = view.version() == version && now == told
                        ? ": alive\n\n"
                        : "data: " + json(view, now != told) + "\n\n";
                version = view.version();
                told = now;
                out.write(text.getBytes(StandardCharsets.UTF_8));
                out.flush();
                run.awaitEnd(TOLD_MILLIS); // not more often
                run.await(version, ALIVE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void order(HttpExchange exchange) throws IOException {
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        byte[] body = exchange.getRequestBody().readNBytes(MOST_OF_AN_ORDER);
        if (!type.startsWith("application/json")) {
            answer(exchange, 415, "text/plain", "an order is JSON");
            return;
        }
        try {
            obey(new String(body, StandardCharsets.UTF_8));
            answer(exchange, 204, "text/plain", "");
        } catch (IllegalArgumentException | StreamReadException e) {
            answer(exchange, 400, "text/plain", String.valueOf(e.getMessage()));
        }
    }

    private void obey(String text) {
        String kind = "";
        int rate = LiveRun.USUAL_RATE;
        Collection<String> nodes = new ArrayList<>();
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), text)) {
            String name = "";
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.PROPERTY_NAME) {
                    name = json.currentName();
                } else if (token == JsonToken.VALUE_STRING && name.equals("kind")) {
                    kind = json.getString();
                } else if (token == JsonToken.VALUE_STRING && name.equals("nodes")) {
                    nodes.add(json.getString());
                } else if (token == JsonToken.VALUE_NUMBER_INT && name.equals("rate")) {
                    rate = json.getIntValue();
                }
            }
        }
        switch (kind) {
            case "GO_ON" -> run.goOn();
            case "PACE" -> run.pace(rate);
            default -> run.ask(RunControl.Kind.valueOf(kind), nodes);
        }
    }

    // ---------------------------------------------------------------- what the page is told

    private String json(LiveRun.View view, boolean withEvents) {
        Judged now = judged();
        StringWriter out = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), out)) {
            json.writeStartObject();
            json.writeNumberProperty("events", view.status().events());
            json.writeBooleanProperty("paused", view.isPaused());
            json.writeBooleanProperty("over", view.isOver());
            json.writeNumberProperty("rate", view.rate());
            strings(json, "nodes", view.nodes());
            strings(json, "down", view.status().down());
            strings(json, "apart", view.status().apart());
            strings(json, "kinds", run.kinds().stream().map(Enum::name).toList());
            Optional<ReportedRun> known = now.run;
            boolean isWhole = view.isOver() && now.lines == view.lines();
            boolean isBad =
                    known.map(each -> each.tone() == ReportedRun.Tone.BAD).orElse(false);
            json.writeStringProperty(
                    "verdict",
                    !view.failure().isEmpty()
                            ? "the run has failed"
                            : known.isEmpty()
                                    ? now.unjudged.isEmpty() ? "no verdict yet" : "no verdict"
                                    : known.get().verdict() + (isWhole || isBad ? "" : ", so far"));
            json.writeStringProperty(
                    "tone",
                    !view.failure().isEmpty()
                            ? "bad"
                            : known.map(each -> switch (each.tone()) {
                                        case GOOD -> "good";
                                        case BAD -> "bad";
                                        case WARN -> "warn";
                                    })
                                    .orElse("soft"));
            strings(
                    json,
                    "why",
                    !view.failure().isEmpty()
                            ? List.of(view.failure())
                            : !now.unjudged.isEmpty()
                                    ? List.of(now.unjudged)
                                    : known.filter(each -> each.tone() != ReportedRun.Tone.GOOD)
                                            .map(ReportedRun::why)
                                            .orElse(List.of()));
            if (withEvents && known.isPresent()) {
                latest(json, ReportPage.last(known.get(), LATEST));
            }
            json.writeEndObject();
        }
        return out.toString();
    }

    private static void latest(JsonGenerator json, ReportedRun latest) {
        RunDiagram drawn = RunDiagram.of(latest);
        strings(json, "lanes", drawn.lanes().names());
        json.writeName("rows");
        json.writeStartArray();
        for (int i = 0; i < latest.steps().size(); i++) {
            SpaceTimeDiagram.Event event = drawn.diagram().events().get(i);
            json.writeStartArray();
            json.writeNumber(latest.steps().get(i).number());
            json.writeNumber(event.lane());
            json.writeNumber(event.kind().ordinal());
            json.writeString(RunDiagram.label(latest.steps().get(i)));
            json.writeString(event.note());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeName("arrows");
        json.writeStartArray();
        drawn.diagram().arrows().forEach(arrow -> ReportData.arrow(json, arrow, json::writeString));
        json.writeEndArray();
    }

    private static void strings(JsonGenerator json, String name, Iterable<String> strings) {
        json.writeName(name);
        json.writeStartArray();
        strings.forEach(json::writeString);
        json.writeEndArray();
    }
}
