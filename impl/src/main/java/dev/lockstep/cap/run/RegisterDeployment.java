package dev.lockstep.cap.run;

import dev.lockstep.core.Message;
import dev.lockstep.core.Step;
import dev.lockstep.history.History;
import dev.lockstep.run.Clients;
import dev.lockstep.run.InstanceDeployment;
import dev.lockstep.run.Patience;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Deploys the nodes of one run, which keep nothing on a disk. */
interface RegisterDeployment<M extends Message> extends InstanceDeployment<M, News> {
    List<String> names();

    /** Takes the history when the run is over. */
    Consumer<History> judge();

    /** Returns the constants that all modules have. No node knows of a cut, so that a trace knows none either. */
    default Map<String, Object> constants() {
        return new TreeMap<>(Map.of("Node", Set.copyOf(names()), "Cuts", Set.of()));
    }

    /** Returns a number for each node, from 0 on. */
    default Map<String, Integer> ranks() {
        return names().stream().collect(Collectors.toMap(name -> name, names()::indexOf));
    }

    @Override
    default List<List<String>> nodes() {
        return List.of(names());
    }

    @Override
    default RegisterClients<M> clients(IntUnaryOperator choice, Clients.Teller<News> teller) {
        return new RegisterClients<>(choice, teller, judge());
    }

    @Override
    default Patience<M> patience(String node, String instance) {
        return new AskAgain<>();
    }

    /** Lets a node ask everybody again when it has stood still from one tick to the next. */
    final class AskAgain<M extends Message> implements Patience<M> {
        private @Nullable Object before;

        @Override
        public void tick(List<? extends dev.lockstep.core.Process<M>> roles) {
            List<Object> now = roles.get(0).state();
            if (now.equals(before)) {
                roles.get(0).steps().stream()
                        .filter(step -> step.by() == Step.By.TIMEOUT)
                        .forEach(step -> step.take().run());
                before = null;
            } else {
                before = now;
            }
        }
    }
}
