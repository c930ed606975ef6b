package dev.lockstep.reading;

import dev.lockstep.checker.outline.ModuleOutline;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.pages.Html;
import dev.lockstep.pages.Page;
import dev.lockstep.report.StepPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the page of one chapter. */
final class ChapterPage {
    private final Chapter chapter;
    private final Links links;
    private final Places places;
    private final MarkdownHtml markdown;
    private final Map<String, Chapter.Defined> definitions;
    private final Map<JavaSource, Listing> code = new LinkedHashMap<>();
    private final List<SpecSection> sections = new ArrayList<>();

    ChapterPage(Chapter chapter, Links links, Places places) throws InvalidInputException {
        this.chapter = chapter;
        this.links = links;
        this.places = places;
        this.definitions = chapter.definitions();
        this.markdown = new MarkdownHtml(this::name, this::file);
        for (JavaSource source : chapter.sources()) {
            code.put(source, JavaListing.of(source, places, chapter.file(), chapter.sources()));
        }
        ActionRows rows = new ActionRows(code, places, chapter.file());
        PropertyNotes properties = new PropertyNotes(chapter, markdown);
        for (ModuleOutline module : chapter.modules()) {
            sections.add(new SpecSection(chapter, module, links, places, rows, properties));
        }
    }

    Chapter chapter() {
        return chapter;
    }

    /** Returns where a name in code font leads. It may be that of a definition, a module or a model. */
    private Optional<String> name(String name) {
        Chapter.Defined defined = definitions.get(name);
        if (defined != null) {
            Optional<String> found = places.definition(defined.module().name(), name, chapter.file());
            if (found.isPresent()) {
                return found;
            }
        }
        return places.module(name, chapter.file()).or(() -> places.model(name, chapter.file()));
    }

    /** Returns where a link to a file leads: modules are on pages. */
    private Optional<String> file(String target) {
        if (target.startsWith("#")) {
            return Optional.empty();
        }
        String file = target.replaceFirst("#.*", "").replaceFirst(".*/", "");
        return file.endsWith(".tla")
                ? places.module(file.substring(0, file.length() - ".tla".length()), chapter.file())
                : Optional.empty();
    }

    double minutes() {
        double minutes = sections.stream().mapToDouble(SpecSection::minutes).sum();
        return minutes
                + code.keySet().stream()
                        .mapToDouble(source -> Minutes.ofText(source.lines()))
                        .sum()
                + chapter.note()
                        .map(note -> Minutes.ofProse(Note.text(note.document())))
                        .orElse(0.0);
    }

    /** Represents a step of reading the chapter. */
    record Step(String title, String anchor, double minutes) {}

