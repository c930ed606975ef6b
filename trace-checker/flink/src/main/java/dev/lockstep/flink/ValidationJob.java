package dev.lockstep.flink;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Puts the job together. Each operator has an id, by which a savepoint's states find it again. */
final class ValidationJob {
    private ValidationJob() {}

    /** Returns the verdicts on the traces of a source, and what they cover. */
    static DataStream<Report> of(
            StreamExecutionEnvironment environment, Source<Block, ?, ?> source, Settings settings) {
        DataStream<Block> blocks = environment
                .fromSource(source, WatermarkStrategy.noWatermarks(), "traces", new Block.Form().information())
                .uid("traces");
        SingleOutputStreamOperator<InstanceLines> read = blocks.keyBy(Block::trace, Types.STRING)
                .process(new ReadingFunction(settings), new InstanceLines.Form().information())
                .name("read")
                .uid("read");
        DataStream<Outcome> stepped = read.keyBy(SteppingFunction::key, Types.STRING)
                .process(new SteppingFunction(settings), new Outcome.Form().information())
                .name("step")
                .uid("step");
        SingleOutputStreamOperator<Report> verdicts = read.getSideOutput(ReadingFunction.OUTCOMES)
                .union(stepped)
                .keyBy(Outcome::trace, Types.STRING)
                .process(new VerdictFunction(settings.isFollowing()), new Report.Form().information())
                .name("verdict")
                .uid("verdict");
        DataStream<Report> coverage = verdicts.getSideOutput(VerdictFunction.TAKEN)
                .keyBy(Report::spec, Types.STRING)
                .process(new CoverageFunction(), new Report.Form().information())
                .name("coverage")
                .uid("coverage")
                .setParallelism(1);
        return verdicts.union(coverage);
    }
}
