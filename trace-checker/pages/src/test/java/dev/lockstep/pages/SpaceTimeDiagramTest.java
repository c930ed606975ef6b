package dev.lockstep.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.pages.SpaceTimeDiagram.Arrow;
import dev.lockstep.pages.SpaceTimeDiagram.Event;
import dev.lockstep.pages.SpaceTimeDiagram.Fate;
import dev.lockstep.pages.SpaceTimeDiagram.Kind;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class SpaceTimeDiagramTest {
    private static final SpaceTimeDiagram RUN = new SpaceTimeDiagram(
            List.of("p1", "p2"),
            List.of(
                    new Event(0, "1 Request(p1)", Kind.STEP, "leader", "#e1"),
                    new Event(1, "2 Receive(p2)", Kind.STEP, "", "#e2"),
                    new Event(1, "3 Crash(p2)", Kind.CRASH, "", "#e3"),
                    new Event(-1, "4 Lose", Kind.STEP, "", "#e4"),
                    new Event(1, "5 Restart(p2)", Kind.RESTART, "", "#e5"),
                    new Event(0, "6 Enter(p1)", Kind.WRONG, "", "#e6")),
            List.of(
                    new Arrow(0, 1, 0, 1, "request", Fate.RECEIVED),
                    new Arrow(0, 3, 0, 1, "again", Fate.LOST),
                    new Arrow(4, 0, 1, 0, "on its way", Fate.OPEN)));

    private static Document parsed(Html svg) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg.toString())));
    }

    private static long count(Document svg, String element, String css) {
        NodeList all = svg.getElementsByTagName(element);
        return IntStream.range(0, all.getLength())
                .filter(i -> List.of(
                                ((Element) all.item(i)).getAttribute("class").split(" "))
                        .contains(css))
                .count();
    }

    @Test
    void eachProcessHasALaneAndEachMessageAnArrow() throws Exception {
        Document svg = parsed(RUN.svg());

        assertThat(count(svg, "text", "lane-name")).isEqualTo(2);
        assertThat(count(svg, "polygon", "head")).isEqualTo(1); // of what is received
        assertThat(count(svg, "line", "message")).isEqualTo(3);
        assertThat(count(svg, "line", "lost")).isEqualTo(1);
        assertThat(count(svg, "line", "open")).isEqualTo(1);
        assertThat(count(svg, "text", "label")).isEqualTo(6);
        assertThat(count(svg, "circle", "wrong")).isEqualTo(1);
        assertThat(count(svg, "text", "note")).isEqualTo(1);
    }

    @Test
    void aProcessThatIsDownHasABrokenLineUntilItIsRestarted() throws Exception {
        Document svg = parsed(RUN.svg());

        assertThat(count(svg, "line", "lane")).isEqualTo(4); // p1 in one piece; p2 up, down, up
        assertThat(count(svg, "line", "down")).isEqualTo(1);
        assertThat(count(svg, "path", "crash")).isEqualTo(1);
        assertThat(count(svg, "circle", "restart")).isEqualTo(1);
    }

    @Test
    void aWindowHasItsRowsAndTheArrowsThatCrossItAndKnowsWhoIsDown() throws Exception {
        Document svg = parsed(RUN.svg(3, 4));

        assertThat(count(svg, "text", "label")).isEqualTo(1);
        assertThat(count(svg, "line", "message")).isEqualTo(1);
        assertThat(count(svg, "line", "down")).isEqualTo(1);
        assertThat(svg.getDocumentElement().getAttribute("height"))
                .isEqualTo(String.valueOf(SpaceTimeDiagram.HEAD + SpaceTimeDiagram.ROW));
    }

    @Test
    void anArrowLeadsFromItsSenderToItsReceiver() throws Exception {
        Element message =
                (Element) parsed(RUN.svg()).getElementsByTagName("line").item(4);

        assertThat(message.getAttribute("class")).isEqualTo("message");
        assertThat(message.getAttribute("x1")).isEqualTo("38");
        assertThat(message.getAttribute("y1")).isEqualTo("40");
        assertThat(message.getAttribute("x2")).isEqualTo("114");
        assertThat(message.getAttribute("y2")).isEqualTo("64");
    }

    @Test
    void namesAreText() {
        String hostile = "</svg><img onerror=alert(1)>";
        SpaceTimeDiagram diagram = new SpaceTimeDiagram(
                List.of(hostile), List.of(new Event(0, hostile, Kind.STEP, hostile, "#e1")), List.of());

        assertThat(diagram.svg().toString()).doesNotContain("<img").contains("&lt;img onerror");
    }

    @Test
    void aRunWithoutEventsIsDrawn() throws Exception {
        Document svg = parsed(new SpaceTimeDiagram(List.of(), List.of(), List.of()).svg());

        assertThat(svg.getDocumentElement().getAttribute("height")).isEqualTo("28");
    }
}
