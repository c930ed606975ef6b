package dev.lockstep.report;

import dev.lockstep.pages.Html;
import dev.lockstep.pages.Page;

/** Makes the page on which a run is watched while it goes on. */
final class LivePage {
    private LivePage() {}

    static Page of(LiveRun run) {
        Html main = Html.of("main")
                .add(
                        Html.of("h1")
                                .add(Html.of("span", "no verdict yet")
                                        .set("id", "verdict")
                                        .css("soft")
                                        .set("role", "status")),
                        Html.of("p")
                                .css("soft")
                                .add(run.title() + " · ")
                                .add(Html.of("span").set("id", "progress")),
                        Html.of("p", "This page is filled by scripts, and they do not run here.")
                                .set("id", "static")
                                .css("warn"),
                        Html.of("div")
                                .set("id", "live")
                                .set("hidden", "")
                                .add(
                                        Html.of("div").set("id", "run-tools").css("tools no-print"),
                                        Html.of("div")
                                                .css("scroll")
                                                .set("tabindex", 0)
                                                .set("role", "region")
                                                .set("aria-label", "nodes")
                                                .add(Html.of("table").set("id", "nodes")),
                                        Html.of("div")
                                                .set("id", "network-tools")
                                                .css("tools no-print"),
                                        limits(run),
                                        Html.of("pre")
                                                .set("id", "why")
                                                .set("hidden", "")
                                                .set("tabindex", 0)
                                                .set("aria-label", "why"),
                                        Html.of("h2", "The latest events"),
                                        Html.of("p")
                                                .add(Html.of("a", "The report of all events so far")
                                                        .set("href", "report.html")
                                                        .set("target", "_blank")),
                                        Html.of("div")
                                                .set("id", "path")
                                                .css("scroll")
                                                .set("tabindex", 0)
                                                .set("role", "region")
                                                .set("aria-label", "the latest events")));
        return Page.titled("Live: " + run.title())
                .connecting()
                .style(Page.resource(LivePage.class, "report.css"))
                .style(Page.resource(LivePage.class, "step.css"))
                .style(Page.resource(LivePage.class, "live.css"))
                .script(Page.resource(LivePage.class, "diagram.js"))
                .script(Page.resource(LivePage.class, "live.js"))
                .add(main);
    }

    /** Returns what cannot be asked of the run, and why. */
    private static Html limits(LiveRun run) {
        Html list = Html.of("ul").set("id", "limits").css("soft");
        run.limits().forEach(limit -> list.add(Html.of("li", limit)));
        return run.limits().isEmpty() ? Html.of("div") : list;
    }
}
