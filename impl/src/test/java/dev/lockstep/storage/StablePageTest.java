package dev.lockstep.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Takes every action in every state that a page gets into, whatever is read, and asks which of them are refused. */
@Tag("core")
class StablePageTest {
    private static final int RETRIES = 2;

    /** Two of them have one version: only a disk that is out of order has those. */
    private static final List<Content> CONTENTS =
            List.of(Content.BAD, Content.INITIAL, new Content(2, "x"), new Content(2, "y"));

    private static final Map<String, BiConsumer<StablePage, Content>> AFTER_A_READ = new LinkedHashMap<>();

    static {
        AFTER_A_READ.put("Rewrite", StablePage::rewrite);
        AFTER_A_READ.put("GoOn", StablePage::goOn);
        AFTER_A_READ.put("Complete", StablePage::complete);
        AFTER_A_READ.put("Answer", StablePage::answer);
        AFTER_A_READ.put("Retry", StablePage::retry);
        AFTER_A_READ.put("TryOther", StablePage::tryOther);
        AFTER_A_READ.put("GiveUp", StablePage::giveUp);
        AFTER_A_READ.put("Agree", StablePage::agree);
        AFTER_A_READ.put("Repair", StablePage::repair);
    }

    private static StablePage copy(StablePage page) {
        StablePage copy = new StablePage("p1", RETRIES);
        copy.task = page.task;
        copy.step = page.step;
        copy.target = page.target;
        copy.tries = page.tries;
        copy.first = page.first;
        copy.intent = page.intent;
        copy.known = page.known;
        copy.answer = page.answer;
        return copy;
    }

    /** Takes the action on a copy, if the page does not refuse it: then the copy is as the page was. */
    private static List<StablePage> taken(StablePage page, Consumer<StablePage> action) {
        StablePage copy = copy(page);
        try {
            action.accept(copy);
            return List.of(copy);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessage("not enabled in " + page);
            assertThat(copy).hasToString(page.toString());
            return List.of();
        }
    }

    /** Returns the states behind this one, and expects that nothing else than these actions is enabled. */
    private static List<StablePage> next(StablePage page) {
        List<StablePage> next = new ArrayList<>();
        Map<String, Consumer<StablePage>> unread = Map.of(
                "Put", p -> p.put("x"),
                "Get", StablePage::get,
                "Scan", StablePage::scan,
                "Write", StablePage::write,
                "Sync", StablePage::sync,
                "Recover", StablePage::recover);
        Set<String> enabled = new HashSet<>();
        unread.forEach((name, action) -> {
            List<StablePage> then = taken(page, action);
            if (!then.isEmpty()) {
                enabled.add(name);
            }
            // one Put is enough
            next.addAll(name.equals("Put") && page.known.version() > 1 ? List.of() : then);
        });
        assertThat(enabled).as(page.toString()).isEqualTo(expected(page));

        boolean reads = page.step == Step.READ || page.step == Step.CHECK;
        for (Content read : CONTENTS) {
            List<String> takes = new ArrayList<>();
            AFTER_A_READ.forEach((name, action) -> {
                for (StablePage then : taken(page, p -> action.accept(p, read))) {
                    takes.add(name);
                    next.add(then);
                }
            });
            assertThat(takes).as("after %s was read in %s", read, page).hasSize(reads ? 1 : 0);
        }
        return next;
    }

    private static Set<String> expected(StablePage page) {
        return switch (page.step) {
            case NONE ->
                switch (page.task) {
                    case DOWN -> Set.of("Recover");
                    case IDLE -> Set.of("Put", "Get", "Scan");
                    default -> Set.of();
                };
            case WRITE -> Set.of("Write");
            case SYNC -> Set.of("Sync");
            case READ, CHECK -> Set.of();
        };
    }

    @Test
    void inEveryStateOneActionIsEnabledByEachReadAndNoOtherThanTheSpecAllows() {
        Set<String> seen = new HashSet<>();
        Deque<StablePage> queue = new ArrayDeque<>(List.of(new StablePage("p1", RETRIES)));
        while (!queue.isEmpty()) {
            StablePage page = queue.remove();
            if (seen.add(page.toString())) {
                queue.addAll(next(page));
            }
        }
        assertThat(seen).hasSizeGreaterThan(100);
    }

    /** Reads as bad are read again as often as was asked for, and a good one in between is believed at once. */
    @Test
    void aBadReadIsRepeatedAsOftenAsWasAskedFor() {
        StablePage page = new StablePage("p1", RETRIES);
        page.recover();
        for (int tries = 1; tries <= RETRIES; tries++) {
            page.read(Content.BAD);
            assertThat(page.target()).isEqualTo(Copy.A);
            assertThat(page.tries()).isEqualTo(tries);
        }
        assertThatThrownBy(() -> page.retry(Content.BAD)).isInstanceOf(IllegalStateException.class);
        page.read(Content.BAD);
        assertThat(page.target()).isEqualTo(Copy.B);
        assertThat(page.tries()).isZero();
    }

    @Test
    void ofTwoContentsOfOneVersionThatOfASurvives() {
        StablePage page = new StablePage("p1", RETRIES);
        page.recover();
        page.read(new Content(2, "x"));
        page.read(new Content(2, "y"));
        assertThat(page.intent()).isEqualTo(new Content(2, "x"));
        assertThat(page.target()).isEqualTo(Copy.B);
    }
}
