package dev.lockstep.reading;

import dev.lockstep.pages.Html;
import java.util.List;
import java.util.Optional;

/** Writes what stands beside a property. That is where the note argues it, and the models that check it or violate it. */
final class PropertyNotes {
    private static final int MOST = 6;

    private final Chapter chapter;
    private final MarkdownHtml markdown;

    PropertyNotes(Chapter chapter, MarkdownHtml markdown) {
        this.chapter = chapter;
        this.markdown = markdown;
    }

    /** Returns whether some model checks the definition of that name. */
    boolean isProperty(String name) {
        return chapter.models().stream()
                .anyMatch(model ->
                        model.checked().contains(name) || model.violated().equals(name));
    }

    Html html(String name) {
        Html beside = Html.of("div").css("beside");
        argued(beside, name);
        List<ModelEntry> holding = chapter.models().stream()
                .filter(model -> model.holds() && model.checked().contains(name))
                .toList();
        if (!holding.isEmpty()) {
            beside.add(Html.of("p", "Checked to completion by").css("label"));
            beside.add(list(holding));
        }
        List<ModelEntry> failing = chapter.models().stream()
                .filter(model -> model.violated().equals(name))
                .toList();
        if (!failing.isEmpty()) {
            beside.add(Html.of("p", "Fails, as it must, in").css("label"));
            beside.add(list(failing));
        }
        return beside;
    }

    private void argued(Html beside, String name) {
        Optional<Note.Section> section = chapter.note().flatMap(note -> note.about(name));
        if (section.isEmpty()) {
            chapter.note()
                    .ifPresent(note -> beside.add(
                            Html.of("p", "No section of the note names it.").css("soft")));
            return;
        }
        Html details = Html.of("details");
        details.add(Html.of("summary", "Argued in " + section.get().title()));
        Html excerpt = Html.of("div")
                .css("excerpt")
                .set("tabindex", 0)
                .set("role", "region")
                .set("aria-label", "why " + name + " holds");
        excerpt.add(Html.of("p")
                .add(Html.of("a", "In the note").set("href", "#" + section.get().id())));
        section.get().blocks().forEach(block -> excerpt.add(markdown.html(block)));
        beside.add(details.add(excerpt));
        List<Note.Section> others = chapter.note().orElseThrow().mentioning(name).stream()
                .filter(each -> each != section.get())
                .toList();
        if (!others.isEmpty()) {
            Html also = Html.of("p", "Also in ").css("soft");
            for (int i = 0; i < Math.min(MOST, others.size()); i++) {
                also.add(i == 0 ? "" : " · ")
                        .add(Html.of("a", others.get(i).title())
                                .set("href", "#" + others.get(i).id()));
            }
            if (others.size() > MOST) {
                also.add(" and " + (others.size() - MOST) + " more");
            }
            beside.add(also);
        }
    }

    private static Html list(List<ModelEntry> models) {
        Html list = Html.of("ul");
        for (int i = 0; i < Math.min(MOST, models.size()); i++) {
            ModelEntry model = models.get(i);
            list.add(Html.of("li")
                    .add(Html.of("a", model.model().name()).set("href", "#" + model.id()))
                    .add(Html.of("span", " " + model.model().expectation()).css("soft")));
        }
        if (models.size() > MOST) {
            list.add(Html.of("li", "and " + (models.size() - MOST) + " more").css("soft"));
        }
        return list;
    }
}
