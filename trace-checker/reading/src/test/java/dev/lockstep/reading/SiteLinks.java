package dev.lockstep.reading;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the links of a site that lead nowhere, and anchors that are there twice. */
final class SiteLinks {
    private static final Pattern ID = Pattern.compile(" id=\"([^\"]*)\"");
    private static final Pattern LINK = Pattern.compile(" href=\"([^\"]*)\"");

    private final List<String> wrong = new ArrayList<>();
    private int links;

    /** @param folder the folder of the site, in which all of its pages are */
    static SiteLinks of(Path folder) {
        SiteLinks found = new SiteLinks();
        Map<String, String> pages = new HashMap<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".html")).toList()) {
                pages.put(file.getFileName().toString(), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, Set<String>> anchors = new HashMap<>();
        pages.forEach((page, text) -> anchors.put(page, found.anchors(page, text)));
        pages.forEach((page, text) -> found.links(page, text, anchors));
        return found;
    }

    private Set<String> anchors(String page, String text) {
        Set<String> anchors = new HashSet<>();
        Matcher id = ID.matcher(text);
        while (id.find()) {
            if (!anchors.add(id.group(1))) {
                wrong.add(page + " has #" + id.group(1) + " twice");
            }
        }
        return anchors;
    }

    private void links(String page, String text, Map<String, Set<String>> anchors) {
        Matcher link = LINK.matcher(text);
        while (link.find()) {
            links++;
            String[] parts = link.group(1).split("#", 2);
            Set<String> there = anchors.get(parts[0].isEmpty() ? page : parts[0]);
            if (there == null || parts.length == 2 && !there.contains(parts[1])) {
                wrong.add(page + " leads to " + link.group(1));
            }
        }
    }

    /** Returns what is wrong, a line each. */
    List<String> wrong() {
        return wrong;
    }

    /** Returns how many links there are. */
    int links() {
        return links;
    }
}
