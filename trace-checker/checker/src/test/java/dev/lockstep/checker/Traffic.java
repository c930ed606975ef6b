package dev.lockstep.checker;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;

/** A trace of {@code specs/Traffic.tla} of any length, written while it is read, as a recorder would write it. */
final class Traffic extends InputStream {
    private static final int PROCESSES = 3;
    private static final int CAPACITY = 8;

    private final Random random;
    private final long[] clocks = new long[PROCESSES];
    private final long[] sent = new long[PROCESSES];
    private final List<Deque<Long>> channels = new ArrayList<>();
    private long left;
    private byte[] line =
            "{\"lockstep\":1,\"spec\":\"Traffic\",\"local\":[\"clock\"],\"complete\":[\"clock\",\"channel\"]}\n"
                    .getBytes(StandardCharsets.UTF_8);
    private int position;

    Traffic(long events, long seed) {
        this.left = events;
        this.random = new Random(seed);
        for (int i = 0; i < PROCESSES * PROCESSES; i++) {
            channels.add(new ArrayDeque<>());
        }
    }

    private String event() {
        while (true) {
            int p = random.nextInt(PROCESSES);
            int q = (p + 1 + random.nextInt(PROCESSES - 1)) % PROCESSES;
            Deque<Long> out = channels.get(p * PROCESSES + q);
            Deque<Long> in = channels.get(q * PROCESSES + p);
            if (random.nextBoolean() && out.size() < CAPACITY) {
                clocks[p]++;
                out.add(clocks[p]);
                return event(
                        p, "Send", "\"p\":\"p" + (p + 1) + "\",\"q\":\"p" + (q + 1) + "\"", message(p, q, clocks[p]));
            } else if (!in.isEmpty()) {
                long time = in.remove();
                clocks[p] = Math.max(clocks[p], time) + 1;
                return event(p, "Receive", "\"p\":\"p" + (p + 1) + "\",\"m\":" + message(q, p, time), "");
            }
        }
    }

    private static String message(int from, int to, long time) {
        return "{\"from\":\"p" + (from + 1) + "\",\"to\":\"p" + (to + 1) + "\",\"clock\":" + time + "}";
    }

    private String event(int process, String action, String arguments, String added) {
        sent[process]++;
        return "{\"process\":\"p" + (process + 1) + "\",\"seq\":" + sent[process] + ",\"action\":\"" + action
                + "\",\"args\":{" + arguments + "},\"state\":{\"clock\":" + clocks[process]
                + "},\"added\":{\"channel\":["
                + added + "]},\"source\":\"Traffic.java:88\"}\n";
    }

    private boolean fill() {
        if (position == line.length && left-- > 0) {
            line = event().getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return position < line.length;
    }

    @Override
    public int read() throws IOException {
        return fill() ? line[position++] : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, line.length - position);
        System.arraycopy(line, position, bytes, offset, count);
        position += count;
        return count;
    }
}
