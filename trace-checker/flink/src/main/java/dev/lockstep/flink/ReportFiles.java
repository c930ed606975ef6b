package dev.lockstep.flink;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;
import tools.jackson.databind.json.JsonMapper;

/** Writes reports into files, a JSON object on each line, exactly once. */
final class ReportFiles {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReportFiles() {}

    static void write(DataStream<Report> reports, Path folder) {
        reports.filter(report -> report.kind() != Report.Kind.ALARM)
                .map(ReportFiles::line, Types.STRING)
                .sinkTo(FileSink.forRowFormat(
                                new org.apache.flink.core.fs.Path(folder.toUri()),
                                new SimpleStringEncoder<String>("UTF-8"))
                        .withOutputFileConfig(OutputFileConfig.builder()
                                .withPartPrefix("verdicts")
                                .withPartSuffix(".ndjson")
                                .build())
                        .build())
                .name("files")
                .uid("files");
    }

    private static String line(Report report) {
        if (report.kind() == Report.Kind.VERDICT) {
            return report.json();
        }
        Map<String, Object> coverage = new LinkedHashMap<>();
        coverage.put("coverage", report.spec());
        coverage.put("taken", report.taken());
        coverage.put("actions", report.actions());
        coverage.put("hidden", report.hidden());
        return JSON.writeValueAsString(coverage);
    }
}
