package dev.lockstep.flink;

import dev.lockstep.checker.spec.UnusableSpecException;
import dev.lockstep.checker.trace.Event;
import dev.lockstep.checker.trace.InvalidInputException;
import dev.lockstep.checker.trace.Place;
import dev.lockstep.checker.trace.TraceBlocks;
import dev.lockstep.flink.Checking.OfHeader;
import dev.lockstep.flink.OpenTrace.Part;
import dev.lockstep.flink.OpenTrace.Waiting;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Reads traces, keyed by their name. It puts events in order, gives each its index, and steps those that have no instance. The others go
 * on to the {@link SteppingFunction}.
 */
final class ReadingFunction extends KeyedProcessFunction<String, Block, InstanceLines> {
    private static final long serialVersionUID = 1L;

    /** The output that tells what became of a trace. */
    static final OutputTag<Outcome> OUTCOMES = new OutputTag<>("outcomes", new Outcome.Form().information());

    /** This timer comes when there is no more input. */
    private static final long END_OF_INPUT = Long.MAX_VALUE - 1;

    private final Settings settings;
    private transient Checking checking;
    private transient Figures figures;
    private transient ValueState<OpenTrace> state;

    ReadingFunction(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        checking = new Checking(
                settings, getRuntimeContext().getJobInfo().getJobId().toString());
        figures = new Figures(getRuntimeContext().getMetricGroup());
        state = getRuntimeContext().getState(new ValueStateDescriptor<>("trace", new OpenTrace.Form().information()));
    }

    @Override
    public void processElement(Block block, Context context, Collector<InstanceLines> out) throws Exception {
        OpenTrace open = state.value();
        if (open == null) {
            open = new OpenTrace();
            context.timerService().registerEventTimeTimer(END_OF_INPUT);
        }
        Reading reading = new Reading(block.trace(), open, context, out);
        Part part = open.part(block.part());
        part.hasEnded |= block.isLast();
        if (!open.isOver) {
            reading.take(block, part);
        }
        boolean isDone = open.isOver && block.parts() > 0 && open.haveAllEnded(block.parts());
        if (isDone) {
            context.timerService().deleteEventTimeTimer(END_OF_INPUT);
            state.clear();
        } else {
            state.update(open);
        }
    }

