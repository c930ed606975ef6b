package dev.lockstep.cli.report;

import dev.lockstep.checker.trace.InvalidInputException;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/** Names the formats for results. */
public enum Report {
    /** The format OASIS SARIF 2.1.0, as code scanners write and hosts of repositories show. */
    SARIF(false, Sarif::write),
    /** The XML of JUnit, as build servers show: a test case for each trace. */
    JUNIT(false, JUnitXml::write),
    /** The Markdown of GitHub, as for the summary of a step. It has a table of all traces, and explains those that are not accepted. */
    MARKDOWN(false, Markdown::write),
    /** A behaviour of the spec that explains the trace, all of it or up to the event that is rejected. */
    ITF(true, ItfFile::write),
    /** A log for ShiViz, with vector clocks. */
    SHIVIZ(true, ShiViz::write),
    /** A sequence diagram of the last events that led to the rejected one, or to the end. */
    MERMAID(true, Mermaid::write),
    /** A page that shows the run, the spec and the code, and what is wrong. */
    HTML(true, HtmlFile::write),
    /** A drawing of the states of a small model; a trace has none. */
    GRAPH(true, (all, out) -> {
        throw new InvalidInputException("a trace has no graph of states: lockstep check has one of a model");
    });

    private interface Format {
        void write(List<Checked> all, Writer out) throws IOException, InvalidInputException;
    }

    private final boolean ofOne;
    private final Format format;

    Report(boolean ofOne, Format format) {
        this.ofOne = ofOne;
        this.format = format;
    }

    /** Returns whether it tells of one trace only. */
    public boolean isOfOne() {
        return ofOne;
    }

    /** @throws InvalidInputException the trace is invalid, and the format has no way to say so */
    public void require(List<Checked> all) throws InvalidInputException {
        if (ofOne && all.get(0).result() == null) {
            throw new InvalidInputException("an invalid trace has no report of this format");
        }
    }

    /** @throws InvalidInputException the trace cannot be read again */
    public void write(List<Checked> all, Writer out) throws IOException, InvalidInputException {
        format.write(all, out);
    }
}
