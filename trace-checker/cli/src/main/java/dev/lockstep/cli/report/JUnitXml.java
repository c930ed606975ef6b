package dev.lockstep.cli.report;

import dev.lockstep.checker.Verdict;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes JUnit's XML: a rejected trace is a failed test, one that is inconclusive or invalid an error. */
final class JUnitXml {
    private JUnitXml() {}

    static void write(List<Checked> all, Writer out) throws IOException {
        try {
            XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out);
            xml.writeStartDocument("UTF-8", "1.0");
            xml.writeStartElement("testsuites");
            xml.writeStartElement("testsuite");
            xml.writeAttribute("name", "lockstep validate");
            xml.writeAttribute("tests", String.valueOf(all.size()));
            xml.writeAttribute("failures", String.valueOf(count(all, "failure")));
            xml.writeAttribute("errors", String.valueOf(count(all, "error")));
            xml.writeAttribute("skipped", "0");
            xml.writeAttribute(
                    "time", seconds(all.stream().mapToDouble(Checked::seconds).sum()));
            for (Checked checked : all) {
                testCase(xml, checked);
            }
            xml.writeEndDocument();
            xml.close();
            out.write('\n');
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }

    private static long count(List<Checked> all, String element) {
        return all.stream().filter(checked -> element(checked).equals(element)).count();
    }

    /** Returns what a test case has that did not pass; empty: it did. */
    private static String element(Checked checked) {
        if (checked.result() == null || checked.result().verdict() == Verdict.INCONCLUSIVE) {
            return "error";
        }
        return checked.result().verdict() == Verdict.REJECTED ? "failure" : "";
    }

    private static void testCase(XMLStreamWriter xml, Checked checked) throws XMLStreamException {
        xml.writeStartElement("testcase");
        xml.writeAttribute(
                "classname", checked.spec() == null ? "trace" : checked.spec().name());
        xml.writeAttribute("name", legal(checked.name()));
        xml.writeAttribute("time", seconds(checked.seconds()));
        String element = element(checked);
        if (!element.isEmpty()) {
            xml.writeStartElement(element);
            xml.writeAttribute("type", Sarif.rule(checked));
            xml.writeAttribute("message", legal(checked.headline()));
            xml.writeCharacters(legal(String.join("\n", checked.lines())));
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
