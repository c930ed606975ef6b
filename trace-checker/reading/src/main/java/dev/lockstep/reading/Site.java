package dev.lockstep.reading;

import dev.lockstep.checker.model.RecordedCounterexamples;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.pages.Html;
import dev.lockstep.pages.Page;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds a site of pages on which specs are read beside their code. */
public final class Site {
    private static final double SITTING = 20;

    private final Book book;
    private final Exceptions exceptions;
    private final Optional<RecordedCounterexamples> recorded;
    private final List<Finding> findings = new ArrayList<>();
    private final Map<String, Links> links = new LinkedHashMap<>();

    /**
     * Tells where a site comes from.
     *
     * @param specs a folder with a folder for each protocol, or one file {@code X.tla}
     * @param sources folders of Java; annotated classes in them are the code of the specs
     * @param tests folders of Java, in which slips are looked for
     * @param notes the folder of notes; of one spec the file of its note; null: there is none
     */
    public record Sources(
            Path specs,
            List<Path> sources,
            List<Path> tests,
            @Nullable Path notes) {}

    /**
     * Tells how many pages were written.
     *
     * @param pages the index, and one for each chapter
     * @param steps the number of others, on which models are walked through
     * @param counterexamples how many are drawn on them
     * @param undrawn how many broken models have no counterexample there
     */
    public record Written(int pages, int steps, int counterexamples, int undrawn) {}

    private Site(Book book, Exceptions exceptions, Optional<RecordedCounterexamples> recorded) {
        this.book = book;
        this.exceptions = exceptions;
        this.recorded = recorded;
    }

    /**
     * Reads all of it, and links what belongs together.
     *
     * @throws InvalidInputException something cannot be read; the message says where
     */
    public static Site read(Sources sources) throws InvalidInputException, InterruptedException {
        JavaCode code = JavaCode.read(sources.sources, sources.tests);
        boolean isSingle = Files.isRegularFile(sources.specs);
        Path folder = isSingle ? sources.specs.toAbsolutePath().getParent() : sources.specs;
        Path list = folder.resolve(Exceptions.FILE);
        Exceptions exceptions = Files.isRegularFile(list) ? Exceptions.read(list) : Exceptions.none();
        Book book = isSingle
                ? Book.of(sources.specs, code, sources.notes, true)
                : Book.of(sources.specs, code, sources.notes);
        Site site = new Site(book, exceptions, RecordedCounterexamples.ofBuild(folder));
        site.link();
        return site;
    }

    private void link() {
        Set<String> models = new TreeSet<>();
        Set<String> named = new TreeSet<>(book.code().files());
        for (Chapter chapter : book.chapters()) {
            chapter.models().forEach(model -> models.add(model.model().name()));
            chapter.modules().forEach(module -> named.add(module.name()));
            named.addAll(chapter.others().keySet());
        }
        for (Finding stray : book.strays()) {
            if (exceptions.reason(stray.kind(), stray.subject()).isEmpty()) {
                findings.add(stray);
            }
        }
        for (Chapter chapter : book.chapters()) {
            Links of = new Links(chapter, exceptions, models, named);
            links.put(chapter.name(), of);
            findings.addAll(of.findings());
        }
        findings.addAll(exceptions.unused());
    }

    /** Returns what has no counterpart, and is not declared to have none. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }

    /**
     * Writes the pages.
     *
     * @param folder where they go; it is made if it is not there
     * @param time the time for the search for counterexamples, and for the pages on which small models are walked through. Of what is not done
     *     in time the pages say how to see it
     * @return how many pages there are, and counterexamples on them
     */
    public Written write(Path folder, Duration time) throws IOException, InvalidInputException, InterruptedException {
        Files.createDirectories(folder);
        Places places = new Places(book.chapters());
        long start = System.nanoTime();
        Counterexamples counterexamples = Counterexamples.find(book.chapters(), recorded, start + time.toNanos() / 2);
        StepPages steps =
                StepPages.write(book.chapters(), counterexamples, book.code(), folder, start + time.toNanos());
        List<ChapterPage> pages = new ArrayList<>();
        for (Chapter chapter : book.chapters()) {
            ChapterPage page = new ChapterPage(chapter, links.get(chapter.name()), places);
            pages.add(page);
            write(folder.resolve(chapter.file()), page.page(counterexamples, steps));
        }
        write(folder.resolve("index.html"), index(pages, steps));
        return new Written(pages.size() + 1, steps.size(), counterexamples.size(), counterexamples.missing());
    }

    private static void write(Path file, Page page) throws IOException {
        Files.writeString(file, page.toString(), StandardCharsets.UTF_8);
    }

    private static Page index(List<ChapterPage> pages, StepPages steps) {
        Page page = Page.titled("Specs beside their code");
        page.style(Page.resource(Site.class, "reading.css"));
        Html main = Html.of("main");
        main.add(Html.of("h1", "Read a protocol in 20 minutes"));
        main.add(Html.of(
                "p",
                "Each page has a spec in the order of reading, its actions beside the methods that implement them, its properties"
                        + " beside what argues for them, and what must fail beside the mistake in the code. Begin with the"
                        + " modules that fit into 20 minutes; they say what is to be done, and then how. Times are estimated by"
                        + " length."));
        Html cards = Html.of("div").css("cards");
        pages.forEach(each -> cards.add(card(each, steps)));
        main.add(cards);
        page.add(main);
        return page;
    }

    private static Html card(ChapterPage page, StepPages steps) {
        Chapter chapter = page.chapter();
        Html card = Html.of("section").css("card");
        card.add(Html.of("h2").add(Html.of("a", chapter.title()).set("href", chapter.file())));
        long broken = chapter.models().stream().filter(ModelEntry::isBroken).count();
        card.add(Html.of(
                        "p",
                        chapter.modules().size() + " modules, "
                                + chapter.sources().size() + " files of Java, "
                                + (chapter.models().size() - broken) + " models that hold or show something, " + broken
                                + " that must fail; all of it takes " + Minutes.shown(page.minutes()) + ".")
                .css("soft"));
        Html list = Html.of("ol");
        double sum = 0;
        Html last = null;
        boolean isOver = false;
        for (ChapterPage.Step step : page.steps()) {
            sum += step.minutes();
            if (!isOver && sum > SITTING && last != null) {
                last.add(Html.of("span", Minutes.shown(sum - step.minutes()) + " up to here")
                        .css("sitting"));
                isOver = true;
            }
            last = Html.of("li")
                    .add(Html.of("a", step.title()).set("href", chapter.file() + "#" + step.anchor()))
                    .add(Html.of("span", " " + Minutes.shown(step.minutes())).css("soft"));
            list.add(last);
        }
        card.add(list);
        return page.walks(steps).map(card::add).orElse(card);
    }
}
