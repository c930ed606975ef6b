package dev.lockstep.reading;

import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/**
 * Represents a text in Markdown, by its sections.
 *
 * @param file where it is
 * @param document what the parser made of it
 * @param sections the parts that begin with a heading, in their order; what stands before the first has none
 */
record Note(Path file, Node document, List<Section> sections) {
    private static final Parser PARSER = Parser.builder()
            .extensions(List.of(TablesExtension.create()))
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");

    /** A name with a second capital letter is no word of English. */
    private static final Pattern HUMPS = Pattern.compile("[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]*)+");

    private static final Pattern CLAIM = Pattern.compile("\\b(?:PROVE|THEOREM|Theorem|ASSUME|holds?|invariant)\\b");

    /**
     * Represents one section.
     *
     * @param id its anchor
     * @param blocks what follows the heading, up to the next one
     * @param mentions the names in it, and how much each of them matters there
     */
    record Section(String id, String title, int level, List<Node> blocks, Map<String, Integer> mentions) {}

    /**
     * Represents a name in code font.
     *
     * @param isInBlock whether it is a word of a block of code, not all of a piece of code font
     */
    record Mention(String text, int line, boolean isInBlock) {}

    static Note read(Path file) throws InvalidInputException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new InvalidInputException(file + ": cannot be read: " + e.getMessage());
        }
        Node document = PARSER.parse(text);
        List<Section> sections = new ArrayList<>();
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (Node block = document.getFirstChild(); block != null; block = block.getNext()) {
            if (block instanceof Heading heading) {
                String title = text(heading);
                String slug = slug(title);
                int times = ids.merge(slug, 1, Integer::sum);
                sections.add(new Section(
                        times == 1 ? slug : slug + "-" + times,
                        title,
                        heading.getLevel(),
                        new ArrayList<>(),
                        new LinkedHashMap<>()));
                count(heading, sections.get(sections.size() - 1), 50);
            } else if (!sections.isEmpty()) {
                Section section = sections.get(sections.size() - 1);
                boolean claims = CLAIM.matcher(text(block)).find();
                section.blocks.add(block);
                count(block, section, claims ? 10 : 1);
            }
        }
        return new Note(file, document, List.copyOf(sections));
    }

    private static void count(Node block, Section section, int weight) {
        for (Mention mention : mentions(block)) {
            section.mentions.merge(mention.text, weight, Integer::sum);
        }
    }

    private static String slug(String title) {
        String slug = title.toLowerCase(java.util.Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        return "note-" + (slug.isEmpty() ? "section" : slug);
    }

    /** Returns the section that says most of a name; empty: none has it. */
    Optional<Section> about(String name) {
        return sections.stream()
                .filter(section -> section.mentions.containsKey(name))
                .max(Comparator.comparingInt((Section section) -> section.mentions.get(name))
                        .thenComparing(
                                Comparator.comparingInt(sections::indexOf).reversed()));
    }

    /** Returns all sections that have the name. */
    List<Section> mentioning(String name) {
        return sections.stream()
                .filter(section -> section.mentions.containsKey(name))
                .toList();
    }

    /** Returns the names that a part of the text has in code font. */
    static List<Mention> mentions(Node part) {
        List<Mention> mentions = new ArrayList<>();
        part.accept(new AbstractVisitor() {
            @Override
            public void visit(Code code) {
                String text = code.getLiteral().strip();
                Matcher word = WORD.matcher(text);
                boolean isApplied = word.lookingAt() && text.startsWith("(", word.end()) && text.endsWith(")");
                mentions.add(new Mention(isApplied ? word.group() : text, line(code), false));
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                words(block.getLiteral(), line(block));
            }

            @Override
            public void visit(FencedCodeBlock block) {
                words(block.getLiteral(), line(block) + 1);
            }

            private void words(String literal, int first) {
                List<String> lines = literal.lines().toList();
                for (int i = 0; i < lines.size(); i++) {
                    Matcher name = WORD.matcher(lines.get(i));
                    while (name.find()) {
                        if (HUMPS.matcher(name.group()).matches()) {
                            mentions.add(new Mention(name.group(), first + i, true));
                        }
                    }
                }
            }
        });
        return mentions;
    }

    private static int line(Node node) {
        return node.getSourceSpans().isEmpty()
                ? 1
                : node.getSourceSpans().get(0).getLineIndex() + 1;
    }

    /** Returns the text of a part, without its marks. */
    static String text(Node part) {
        StringBuilder text = new StringBuilder();
        part.accept(new AbstractVisitor() {
            @Override
            public void visit(Text each) {
                text.append(each.getLiteral());
            }

            @Override
            public void visit(Code code) {
                text.append(code.getLiteral());
            }

            @Override
            public void visit(IndentedCodeBlock block) {
                text.append(block.getLiteral());
            }

            @Override
            public void visit(FencedCodeBlock block) {
                text.append(block.getLiteral());
            }

            @Override
            public void visit(org.commonmark.node.SoftLineBreak lineBreak) {
                text.append(' ');
            }
        });
        return text.toString();
    }
}
