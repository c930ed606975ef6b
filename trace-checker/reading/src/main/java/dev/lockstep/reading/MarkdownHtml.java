package dev.lockstep.reading;

import dev.lockstep.pages.Html;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.ext.gfm.tables.TableBlock;
import org.commonmark.ext.gfm.tables.TableBody;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TableHead;
import org.commonmark.ext.gfm.tables.TableRow;
import org.commonmark.node.BlockQuote;
import org.commonmark.node.BulletList;
import org.commonmark.node.Code;
import org.commonmark.node.Emphasis;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Heading;
import org.commonmark.node.HtmlBlock;
import org.commonmark.node.HtmlInline;
import org.commonmark.node.IndentedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.OrderedList;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.StrongEmphasis;
import org.commonmark.node.Text;
import org.commonmark.node.ThematicBreak;

/** Makes elements of Markdown. HTML in it is shown as text. Links are kept where the site has their targets. */
final class MarkdownHtml {
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][\\w-]*");

    private final Function<String, Optional<String>> names;
    private final Function<String, Optional<String>> files;

    /**
     * @param names gives the place in the site of a name in code font
     * @param files gives the place in the site of a link's target
     */
    MarkdownHtml(Function<String, Optional<String>> names, Function<String, Optional<String>> files) {
        this.names = names;
        this.files = files;
    }

    /** Returns the children of a node as elements within another. */
    Html into(Html element, Node parent) {
        for (Node child = parent.getFirstChild(); child != null; child = child.getNext()) {
            element.add(html(child));
        }
        return element;
    }

    /** Returns the element of a node. */
    Html html(Node node) {
        if (node instanceof Text text) {
            return Html.text(text.getLiteral());
        } else if (node instanceof Code code) {
            return code(code.getLiteral());
        } else if (node instanceof Paragraph) {
            boolean isTight = node.getParent() instanceof ListItem item
                    && item.getParent() instanceof org.commonmark.node.ListBlock list
                    && list.isTight();
            return into(Html.of(isTight ? "span" : "p"), node);
        } else if (node instanceof Heading heading) {
            return into(Html.of("h" + Math.min(6, heading.getLevel() + 2)), node);
        } else if (node instanceof Emphasis) {
            return into(Html.of("em"), node);
        } else if (node instanceof StrongEmphasis) {
            return into(Html.of("strong"), node);
        } else if (node instanceof BulletList) {
            return into(Html.of("ul"), node);
        } else if (node instanceof OrderedList) {
            return into(Html.of("ol"), node);
        } else if (node instanceof ListItem) {
            return into(Html.of("li"), node);
        } else if (node instanceof BlockQuote) {
            return into(Html.of("blockquote"), node);
        } else if (node instanceof IndentedCodeBlock block) {
            return words(Html.of("pre"), block.getLiteral());
        } else if (node instanceof FencedCodeBlock block) {
            return words(Html.of("pre"), block.getLiteral());
        } else if (node instanceof Link link) {
            return link(link);
        } else if (node instanceof SoftLineBreak) {
            return Html.text("\n");
        } else if (node instanceof HardLineBreak) {
            return Html.of("br");
        } else if (node instanceof ThematicBreak) {
            return Html.of("hr");
        } else if (node instanceof HtmlInline html) {
            return Html.text(html.getLiteral());
        } else if (node instanceof HtmlBlock html) {
            return Html.of("p", html.getLiteral());
        }
        return table(node);
    }

    private Html table(Node node) {
        if (node instanceof TableBlock) {
            return Html.of("div").css("scroll").add(into(Html.of("table"), node));
        } else if (node instanceof TableHead) {
            return into(Html.of("thead"), node);
        } else if (node instanceof TableBody) {
            return into(Html.of("tbody"), node);
        } else if (node instanceof TableRow) {
            return into(Html.of("tr"), node);
        } else if (node instanceof TableCell cell) {
            return into(Html.of(cell.isHeader() ? "th" : "td"), node);
        }
        return into(Html.of("span"), node); // an image is shown as its description
    }

    private Html link(Link link) {
        Optional<String> target = files.apply(link.getDestination());
        if (target.isPresent()) {
            return into(Html.of("a").set("href", target.get()), link);
        }
        boolean isElsewhere = link.getDestination().contains("://");
        Html text = into(Html.of("span"), link);
        return isElsewhere ? text.add(" (" + link.getDestination() + ")") : text;
    }

    private Html code(String literal) {
        Html code = Html.of("code");
        Optional<String> whole = names.apply(literal);
        if (whole.isPresent()) {
            return code.add(Html.of("a", literal).set("href", whole.get()));
        }
        return words(code, literal);
    }

    /** Puts a text into an element, its names as links. */
    private Html words(Html element, String text) {
        Matcher word = WORD.matcher(text);
        int from = 0;
        while (word.find()) {
            Optional<String> target = names.apply(word.group());
            if (target.isPresent()) {
                element.add(text.substring(from, word.start()));
                element.add(Html.of("a", word.group()).set("href", target.get()));
                from = word.end();
            }
        }
        return element.add(text.substring(from));
    }
}
