package dev.lockstep.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.LockstepReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The JSON schema of the trace format and the reader of traces agree on which lines are of it. */
class TraceSchemaTest {
    private static final String HEADER = "{\"lockstep\":1,\"spec\":\"S\",\"calls\":true}";
    private static final JsonSchema SCHEMA = schema();

    private static JsonSchema schema() {
        try (InputStream schema = LockstepReader.class.getResourceAsStream("trace.schema.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns what the schema says against each line of a trace. */
    static List<String> complaints(List<String> lines) {
        return lines.stream()
                .flatMap(
                        line -> SCHEMA.validate(line, InputFormat.JSON).stream().map(wrong -> wrong + " in " + line))
                .toList();
    }

    private static boolean fits(String line) {
        return complaints(List.of(line)).isEmpty();
    }

    private static boolean isRead(String trace) throws IOException {
        byte[] bytes = trace.getBytes(StandardCharsets.UTF_8);
        try (LockstepReader reader = new LockstepReader("t", new ByteArrayInputStream(bytes))) {
            while (reader.next() != null) {
                assertThat(reader.name()).isEqualTo("t");
            }
            return true;
        } catch (InvalidInputException e) {
            return false;
        }
    }

    /** Traces of the tests of all modules. */
    @Test
    void eachTraceFits() throws IOException {
        List<Path> traces = new ArrayList<>();
        for (String module : List.of("../checker", ".", "../junit", "../../impl")) {
            try (Stream<Path> files = Files.walk(Path.of(module, "src/test/resources"))) {
                files.filter(file -> file.toString().endsWith(".ndjson")).forEach(traces::add);
            }
        }
        assertThat(traces).hasSizeGreaterThanOrEqualTo(35);
        for (Path trace : traces) {
            assertThat(complaints(Files.readAllLines(trace)))
                    .as(trace.toString())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                HEADER,
                "{\"lockstep\":1,\"spec\":\"S\",\"constants\":{\"N\":3,\"P\":{\"#set\":[\"p\"]}},\"local\":[\"a\"],\"complete\":[],"
                        + "\"hidden\":[\"H\"],\"late\":[\"L\"],\"atEnd\":\"Done\",\"self\":\"p\",\"initially\":{\"x\":{\"#map\":[[1,2]]}},"
                        + "\"meta\":{\"anything\":[null,1.5]}}",
                "{\"lockstep\":1,\"spec\":\"S\",\"self\":null}",
                "{\"lockstep\":1,\"spec\":\"S\",\"self\":{\"A\":\"p\",\"B\":null}}"
            })
    void headersThatAreReadFit(String header) throws IOException {
        assertThat(isRead(header)).isTrue();
        assertThat(fits(header)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"process\":\"p\",\"clock\":9,\"seq\":1,\"action\":\"A\",\"args\":{\"q\":1},\"state\":{\"x\":true},\"added\":{\"n\":[2]},"
                        + "\"removed\":{\"n\":[]},\"instance\":\"i\",\"source\":\"A.java:8\",\"threw\":\"E\"}",
                "{\"process\":{\"node\":1},\"clock\":-9223372036854775808}",
                "{\"process\":\"p\",\"call\":\"Pop\"}",
                "{\"state\":{\"x\":{\"#bigint\":\"-12345678901234567890\"},\"y\":{\"#tup\":[1,{}]},\"z\":12345678901234567890}}",
                "{\"state\":{\"x\":2},\"end\":true}"
            })
    void eventsThatAreReadFit(String event) throws IOException {
        assertThat(isRead(HEADER + "\n" + event)).isTrue();
        assertThat(fits(event)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "7",
                "{\"lockstep\":2,\"spec\":\"S\"}",
                "{\"lockstep\":\"1\",\"spec\":\"S\"}",
                "{\"lockstep\":1}",
                "{\"spec\":\"S\"}",
                "{\"lockstep\":1,\"spec\":7}",
                "{\"lockstep\":1,\"spec\":\"S\",\"ts\":1}",
                "{\"lockstep\":1,\"spec\":\"S\",\"constants\":[]}",
                "{\"lockstep\":1,\"spec\":\"S\",\"constants\":{\"N\":null}}",
                "{\"lockstep\":1,\"spec\":\"S\",\"local\":\"x\"}",
                "{\"lockstep\":1,\"spec\":\"S\",\"complete\":[1]}",
                "{\"lockstep\":1,\"spec\":\"S\",\"hidden\":{}}",
                "{\"lockstep\":1,\"spec\":\"S\",\"late\":[null]}",
                "{\"lockstep\":1,\"spec\":\"S\",\"calls\":1}",
                "{\"lockstep\":1,\"spec\":\"S\",\"atEnd\":true}",
                "{\"lockstep\":1,\"spec\":\"S\",\"self\":\"\"}",
                "{\"lockstep\":1,\"spec\":\"S\",\"self\":1}",
                "{\"lockstep\":1,\"spec\":\"S\",\"self\":{\"A\":[]}}",
                "{\"lockstep\":1,\"spec\":\"S\",\"initially\":{\"x\":1.5}}"
            })
    void headersThatAreRefusedDoNotFit(String header) throws IOException {
        assertThat(isRead(header)).isFalse();
        assertThat(fits(header)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[]",
                "\"x\"",
                "{\"arg\":{}}",
                "{\"clock\":1}",
                "{\"seq\":1}",
                "{\"process\":null}",
                "{\"process\":1.5}",
                "{\"process\":\"p\",\"clock\":\"1\"}",
                "{\"process\":\"p\",\"clock\":1.5}",
                "{\"process\":\"p\",\"clock\":9223372036854775808}",
                "{\"process\":\"p\",\"seq\":true}",
                "{\"action\":7}",
                "{\"args\":[]}",
                "{\"args\":{\"x\":null}}",
                "{\"state\":7}",
                "{\"state\":{\"x\":0.5}}",
                "{\"state\":{\"x\":[null]}}",
                "{\"state\":{\"x\":{\"#set\":7}}}",
                "{\"state\":{\"x\":{\"#set\":[],\"y\":1}}}",
                "{\"state\":{\"x\":{\"y\":1,\"#set\":[]}}}",
                "{\"state\":{\"x\":{\"#tup\":{}}}}",
                "{\"state\":{\"x\":{\"#map\":[[1]]}}}",
                "{\"state\":{\"x\":{\"#map\":[[1,2,3]]}}}",
                "{\"state\":{\"x\":{\"#map\":[{\"a\":1}]}}}",
                "{\"state\":{\"x\":{\"#map\":{}}}}",
                "{\"state\":{\"x\":{\"#bigint\":7}}}",
                "{\"state\":{\"x\":{\"#bigint\":\"1e3\"}}}",
                "{\"state\":{\"x\":{\"#unserializable\":\"f\"}}}",
                "{\"state\":{\"x\":{\"#other\":1}}}",
                "{\"added\":{\"n\":1}}",
                "{\"added\":[]}",
                "{\"removed\":{\"n\":{\"#set\":[]}}}",
                "{\"instance\":1}",
                "{\"source\":null}",
                "{\"threw\":[]}",
                "{\"process\":\"p\",\"call\":1}",
                "{\"process\":\"p\",\"call\":\"A\",\"return\":\"A\"}",
                "{\"process\":\"p\",\"call\":\"A\",\"end\":true}",
                "{\"process\":\"p\",\"return\":\"A\",\"end\":true}",
                "{\"end\":false}",
                "{\"end\":1}",
                "{\"incomplete\":\"the disk is full\"}"
            })
    void eventsThatAreRefusedDoNotFit(String event) throws IOException {
        assertThat(isRead(HEADER + "\n" + event + "\n")).isFalse();
        assertThat(fits(event)).isFalse();
    }
}
