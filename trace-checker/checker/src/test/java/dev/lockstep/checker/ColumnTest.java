package dev.lockstep.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lockstep.checker.spec.LoadedSpec;
import dev.lockstep.checker.trace.TraceReader;
import dev.lockstep.checker.trace.Traces;
import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An explanation begins with where in the trace's line what does not fit is. */
class ColumnTest {
    private static final String BANK =
            "{\"lockstep\":1,\"spec\":\"Bank\",\"constants\":{\"Account\":{\"#set\":[\"a\",\"b\"]},"
                    + "\"Opening\":{\"#map\":[[\"a\",7],[\"b\",0]]}},\"local\":[\"balance\"]}\n";
    private static final String LAST = "'last':{'kind':'transfer','by':{'amount':3,'from':'a'}}";

    @TempDir
    Path folder;

    private static CheckResult check(TraceReader reader) throws Exception {
        String spec = reader.header().spec();
        LoadedSpec loaded = new Specs().forTrace(spec, reader.header(), Sample.FOLDER.resolve(spec + ".tla"), null);
        return TraceChecker.check(loaded, reader, Limits.DEFAULT);
    }

    private static void isAt(Path file, int column) throws Exception {
        try (TraceReader reader = Traces.open(file, Traces.Format.LOCKSTEP)) {
            assertThat(check(reader).toString()).startsWith(file + ":2:" + column + ": error: event 1 is no step");
        }
    }

    /** The event, in single quotes, is the second line; the column is that of the key, whose name is in it but once. */
    private void isAt(String key, String header, String event) throws Exception {
        String line = event.replace('\'', '"');
        int column = line.indexOf("\"" + key + "\"") + 1;
        assertThat(column).isGreaterThan(1).isEqualTo(line.lastIndexOf("\"" + key + "\"") + 1);
        isAt(Files.writeString(folder.resolve("t.ndjson"), header + line + "\n"), column);
    }

    private static String transfer(String args, String more) {
        return "{'process':'a','action':'Transfer','args':{" + args + "}," + more + "}";
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            balance | 'from':'a','to':'b','n':3 | 'state':{'balance':5,'last':{'kind':'transfer','by':{'amount':3,'from':'a'}}}
            last    | 'from':'a','to':'b','n':3 | 'state':{'balance':4,'last':{'kind':'close','by':{'amount':3,'from':'a'}}}
            n       | 'from':'a','to':'b','n':2 | 'state':{'balance':4,'last':{'kind':'transfer','by':{'amount':3,'from':'a'}}}
            n       | 'from':'a','to':'b','n':8 | 'source':'Bank.java:7'
            log     | 'from':'a','to':'b','n':3 | 'added':{'log':[{'to':'b','amount':3}]}
            """)
    void theKeyOfTheOnlyMismatch(String key, String args, String more) throws Exception {
        isAt(key, BANK, transfer(args, more));
    }

    @Test
    void theActionIfEitherOfTwoMayBeWrong() throws Exception {
        isAt("action", BANK, transfer("'from':'a','to':'b','n':3", "'state':{'balance':5}"));
    }

    @Test
    void theActionIfItIsNotPossibleAtAll() throws Exception {
        isAt("action", BANK, "{'process':'a','action':'Close','args':{'a':'b'},'state':{'balance':7}}");
    }

    @Test
    void whatIsWrongOfACompleteVariableIsItself() throws Exception {
        isAt(
                "clock",
                "{\"lockstep\":1,\"spec\":\"Account\",\"complete\":[\"value\",\"clock\"]}\n",
                "{'action':'Step','args':{'p':'a','n':5},'state':{'clock':{'a':2,'b':0},'value':5}}");
    }

    @Test
    void columnsAreThoseOfEditors() throws Exception {
        isAt(
                "balance",
                BANK,
                "{'source':'\u00e9\ud83d\ude00', "
                        + transfer("'n':3", "'state':{" + LAST + ",'balance':5}")
                                .substring(1));
    }

    @Test
    void aCompressedTraceIsReadAgainAndAStreamIsNot() throws Exception {
        String line = transfer("'n':3", "'state':{" + LAST + ",'balance':5}").replace('\'', '"');
        byte[] bytes = (BANK + line + "\n").getBytes(StandardCharsets.UTF_8);
        Path packed = folder.resolve("t.ndjson.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed))) {
            out.write(bytes);
        }
        isAt(packed, line.indexOf("\"balance\"") + 1);
        try (TraceReader reader = Traces.read("stdin", new ByteArrayInputStream(bytes), Traces.Format.LOCKSTEP)) {
            assertThat(check(reader).toString()).startsWith("stdin:2:1: error: event 1 is no step");
        }
    }
}
