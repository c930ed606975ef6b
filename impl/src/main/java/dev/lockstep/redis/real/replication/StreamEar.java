package dev.lockstep.redis.real.replication;

import dev.lockstep.redis.client.Reply;
import dev.lockstep.redis.client.RespReader;
import dev.lockstep.redis.real.Names;
import dev.lockstep.redis.real.Proxy;
import dev.lockstep.redis.real.replication.Session.Answer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Records what replicas and their masters say to each other: PSYNC and its answer, the stream, and acknowledgements. One thread at a time
 * uses a conversation.
 */
final class StreamEar implements Proxy.Ear {
    private final Recording recording;
    private final Names names;
    private final FailoverAnswers answers;

    StreamEar(Recording recording, Names names, FailoverAnswers answers) {
        this.recording = recording;
        this.names = names;
        this.answers = answers;
    }

    @Override
    public Proxy.Conversation begin(String to) {
        return new Conversation(to, recording.life(to));
    }

    /** Listens to one connection. */
    private final class Conversation implements Proxy.Conversation {
        /** Says what a master sends. */
        private enum Sends {
            REPLIES,
            SNAPSHOT,
            STREAM
        }

        private final String to;
        private final int life;
        private final RespReader requests = new RespReader();
        private final RespReader replies = new RespReader();
        private final Snapshot snapshot = new Snapshot();
        private final Deque<Boolean> asked = new ArrayDeque<>();
        private Sends sends = Sends.REPLIES;
        private volatile String peer = "";
        private @Nullable Session session;

        Conversation(String to, int life) {
            this.to = to;
            this.life = life;
        }

        @Override
        public String peer() {
            return peer;
        }

        @Override
        public void request(byte[] bytes, int count) throws IOException {
            requests.add(bytes, count);
            for (Reply value = requests.next(); value != null; value = requests.next()) {
                command(value.asWords());
            }
        }

        private void command(List<String> words) {
            String name = words.isEmpty() ? "" : words.get(0).toUpperCase(Locale.ROOT);
            boolean isOption = name.equals("REPLCONF") && words.size() > 2;
            if (isOption && words.get(1).equalsIgnoreCase("ack")) {
                if (session != null) {
                    recording.acknowledged(session, Long.parseLong(words.get(2)));
                }
                return; // it is not answered
            }
            if (isOption && words.get(1).equalsIgnoreCase("listening-port")) {
                peer = names.at(words.get(2));
            }
            boolean isPsync = name.equals("PSYNC") && words.size() > 2;
            if (isPsync) {
                boolean isAll = words.get(1).equals("?");
                session = recording.asked(
                        peer,
                        to,
                        life,
                        words.get(1),
                        isAll ? Session.ALL : Long.parseLong(words.get(2)) - 1,
                        words.size() > 3 && words.get(3).equalsIgnoreCase("failover"));
            }
            asked.add(isPsync);
        }

        @Override
        public void reply(byte[] bytes, int count) throws IOException {
            if (sends == Sends.SNAPSHOT) {
                snapshot(bytes, count);
                return;
            }
            replies.add(bytes, count);
            if (sends == Sends.REPLIES) {
                handshake();
            }
            if (sends == Sends.STREAM) {
                stream();
            }
        }

        private void handshake() throws IOException {
            while (sends == Sends.REPLIES) {
                Reply value = replies.next();
                if (value == null) {
                    return;
                }
                Boolean isPsync = asked.poll();
                if (isPsync != null && isPsync) {
                    answered(value);
                }
            }
            if (sends == Sends.SNAPSHOT) {
                byte[] rest = replies.rest();
                snapshot(rest, rest.length);
            }
        }

        private void answered(Reply reply) throws IOException {
            if (session == null) {
                return;
            }
            String[] words = reply.asText().split(" ");
            if (words[0].equals("FULLRESYNC")) {
                recording.answered(session, Answer.FULL, words[1], Long.parseLong(words[2]));
                sends = Sends.SNAPSHOT;
            } else if (words[0].equals("CONTINUE")) {
                recording.answered(session, Answer.CONTINUE, words.length > 1 ? words[1] : session.replid, 0);
                sends = Sends.STREAM;
            } else if (reply instanceof Reply.Failure failure
                    && failure.message().startsWith("NOMASTERLINK")) {
                recording.answered(session, Answer.REFUSED, "", 0);
            }
            if (session.isFailover) {
                answers.take();
            }
        }

        private void snapshot(byte[] bytes, int count) throws IOException {
            byte[] rest = snapshot.add(bytes, count);
            if (rest != null) {
                sends = Sends.STREAM;
                replies.add(rest, rest.length);
                stream();
            }
        }

        private void stream() throws IOException {
            Reply value = replies.next();
            while (value != null && session != null) {
                recording.streamed(session, value.asWords(), replies.size());
                value = replies.next();
            }
        }
    }
}
