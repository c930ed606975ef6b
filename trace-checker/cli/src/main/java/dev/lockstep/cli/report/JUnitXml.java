package dev.lockstep.cli.report;

import dev.lockstep.checker.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/** Writes JUnit's XML, as build servers show it. */
public final class JUnitXml {
    /**
     * Tells of one test case.
     *
     * @param group the spec or the protocol
     * @param problem null: it has passed
     */
    public record Case(
            String group,
            String name,
            double seconds,
            @Nullable Problem problem) {}

    /**
     * Tells why a test case has not passed.
     *
     * @param isError nothing is known of it, as of a trace that cannot be read
     * @param type a word for its kind
     * @param message one line
     */
    public record Problem(boolean isError, String type, String message, String text) {}

    private JUnitXml() {}

    /** Writes a test case for each trace. A rejected one is a failure, one that is inconclusive or invalid an error. */
    static void write(List<Checked> all, Writer out) throws IOException {
        write("lockstep validate", all.stream().map(JUnitXml::of).toList(), out);
    }

    private static Case of(Checked checked) {
        boolean isError = checked.result() == null || checked.result().verdict() == Verdict.INCONCLUSIVE;
        boolean hasPassed = !isError && checked.result().verdict() != Verdict.REJECTED;
        return new Case(
                checked.spec() == null ? "trace" : checked.spec().name(),
                checked.name(),
                checked.seconds(),
                hasPassed
                        ? null
                        : new Problem(
                                isError, Sarif.rule(checked), checked.headline(), String.join("\n", checked.lines())));
    }

    /** Writes a suite of test cases. */
    public static void write(String suite, List<Case> cases, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", suite);
            xml.writeAttribute("tests", String.valueOf(cases.size()));
            xml.writeAttribute("failures", String.valueOf(count(cases, false)));
            xml.writeAttribute("errors", String.valueOf(count(cases, true)));
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute(
                    "time", seconds(cases.stream().mapToDouble(Case::seconds).sum()));
            for (Case each : cases) {
                testCase(xml, each);
            }
            xml.writeEndDocument();
            xml.close();
            out.write('\n');
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static long count(List<Case> cases, boolean errors) {
        return cases.stream()
                .map(Case::problem)
                .filter(problem -> problem != null && problem.isError == errors)
                .count();
    }

    private static void testCase(XMLStreamWriter xml, Case each) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute("classname", each.group);
        xml.writeAttribute("name", legal(each.name));
        xml.writeAttribute("time", seconds(each.seconds));
        Problem problem = each.problem;
        if (problem != null) {
            xml.writeStartElement(problem.isError ? "error" : "failure");
            xml.writeAttribute("type", problem.type);
            xml.writeAttribute("message", legal(problem.message));
            xml.writeCharacters(legal(problem.text));
            xml.writeEndElement();
        }
        xml.writeEndElement();
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%.3f", seconds);
    }

    /** Returns the text without the characters that XML cannot have at all. */
    private static String legal(String text) {
        return text.replaceAll("[^\\t\\n\\r\\u0020-\\uD7FF\\uE000-\\uFFFD]", "?");
    }
}
