package dev.lockstep.reading;

import dev.lockstep.checker.model.Counterexample;
import dev.lockstep.checker.outline.ModuleOutline;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.pages.Html;
import dev.lockstep.report.CounterexampleRun;
import dev.lockstep.report.RunDiagram;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Writes the models of a chapter. Those that hold are a table; each broken one stands beside the same mistake in the code. */
final class ModelsSection {
    private final Chapter chapter;
    private final Links links;
    private final Places places;
    private final Counterexamples counterexamples;
    private final StepPages steps;
    private final Map<JavaSource, Listing> slips = new HashMap<>();
    private final Map<String, Listing> modules = new HashMap<>();

    ModelsSection(Chapter chapter, Links links, Places places, Counterexamples counterexamples, StepPages steps) {
        this.chapter = chapter;
        this.links = links;
        this.places = places;
        this.counterexamples = counterexamples;
        this.steps = steps;
    }

    /** Returns a table of models. */
    Html table(List<ModelEntry> models) {
        Html table = Html.of("table").css("models");
        table.add(Html.of("tr")
                .add(
                        Html.of("th", "model"),
                        Html.of("th", "shows"),
                        Html.of("th", "declared"),
                        Html.of("th", "checks")));
        for (ModelEntry model : models) {
            Html checks = Html.of("td");
            int[] index = {0};
            model.checked()
                    .forEach(name -> checks.add(index[0]++ == 0 ? "" : " ").add(named(model, name)));
            Html name = Html.of("td").add(Html.of("code", model.model().name()).set("id", model.id()));
            steps.of(model).ifPresent(walk -> name.add(Html.of("div").add(walk)));
            table.add(Html.of("tr")
                    .add(
                            name,
                            Html.of("td", model.why()),
                            Html.of("td", model.model().expectation().toString()),
                            checks));
        }
        return Html.of("div").css("scroll").add(table);
    }

    private Html named(ModelEntry model, String name) {
        Optional<String> href = chapter.definition(model, name)
                .flatMap(each -> places.definition(each.module().name(), name, chapter.file()));
        Html code = Html.of("code");
        return href.isPresent() ? code.add(Html.of("a", name).set("href", href.get())) : code.add(name);
    }

    /** Returns a broken model: what it shows, what it changes, the slip in the code. */
    Html broken(ModelEntry model) throws InvalidInputException {
        Html card = Html.of("article").css("broken");
        card.add(Html.of("h3", model.model().name()).set("id", model.id()));
        Html facts = Html.of("p").add(model.why() + " ");
        facts.add(Html.of("strong", model.model().expectation().toString()));
        if (!model.violated().isEmpty()) {
            facts.add(" ").add(named(model, model.violated()));
        }
        steps.of(model).ifPresent(walk -> facts.add(" · ").add(walk));
        card.add(facts);
        Html pair = Html.of("div").css("pair");
        pair.add(Html.of("div").add(changes(model)));
        pair.add(Html.of("div").add(slips(model)));
        card.add(pair);
        Optional<Counterexample> counterexample = counterexamples.of(model);
        if (counterexample.isPresent()) {
            return card.add(Html.of("div")
                    .css("figure")
                    .set("tabindex", 0)
                    .set("role", "region")
                    .set("aria-label", "counterexample of " + model.model().name())
                    .add(RunDiagram.of(CounterexampleRun.of(model.model(), counterexample.get()))
                            .unlinked()));
        }
        String command = "./lockstep check " + model.model().qualifiedName() + " --trace";
        String why = Counterexamples.isSearched(model)
                ? "The counterexample is not drawn, for want of time; pages written after this have it: "
                : "The counterexample is a behaviour without an end, which TLC finds; pages written after it have it: ";
        return card.add(Html.of("p", why).css("soft").add(Html.of("code", command)));
    }

    /** Returns the definitions that only this model, of those of its kind, puts in the place of others. */
    private List<Html> changes(ModelEntry model) throws InvalidInputException {
        TreeSet<String> usual = new TreeSet<>();
        chapter.models().stream()
                .filter(ModelEntry::holds)
                .forEach(each -> each.replaced().forEach((name, by) -> usual.add(name + " " + by)));
        List<Html> changes = new java.util.ArrayList<>();
        for (Map.Entry<String, String> replaced : model.replaced().entrySet()) {
            if (!usual.contains(replaced.getKey() + " " + replaced.getValue())) {
                changes.add(Html.of("p")
                        .css("label")
                        .add(named(model, replaced.getKey()))
                        .add(" becomes"));
                Optional<Chapter.Defined> by = chapter.definition(model, replaced.getValue());
                if (by.isPresent()) {
                    changes.add(listing(by.get().module())
                            .html(
                                    by.get().definition().span().line(),
                                    by.get().definition().span().endLine(),
                                    false));
                } else {
                    changes.add(Html.of("pre", replaced.getValue()));
                }
            }
        }
        if (changes.isEmpty()) {
            changes.add(Html.of(
                            "p",
                            "Its config replaces nothing that models which hold do not replace as well: constants, or the spec"
                                    + " of " + model.model().module() + ", make the difference.")
                    .css("soft"));
        }
        return changes;
    }

    private Listing listing(ModuleOutline module) throws InvalidInputException {
        Listing listing = modules.get(module.name());
        if (listing == null) {
            listing = SpecSection.listing(module, chapter, places);
            modules.put(module.name(), listing);
        }
        return listing;
    }

    private List<Html> slips(ModelEntry model) {
        List<Html> found = new java.util.ArrayList<>();
        for (Links.Slipped each : links.slips(model)) {
            Slip slip = each.slip();
            found.add(Html.of("p")
                    .css("label")
                    .add("The slip ")
                    .add(Html.of("code", slip.name()))
                    .add(" in " + slip.source().file().getFileName() + ": " + each.how()));
            found.add(slips.computeIfAbsent(
                            slip.source(), source -> JavaListing.of(source, places, chapter.file(), chapter.sources()))
                    .html(slip.from(), slip.to(), false));
        }
        links.unslipped(model)
                .ifPresent(reason -> found.add(
                        Html.of("p", "No slip in the code: " + reason + ".").css("soft")));
        return found;
    }
}
