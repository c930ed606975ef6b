package dev.lockstep.reading;

import dev.lockstep.checker.outline.ModuleOutline;
import dev.lockstep.checker.outline.ModuleOutline.Definition;
import dev.lockstep.checker.outline.ModuleOutline.Use;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.pages.Html;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes a module as a text to be read. Actions stand beside their methods, and properties beside what argues for them. */
final class SpecSection {
    private final Chapter chapter;
    private final ModuleOutline module;
    private final Links links;
    private final Places places;
    private final ActionRows rows;
    private final PropertyNotes properties;
    private final Listing listing;

    SpecSection(
            Chapter chapter,
            ModuleOutline module,
            Links links,
            Places places,
            ActionRows rows,
            PropertyNotes properties)
            throws InvalidInputException {
        this.chapter = chapter;
        this.module = module;
        this.links = links;
        this.places = places;
        this.rows = rows;
        this.properties = properties;
        this.listing = listing(module, chapter, places);
    }

    /** Returns the text of a module, its names linked. */
    static Listing listing(ModuleOutline module, Chapter chapter, Places places) throws InvalidInputException {
        Listing listing = new Listing(lines(module.file()));
        listing.commentsOfTla();
        for (Use use : module.uses()) {
            places.definition(use.module(), use.name(), chapter.file())
                    .ifPresent(href -> listing.link(
                            use.span().line(), use.span().column(), use.span().endColumn(), href));
        }
        return listing;
    }

    private static List<String> lines(Path file) throws InvalidInputException {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
    }

    double minutes() {
        return Minutes.ofText(listing.lines());
    }

    /** Returns the section. */
    Html html() {
        Html section = Html.of("section").css("module");
        section.add(Html.of("h2")
                .set("id", module.name())
                .add(module.name() + " ")
                .add(Html.of("span", Minutes.shown(minutes())).css("soft")));
        boolean isHome = places.module(module.name(), chapter.file())
                .filter(href -> href.startsWith("#"))
                .isPresent();
        Map<Integer, Definition> at = new TreeMap<>();
        for (Definition each : module.definitions()) {
            if (isHome) {
                listing.anchor(each.span().line(), Chapter.anchor(module.name(), each.name()));
            }
            counterpart(each);
            at.putIfAbsent(each.span().line(), each);
        }
        int from = 1;
        for (Definition each : at.values()) {
            String anchor = Chapter.anchor(module.name(), each.name());
            List<Links.Implementing> methods = links.methods(anchor);
            Optional<String> reason = links.unimplemented(anchor);
            boolean isProperty = properties.isProperty(each.name());
            if (methods.isEmpty() && reason.isEmpty() && !isProperty
                    || each.span().line() < from) {
                continue;
            }
            plain(section, from, each.span().line() - 1);
            int last = Math.max(each.span().endLine(), each.span().line());
            if (!methods.isEmpty()) {
                for (int i = 0; i < methods.size(); i++) {
                    section.add(rows.html(each, listing, methods.get(i), i == 0));
                }
            } else if (reason.isPresent()) {
                section.add(Html.of("div")
                        .css("pair")
                        .add(listing.html(each.span().line(), last, true))
                        .add(Html.of("p", "No method: " + reason.get()).css("soft beside")));
            } else {
                section.add(Html.of("div")
                        .css("pair")
                        .add(listing.html(each.span().line(), last, true))
                        .add(properties.html(each.name())));
            }
            from = last + 1;
        }
        plain(section, from, listing.lines().size());
        return section;
    }

    /** Links the name at its definition to the method of the same name, if there is one. */
    private void counterpart(Definition definition) {
        String method = Names.method(definition.name());
        String text = listing.lines().get(definition.span().line() - 1);
        int column = definition.span().column();
        if (!text.startsWith(definition.name(), column - 1)) {
            return;
        }
        for (SpecClass code : chapter.classes()) {
            for (SpecClass.Level level : code.levels()) {
                String type = level.type().getFullyQualifiedName().orElse("");
                if (Places.members(level.type()).contains(method)) {
                    places.code(type + "." + method, chapter.file())
                            .ifPresent(href -> listing.link(
                                    definition.span().line(),
                                    column,
                                    column + definition.name().length() - 1,
                                    href));
                    return;
                }
            }
        }
    }

    /** Adds lines; boxes of comments become prose. */
    private void plain(Html section, int from, int to) {
        int at = from;
        while (at <= to) {
            int end = at;
            boolean isBox = isBox(at);
            while (end + 1 <= to && isBox(end + 1) == isBox) {
                end++;
            }
            if (isBox) {
                section.add(prose(at, end));
            } else if (hasText(at, end)) {
                int first = at;
                int last = end;
                while (isFrame(listing.lines().get(first - 1).strip())) {
                    first++;
                }
                while (isFrame(listing.lines().get(last - 1).strip())) {
                    last--;
                }
                section.add(listing.html(first, last, true));
            }
            at = end + 1;
        }
    }

    private boolean hasText(int from, int to) {
        for (int line = from; line <= to; line++) {
            String text = listing.lines().get(line - 1).strip();
            if (!isFrame(text)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether a line is empty, a ruler, or the first or last of a module. */
    private static boolean isFrame(String text) {
        return text.matches("[-=]*") || text.matches("-{4,}\\s*MODULE\\s+\\w+\\s*-{4,}");
    }

    private boolean isBox(int line) {
        String text = listing.lines().get(line - 1).strip();
        return text.startsWith("(*") && text.endsWith("*)");
    }

    private Html prose(int from, int to) {
        List<String> lines = new ArrayList<>();
        for (int line = from; line <= to; line++) {
            String text = listing.lines().get(line - 1).strip();
            String inner = text.length() < 4 ? "" : text.substring(2, text.length() - 2);
            lines.add(inner.matches("\\**") ? "" : inner.stripTrailing());
        }
        Html prose = Html.of("div").css("prose");
        StringBuilder paragraph = new StringBuilder();
        boolean isDrawn = false;
        lines.add("");
        for (String line : lines) {
            if (line.isBlank()) {
                if (paragraph.length() > 0) {
                    prose.add(isDrawn ? Html.of("pre", paragraph.toString()) : Html.of("p", paragraph.toString()));
                }
                paragraph.setLength(0);
                isDrawn = false;
            } else {
                String text = line.startsWith(" ") ? line.substring(1) : line;
                isDrawn |= text.startsWith("  ") || text.strip().matches(".*\\S {3,}\\S.*");
                paragraph.append(paragraph.length() == 0 ? "" : "\n").append(text);
            }
        }
        return prose;
    }
}