    /** Returns what is read, in order: the modules, the code, the note. */
    List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            String name = chapter.modules().get(i).name();
            steps.add(new Step(name, name, sections.get(i).minutes()));
        }
        if (!code.isEmpty()) {
            double minutes = code.keySet().stream()
                    .mapToDouble(source -> Minutes.ofText(source.lines()))
                    .sum();
            steps.add(new Step("The code", "code", minutes));
        }
        chapter.note()
                .ifPresent(note ->
                        steps.add(new Step("Why it is right", "note", Minutes.ofProse(Note.text(note.document())))));
        return steps;
    }

    private static String id(JavaSource source) {
        String name = source.file().getFileName().toString().replaceFirst("\\.java$", "");
        return "file." + source.packageName() + "." + name;
    }

    /** Returns the models that are walked through, each a link; empty: there is none. */
    Optional<Html> walks(StepPages steps) {
        List<ModelEntry> models = steps.of(chapter.models());
        Html walks = Html.of("p", "Walk by hand through ").css("walks");
        for (int i = 0; i < models.size(); i++) {
            walks.add(i == 0 ? "" : " · ").add(steps.link(models.get(i)));
        }
        return models.isEmpty() ? Optional.empty() : Optional.of(walks);
    }

    /** Returns the page, with the counterexamples that there are, and links to the pages on which models are walked through. */
    Page page(Counterexamples counterexamples, StepPages steps) throws InvalidInputException {
        Page page = Page.titled(chapter.title() + " · read with Lockstep");
        page.style(Page.resource(ChapterPage.class, "reading.css"));
        page.add(header(steps));
        Html main = Html.of("main");
        sections.forEach(section -> main.add(section.html()));
        code(main);
        note(main);
        models(main, counterexamples, steps);
        page.add(main);
        return page;
    }

    private Html header(StepPages steps) {
        Html header = Html.of("header");
        header.add(Html.of("p").add(Html.of("a", "All protocols").set("href", "index.html")));
        header.add(Html.of("h1", chapter.title()));
        chapter.list().ifPresent(list -> {
            list.lead().forEach(each -> header.add(markdown.html(each)));
        });
        Html nav = Html.of("nav").set("aria-label", "contents");
        Html order = Html.of("ol");
        if (chapter.list().isPresent()) {
            chapter.list().get().items().forEach(item -> order.add(markdown.into(Html.of("li"), item.node())));
        } else {
            chapter.modules()
                    .forEach(module -> order.add(
                            Html.of("li").add(Html.of("a", module.name()).set("href", "#" + module.name()))));
        }
        nav.add(order);
        Html rest = Html.of("p");
        if (!code.isEmpty()) {
            rest.add(Html.of("a", "The code").set("href", "#code")).add(" · ");
        }
        if (chapter.note().isPresent()) {
            rest.add(Html.of("a", "Why it is right").set("href", "#note")).add(" · ");
        }
        rest.add(Html.of("a", "Models").set("href", "#models"));
        if (chapter.models().stream().anyMatch(ModelEntry::isBroken)) {
            rest.add(" · ").add(Html.of("a", "What must fail").set("href", "#broken"));
        }
        header.add(nav.add(rest));
        walks(steps).ifPresent(header::add);
        header.add(Html.of(
                        "p",
                        "Spec and code stand side by side where both name the same variable, operator or type of message; the"
                                + " small words say which. Where nothing stands beside a line, no rule has found its"
                                + " counterpart, which does not say that there is none.")
                .css("soft"));
        return header;
    }

    private void code(Html main) {
        if (code.isEmpty()) {
            return;
        }
        main.add(Html.of("h2", "The code").set("id", "code"));
        code.forEach((source, listing) -> {
            main.add(Html.of("h3")
                    .set("id", id(source))
                    .add(source.file().getFileName() + " ")
                    .add(Html.of("span", Minutes.shown(Minutes.ofText(source.lines())))
                            .css("soft")));
            main.add(listing.html(1, source.lines().size(), true));
        });
    }

    private void note(Html main) {
        if (chapter.note().isEmpty()) {
            return;
        }
        Note note = chapter.note().get();
        main.add(Html.of("h2", "Why it is right").set("id", "note"));
        Html article = Html.of("article").css("note");
        for (Note.Section section : note.sections()) {
            article.add(Html.of("h" + Math.min(6, section.level() + 2), section.title())
                    .set("id", section.id()));
            section.blocks().forEach(block -> article.add(markdown.html(block)));
        }
        main.add(article);
    }

    private void models(Html main, Counterexamples counterexamples, StepPages steps) throws InvalidInputException {
        ModelsSection models = new ModelsSection(chapter, links, places, counterexamples, steps);
        main.add(Html.of("h2", "Models").set("id", "models"));
        List<ModelEntry> whole =
                chapter.models().stream().filter(model -> !model.isBroken()).toList();
        main.add(models.table(whole));
        main.add(Html.of(
                        "p",
                        "Of a model without a link to walk through it, this makes the page, if it has no more than "
                                + StepPage.MOST_STATES + " states: ")
                .css("soft")
                .add(Html.of("code", "./lockstep read --step MODEL -o step.html")));
        List<ModelEntry> broken =
                chapter.models().stream().filter(ModelEntry::isBroken).toList();
        if (!broken.isEmpty()) {
            main.add(Html.of("h2", "What must fail").set("id", "broken"));
            for (ModelEntry model : broken) {
                main.add(models.broken(model));
            }
        }
    }
}
