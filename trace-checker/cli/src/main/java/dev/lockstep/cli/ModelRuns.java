package dev.lockstep.cli;

import dev.lockstep.checker.model.Model;
import dev.lockstep.checker.model.ModelChecker;
import dev.lockstep.checker.model.TlcOutcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Models checked side by side, one per core. */
final class ModelRuns {
    private final ModelChecker checker;

    ModelRuns(ModelChecker checker) {
        this.checker = checker;
    }

    record Run(Model model, TlcOutcome outcome) {
        boolean asDeclared() {
            return outcome.difference(model) == null;
        }

        String line() {
            String difference = outcome.difference(model);
            return String.format(
                    Locale.ROOT,
                    "%-8s %-44s %9d states %6.1f s  %s",
                    difference == null ? "ok" : "WRONG",
                    model.protocol() + "/" + model.name(),
                    outcome.distinct(),
                    outcome.time().toMillis() / 1000.0,
                    difference == null ? model.expectation() : difference);
        }
    }

    /** In the order given, whatever order they end in. */
    List<Run> run(List<Model> models) throws Exception {
        ExecutorService cores =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try (ProgressBar progress = progress("models", models.size())) {
            List<Future<Run>> futures = new ArrayList<>();
            for (Model model : models) {
                futures.add(cores.submit(() -> {
                    Run run = new Run(model, checker.check(model));
                    progress.step();
                    return run;
                }));
            }
            List<Run> runs = new ArrayList<>();
            for (Future<Run> future : futures) {
                runs.add(future.get());
            }
            return runs;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            cores.shutdownNow();
        }
    }

    static ProgressBar progress(String task, int steps) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(steps)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(1000)
                .build();
    }
}
