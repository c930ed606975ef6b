package dev.lockstep.reading;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.Heading;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;

/**
 * Represents the first numbered list of a text that names modules: the order in which they are read.
 *
 * @param title the first heading of the text
 * @param lead the paragraphs before the list
 * @param items the items that name modules, in their order
 */
record ReadingList(String title, List<Node> lead, List<Item> items) {
    private static final Pattern LINKED = Pattern.compile("(?:.*/)?(\\w+)\\.tla");

    /**
     * Represents an item.
     *
     * @param modules the modules that it names and that there are; the first is what the item is about
     * @param node what it says
     */
    record Item(List<String> modules, ListItem node) {}

    /**
     * Finds the list in a text.
     *
     * @param known the modules that there are
     * @return empty: the text has no such list
     */
    static Optional<ReadingList> of(Note text, Set<String> known) {
        String title = "";
        List<Node> lead = new ArrayList<>();
        for (Node block = text.document().getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading && title.isEmpty()) {
                title = Note.text(block);
            } else if (block instanceof Paragraph) {
                lead.add(block);
            } else if (block instanceof OrderedList list) {
                List<Item> items = items(list, known);
                if (!items.isEmpty()) {
                    return Optional.of(new ReadingList(title, lead, items));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Item> items(OrderedList list, Set<String> known) {
        List<Item> items = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
            List<String> linked = modules(item, known, true);
            List<String> modules = new ArrayList<>(linked.isEmpty() ? modules(item, known, false) : linked);
            modules.removeIf(module -> !seen.add(module));
            if (!modules.isEmpty() && item instanceof ListItem node) {
                items.add(new Item(modules, node));
            }
        }
        return items;
    }

    /** @param isLinked whether links to files name modules, or else code font */
    private static List<String> modules(Node item, Set<String> known, boolean isLinked) {
        Set<String> modules = new LinkedHashSet<>();
        item.accept(new AbstractVisitor() {
            @Override
            public void visit(Link link) {
                Matcher file = LINKED.matcher(link.getDestination());
                if (isLinked && file.matches() && known.contains(file.group(1))) {
                    modules.add(file.group(1));
                }
                visitChildren(link);
            }

            @Override
            public void visit(Code code) {
                if (!isLinked && modules.isEmpty() && known.contains(code.getLiteral())) {
                    modules.add(code.getLiteral());
                }
            }
        });
        return List.copyOf(modules);
    }
}
