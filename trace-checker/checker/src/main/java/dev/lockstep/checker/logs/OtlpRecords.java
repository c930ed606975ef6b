package dev.lockstep.checker.logs;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the records in a line of OpenTelemetry's protocol in JSON (OTLP 1). The file exporter of its collector writes such lines. A log record
 * is one record here. A span is two, its start and its end, with the events of the span between them. Attributes are fields, and values are
 * plain JSON, so that a pointer reaches them: {@code /attributes/http.route}.
 */
final class OtlpRecords {
    private static final List<String> KINDS =
            List.of("unspecified", "internal", "server", "client", "producer", "consumer");
    private static final List<String> STATUS = List.of("unset", "ok", "error");
    private static final List<String> OTHER_SIGNALS = List.of("resourceMetrics", "resourceProfiles");
    private static final Pattern RECORD = Pattern.compile(
            "/resourceLogs/\\d+/scopeLogs/\\d+/logRecords/\\d+|/resourceSpans/\\d+/scopeSpans/\\d+/spans/\\d+");
    private static final int DEPTH_OF_RECORDS = 7;

    private final List<Integer> columns;
    private final List<OtlpRecord> records = new ArrayList<>();
    private int read;

    /**
     * Holds a record.
     *
     * @param column where in the line the record, or the span that it is of, begins, in UTF-16 code units from 1
     */
    record OtlpRecord(int column, JsonNode node) {}

    private OtlpRecords(List<Integer> columns) {
        this.columns = columns;
    }

    /**
     * Returns the records of a line, in its order. There are none if it has metrics or profiles only; null: it is no such line.
     *
     * @throws IllegalArgumentException a value in it is not as the protocol has it; the message says which
     */
    static @Nullable List<OtlpRecord> of(JsonMapper mapper, String line) {
        try {
            JsonNode all = mapper.readTree(line);
            boolean isOther = OTHER_SIGNALS.stream().anyMatch(all::has);
            if (!all.has("resourceLogs") && !all.has("resourceSpans")) {
                return isOther ? List.of() : null;
            }
            OtlpRecords found = new OtlpRecords(columns(mapper, line));
            for (JsonNode resource : all.path("resourceLogs")) {
                for (JsonNode scope : resource.path("scopeLogs")) {
                    for (JsonNode log : scope.path("logRecords")) {
                        found.log(found.base(resource, scope), log);
                    }
                }
            }
            for (JsonNode resource : all.path("resourceSpans")) {
                for (JsonNode scope : resource.path("scopeSpans")) {
                    for (JsonNode span : scope.path("spans")) {
                        found.span(found.base(resource, scope), span);
                    }
                }
            }
            return found.records;
        } catch (JacksonException e) {
            return null;
        }
    }

