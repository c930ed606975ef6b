package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.real.replication.Item.Kind;
import dev.lockstep.redis.real.replication.Seen.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the intervals of each server, in order: what the operator did to it, and when it asked its master. */
final class Turns {
    private Turns() {}

    /** @throws IOException a server has asked one that nobody has told it to follow */
    static Map<String, List<Interval>> of(Recording recording) throws IOException {
        Map<String, List<Session>> asked = new HashMap<>();
        recording
                .sessions()
                .forEach(session -> asked.computeIfAbsent(session.from, none -> new ArrayList<>())
                        .add(session));
        Map<String, List<Command>> commands = new TreeMap<>();
        for (Command each : recording.commands()) {
            if (each.kind().isTurn()) {
                commands.computeIfAbsent(each.server(), none -> new ArrayList<>())
                        .add(each);
            }
        }
        Map<Command, Session> handovers = new HashMap<>();
        for (Session session : recording.sessions()) {
            if (session.isFailover) {
                handover(session, commands, handovers);
            }
        }
        Map<String, List<Interval>> intervals = new TreeMap<>();
        for (Map.Entry<String, List<Command>> each : commands.entrySet()) {
            intervals.put(
                    each.getKey(),
                    intervals(each.getKey(), each.getValue(), asked.getOrDefault(each.getKey(), List.of()), handovers));
        }
        return intervals;
    }

    /** Adds two turns that a question tells of: who asks has handed over, and who says yes has taken over. */
    private static void handover(
            Session session, Map<String, List<Command>> commands, Map<Command, Session> handovers) {
        Info before = Info.at(session.replid, session.offset);
        add(
                commands,
                new Command(
                        session.at - 1, session.at, session.from, Seen.Kind.HAND_OVER, session.to, before, List.of()));
        if (session.isServed()) {
            Info after = Info.at(session.answeredReplid, session.offset);
            Command takes =
                    new Command(session.at, session.at, session.to, Seen.Kind.TAKE_OVER, null, after, List.of());
            add(commands, takes);
            handovers.put(takes, session);
        }
    }

    private static void add(Map<String, List<Command>> commands, Command command) {
        List<Command> all = commands.computeIfAbsent(command.server(), none -> new ArrayList<>());
        all.add(command);
        all.sort(Comparator.comparingLong(Command::asked));
    }

    /** @param handovers the questions in answer to which servers took over */
    private static List<Interval> intervals(
            String server, List<Command> commands, List<Session> asked, Map<Command, Session> handovers)
            throws IOException {
        Map<Command, List<Session>> during = new HashMap<>();
        for (Session session : asked) {
            during.computeIfAbsent(during(session, commands), none -> new ArrayList<>())
                    .add(session);
        }
        List<Interval> all = new ArrayList<>();
        int life = 0;
        for (Command command : commands) {
            life += command.kind() == Seen.Kind.RESTART ? 1 : 0;
            Interval turned = new Interval(server, life, command, null);
            if (command.kind() != Seen.Kind.START) {
                turned.begin = new Item(
                        Kind.valueOf(command.kind().name()), server, command.at(), handovers.get(command), command);
            }
            all.add(turned);
            for (Session session : during.getOrDefault(command, List.of())) {
                Interval next = new Interval(server, life, command, session);
                next.begin = new Item(Kind.CONNECT, server, session.at, session, null);
                all.add(next);
            }
        }
        for (int i = 0; i + 1 < all.size(); i++) {
            all.get(i).next = all.get(i + 1);
        }
        all.forEach(each -> {
            if (each.session == null && each.command.info() != null) {
                each.replids.add(each.command.info().replid());
            }
        });
        return all;
    }

    /** Returns the command since which a server follows the one that it asks: the latest that was given by then. */
    private static Command during(Session session, List<Command> commands) throws IOException {
        for (int i = commands.size() - 1; i >= 0; i--) {
            Command command = commands.get(i);
            if (command.asked() < session.at && session.to.equals(command.host())) {
                return command;
            }
        }
        throw new IOException(session.from + " has asked " + session.to + ", though nobody has told it to follow that");
    }
}
