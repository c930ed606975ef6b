package dev.lockstep.storage.run;

import dev.lockstep.explorable.Explorable;
import dev.lockstep.explore.ExplorationContract;
import dev.lockstep.storage.Slip;
import dev.lockstep.storage.StableStorage;
import dev.lockstep.storage.run.StorageExploration.Bounds;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class StorageExplorationTest extends ExplorationContract {
    private static final String DRIVER = "it stands between the page and its disk, of which the page is explored";

    @Override
    protected List<Explorable> right() {
        return StorageExploration.all();
    }

    /** Two values and two puts, with as many retries as the storage has. */
    private static Explorable of(Slip slip) {
        return new StorageExploration(
                new Bounds("2x2", List.of("x", "y"), StableStorage.RETRIES, 3), retries -> slip.page());
    }

    @Override
    protected Map<String, List<Explorable>> slips() {
        Slip[] slips =
                Arrays.stream(Slip.values()).filter(slip -> slip != Slip.NONE).toArray(Slip[]::new);
        return each(slips, slip -> List.of(of(slip)));
    }

    @Override
    protected Map<String, String> unseen() {
        Map<String, String> unseen = new LinkedHashMap<>();
        for (Slip slip : List.of(
                Slip.ONLY_CLAIMS_TO_SYNC,
                Slip.SYNCS_AGAIN_AFTER_A_FAILED_SYNC,
                Slip.DOES_NOT_SYNC_WHAT_A_KILLED_PROCESS_WROTE,
                Slip.DOES_NOT_CHECK_THE_CHECKSUM)) {
            unseen.put(slip.name(), DRIVER);
        }
        return unseen;
    }
}