    /** Returns where records begin, logs before spans. */
    private static List<Integer> columns(JsonMapper mapper, String line) {
        List<Integer> logs = new ArrayList<>();
        List<Integer> spans = new ArrayList<>();
        try (JsonParser json = mapper.createParser(line)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT && json.streamReadContext().getNestingDepth() == DEPTH_OF_RECORDS) {
                    String path = json.streamReadContext().pathAsPointer().toString();
                    if (RECORD.matcher(path).matches()) {
                        (path.startsWith("/resourceLogs") ? logs : spans)
                                .add(json.currentTokenLocation().getColumnNr());
                    }
                }
            }
        }
        logs.addAll(spans);
        return logs;
    }

    private ObjectNode base(JsonNode resource, JsonNode scope) {
        ObjectNode base = JsonNodeFactory.instance.objectNode();
        base.set("resource", fields(resource.path("resource").path("attributes")));
        base.set("scope", scope.path("scope").path("name"));
        return base;
    }

    private void log(ObjectNode record, JsonNode log) {
        int column = column(log);
        JsonNode time = time(log, "timeUnixNano");
        JsonNode body = value(log.path("body"));
        JsonNode event = log.path("eventName");
        copy(record, log, "traceId", "spanId");
        record.put("record", "log");
        set(record, "time", time == null ? time(log, "observedTimeUnixNano") : time);
        set(record, "message", body.isString() || event.isMissingNode() ? body : event);
        record.set("body", body);
        set(record, "severity", log.path("severityText"));
        set(record, "event", event);
        record.set("attributes", fields(log.path("attributes")));
        records.add(new OtlpRecord(column, record));
    }

    private void span(ObjectNode record, JsonNode span) {
        int column = column(span);
        copy(record, span, "traceId", "spanId", "parentSpanId", "name");
        set(record, "message", span.path("name"));
        record.put("kind", word(span.path("kind"), KINDS, "SPAN_KIND_"));
        record.put("status", word(span.path("status").path("code"), STATUS, "STATUS_CODE_"));
        record.set("attributes", fields(span.path("attributes")));
        add(column, record, "start", time(span, "startTimeUnixNano"));
        for (JsonNode event : span.path("events")) {
            ObjectNode within = record.deepCopy();
            within.set("span", record.deepCopy());
            set(within, "message", event.path("name"));
            copy(within, event, "name");
            within.set("attributes", fields(event.path("attributes")));
            add(column, within, "event", time(event, "timeUnixNano"));
        }
        add(column, record, "end", time(span, "endTimeUnixNano"));
    }

    private void add(int column, ObjectNode node, String what, @Nullable JsonNode time) {
        ObjectNode record = node.deepCopy();
        record.put("record", what);
        set(record, "time", time);
        records.add(new OtlpRecord(column, record));
    }

    private int column(JsonNode record) {
        if (!record.isObject()) {
            throw new IllegalArgumentException("a log record or a span of OTLP is an object, but here is " + record);
        }
        return columns.get(read++);
    }

    private static void copy(ObjectNode to, JsonNode from, String... names) {
        for (String name : names) {
            set(to, name, from.path(name));
        }
    }

    /** Sets a field, unless there is nothing. */
    private static void set(ObjectNode to, String name, @Nullable JsonNode value) {
        if (value != null && !value.isMissingNode() && !value.isNull()) {
            to.set(name, value);
        }
    }

    /** Returns a time; null: it is absent, or 0, which means that it is not known. */
    private static @Nullable JsonNode time(JsonNode record, String name) {
        JsonNode time = record.path(name);
        return time.isMissingNode() || time.asString().equals("0") ? null : time;
    }

    /** Returns an enumerated value as a word, which the protocol has as a number, and some writers as a name. */
    private static String word(JsonNode value, List<String> words, String prefix) {
        String name = value.asString("0");
        if (name.startsWith(prefix)) {
            return name.substring(prefix.length()).toLowerCase(Locale.ROOT);
        }
        int index = name.matches("\\d{1,4}") ? Integer.parseInt(name) : -1;
        if (index < 0 || index >= words.size()) {
            throw new IllegalArgumentException(name + " is none of OTLP's " + prefix + "...");
        }
        return words.get(index);
    }

    /** Returns a list of keys and values as an object. */
    private static ObjectNode fields(JsonNode attributes) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        for (JsonNode attribute : attributes) {
            fields.set(attribute.path("key").asString(), value(attribute.path("value")));
        }
        return fields;
    }

    private static JsonNode value(JsonNode any) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        if (any.has("intValue")) {
            try {
                return make.numberNode(new BigInteger(any.path("intValue").asString()));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(any.path("intValue") + " is no intValue of OTLP", e);
            }
        } else if (any.has("arrayValue")) {
            var elements = make.arrayNode();
            any.path("arrayValue").path("values").forEach(element -> elements.add(value(element)));
            return elements;
        } else if (any.has("kvlistValue")) {
            return fields(any.path("kvlistValue").path("values"));
        }
        for (String plain : List.of("stringValue", "boolValue", "doubleValue", "bytesValue")) {
            if (any.has(plain)) {
                return any.path(plain);
            }
        }
        return make.nullNode();
    }
}