    /** Ends a trace that was still being written when there was no more input. */
    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<InstanceLines> out) throws Exception {
        OpenTrace open = state.value();
        if (open != null && !open.isOver) {
            new Reading(context.getCurrentKey(), open, context, out).endEarly();
        }
        state.clear();
    }

    /** Takes what there is of one trace. */
    private final class Reading {
        private final String trace;
        private final OpenTrace open;
        private final Context context;
        private final Collector<InstanceLines> out;
        private final Map<String, List<InstanceLines.Line>> ofInstances = new LinkedHashMap<>();
        private OfHeader of;

        Reading(String trace, OpenTrace open, Context context, Collector<InstanceLines> out) {
            this.trace = trace;
            this.open = open;
            this.context = context;
            this.out = out;
        }

        void take(Block block, Part part) throws IOException {
            try {
                takeLines(block, part);
                if (!block.failure().isEmpty()) {
                    throw failure(block);
                }
                if (open.haveAllEnded(Math.max(1, block.parts())) && block.parts() > 0) {
                    end(block.part());
                } else {
                    flush(null, false);
                }
            } catch (InvalidInputException | UnusableSpecException e) {
                invalid(e);
            }
        }

        private static InvalidInputException failure(Block block) {
            return block.failureLine() == 0
                    ? new InvalidInputException(block.failure())
                    : new InvalidInputException(block.part(), block.failureLine(), block.failure());
        }

        private void takeLines(Block block, Part part) throws InvalidInputException, IOException {
            byte[] bytes = block.bytes();
            long linesBefore = block.linesBefore();
            if (!part.hasHeader && bytes.length == 0) {
                if (block.isLast() && block.failure().isEmpty()) {
                    TraceBlocks.of(block.part(), bytes); // says that there is none
                }
                return;
            }
            if (!part.hasHeader) {
                int end = lineEnd(bytes);
                takeHeader(block.part(), Arrays.copyOf(bytes, end));
                part.hasHeader = true;
                bytes = Arrays.copyOfRange(bytes, end, bytes.length);
                linesBefore++;
            }
            of = checking.of(trace, open.header);
            if (bytes.length > 0 && open.hasEndLine && block.parts() == 1) {
                throw new InvalidInputException(
                        block.part(), linesBefore + 1, "a line after the end of the trace, which is {\"end\":true}");
            }
            takeEvents(block, part, bytes, linesBefore);
        }

        private static int lineEnd(byte[] bytes) {
            int end = 0;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            return Math.min(end + 1, bytes.length);
        }

        private void takeHeader(String part, byte[] line) throws InvalidInputException {
            if (open.header == null) {
                checking.of(part, line);
                open.header = line;
            } else if (!TraceBlocks.of(part, line)
                    .header()
                    .isLike(checking.of(trace, open.header).header())) {
                throw new InvalidInputException(
                        part,
                        1,
                        "its header differs from that of "
                                + open.parts.keySet().iterator().next()
                                + ": parts of one trace have the same spec, constants and lists");
            }
        }

        private void takeEvents(Block block, Part part, byte[] bytes, long linesBefore)
                throws InvalidInputException, IOException {
            boolean isMerged = block.parts() != 1;
            boolean isOrdered = !isMerged && settings.lateness() == 0;
            boolean isLate = settings.lateness() > 0;
            TraceBlocks.Block lines = isOrdered
                    ? of.blocks().open(block.part(), bytes, linesBefore, open.position)
                    : isLate
                            ? of.blocks().openUnordered(block.part(), bytes, linesBefore)
                            : of.blocks().open(block.part(), bytes, linesBefore, part.position);
            while (lines.hasMore()) {
                int start = lines.offset();
                Event event = lines.next();
                boolean isEnd = event == null || event.kind() == Event.Kind.END;
                open.hasEndLine |= isEnd;
                if (isOrdered && event != null) {
                    step(event, bytes, start, lines.offset());
                } else if (isEnd && event != null) {
                    open.ends.add(event);
                } else if (event != null) {
                    if (event.clock() == null) {
                        throw event.invalid("without a clock the event cannot be ordered among those of other files");
                    }
                    open.await(block.part(), event, Arrays.copyOfRange(bytes, start, lines.offset()));
                    release(block.parts()); // after each: what is too late must not depend on where blocks end
                }
            }
            if (!isOrdered) {
                release(block.parts(), block.parts() > 0 && open.haveAllEnded(block.parts()));
            }
        }

        /** Steps those events that no earlier one can come before any more. */
        private void release(int parts) throws InvalidInputException, IOException {
            release(parts, false);
        }

        private void release(int parts, boolean haveEnded) throws InvalidInputException, IOException {
            boolean isLate = settings.lateness() > 0;
            while (!open.waiting.isEmpty()
                    && (haveEnded
                            || (isLate
                                    ? open.waiting.peek().event().clock() + settings.lateness() <= open.clock
                                    : open.isFirstKnown(parts)))) {
                releaseFirst();
            }
        }

        private void releaseFirst() throws InvalidInputException, IOException {
            Waiting first = open.removeFirst();
            Waiting second = open.waiting.peek();
            if (second != null) {
                requireApart(first, second);
            }
            if (settings.lateness() > 0) {
                String wrong = open.position.add(first.event());
                if (wrong != null) {
                    throw first.event()
                            .invalid(wrong + "; events may come late by " + settings.lateness() + " (--lateness)");
                }
            }
            step(first.event().at(open.position.advance()), first.line(), 0, first.line().length);
        }

        private static void requireApart(Waiting first, Waiting second) throws InvalidInputException {
            boolean isSame = first.event().clock().equals(second.event().clock())
                    && first.event().process().equals(second.event().process())
                    && !first.part().equals(second.part());
            if (isSame) {
                throw second.event()
                        .invalid("an event of process " + second.event().process() + " at clock "
                                + second.event().clock()
                                + " is in two files, so their order is not known; the other is "
                                + first.event().file() + ":" + first.event().line());
            }
        }

        private void step(Event event, byte[] bytes, int start, int end) throws IOException {
            if (event.kind() == Event.Kind.END) {
                stepEnd(event);
                return;
            }
            open.events++;
            String instance = event.instance();
            if (instance == null) {
                open.own = open.own == null ? new OpenChecker() : open.own;
                emit(open.own.accept(trace, event, of, checking));
                figures.event(open.own);
            } else {
                open.instances.add(instance);
                ofInstances
                        .computeIfAbsent(instance, each -> new ArrayList<>())
                        .add(new InstanceLines.Line(
                                event.file(), event.line(), event.index(), Arrays.copyOfRange(bytes, start, end)));
            }
        }

        /** Asks of each instance what is asked of the last state. */
        private void stepEnd(Event event) throws IOException {
            if (event.instance() != null) {
                open.instances.add(event.instance());
            } else if (open.own != null || open.instances.isEmpty()) {
                open.own = open.own == null ? new OpenChecker() : open.own;
                emit(open.own.accept(trace, event, of, checking));
            }
            flush(event, false);
        }

        /** Gives the events of instances further. */
        private void flush(Event end, boolean isOver) {
            for (String instance : end == null && !isOver ? ofInstances.keySet() : open.instances) {
                boolean isOfAll =
                        end == null || end.instance() == null || end.instance().equals(instance);
                List<InstanceLines.Line> lines = ofInstances.getOrDefault(instance, List.of());
                if (isOver || isOfAll || !lines.isEmpty()) {
                    out.collect(new InstanceLines(trace, instance, open.header, lines, isOfAll ? end : null, isOver));
                }
            }
            ofInstances.clear();
        }

        private void emit(Outcome outcome) {
            if (outcome != null) {
                figures.failed(outcome);
                context.output(OUTCOMES, outcome);
            }
        }

        void endEarly() throws IOException {
            try {
                if (open.header == null) {
                    TraceBlocks.of(trace, new byte[0]); // says that there is none
                }
                of = checking.of(trace, open.header);
                open.parts.values().forEach(part -> part.hasEnded = true);
                release(open.parts.size(), true);
                end(trace);
            } catch (InvalidInputException | UnusableSpecException e) {
                invalid(e);
            }
        }

        private void end(String part) throws InvalidInputException, IOException {
            for (Event end : open.ends) {
                stepEnd(end.at(open.position.index() + 1));
            }
            TraceBlocks.Block nothing = of.blocks().open(part, new byte[0], 0, open.position);
            Event end = open.ends.isEmpty() ? nothing.next() : null;
            while (end != null) {
                stepEnd(end);
                end = nothing.next();
            }
            if (open.events == 0) {
                open.own = open.own == null ? new OpenChecker() : open.own;
                if (!open.own.hasFailed()) {
                    emit(open.own.withoutEvents(trace, of, checking));
                }
            }
            finish(checking.ended(trace, Outcome.Kind.READ, of, read()));
        }

        private void invalid(Exception e) {
            Exception placed = e instanceof UnusableSpecException unusable
                            && unusable.place().isEmpty()
                    ? new UnusableSpecException(new Place(trace, 1, 1), String.valueOf(e.getMessage()), e)
                    : e;
            finish(checking.invalid(trace, Outcome.Kind.READ, of, 0, placed, read()));
        }

        private Outcome.Counts read() {
            long instances = open.instances.size() + (open.own == null ? 0 : 1);
            return new Outcome.Counts(instances, open.events, 0, 0, Map.of(), Map.of(), Map.of());
        }

        private void finish(Outcome read) {
            flush(null, true);
            if (open.own != null) {
                context.output(OUTCOMES, checking.ended(trace, Outcome.Kind.DONE, of, open.own.counts(trace, of)));
            }
            context.output(OUTCOMES, read);
            figures.trace();
            open.isOver = true;
            open.own = null;
            open.instances.clear();
            open.waiting.clear();
        }
    }
}
