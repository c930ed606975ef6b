package dev.lockstep.gossip;

import dev.lockstep.gossip.AntiEntropy.Ways;
import dev.lockstep.gossip.run.AntiEntropyProtocol;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * Sites with a slip: each is right but for one operator of the spec. Models of {@code specs/gossip/models/broken-*} have the same: {@code
 * anti-entropy-without-times}, {@code checksums-*}, {@code peel-*}, {@code pull-answers-nothing}, {@code push-pull-answers-nothing}.
 */
public enum AntiEntropySlip implements AntiEntropyProtocol.Core {
    KEEPS_WHAT_COMES_LAST {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                Database after(Collection<Update> updates) {
                    return db.overwritten(updates);
                }
            };
        }
    },
    HAS_CHECKSUMS_THAT_ARE_ALIKE {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                int checksum(Database database) {
                    return database.contents().size();
                }
            };
        }
    },
    LOOKS_AT_NO_CHECKSUM {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                boolean agrees(Database after, int checksum) {
                    return true;
                }
            };
        }
    },
    PEELS_ONCE {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                Set<Update> unsent(Message.Peel m, int down) {
                    return Set.of();
                }
            };
        }
    },
    ANSWERS_A_PULL_WITH_NOTHING {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                Set<Update> laterThan(Map<String, Integer> times) {
                    return Set.of();
                }
            };
        }
    },
    ANSWERS_A_PUSH_WITH_NOTHING {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                Set<Update> lacking(Set<Update> updates) {
                    return Set.of();
                }
            };
        }
    },
    ENDS_PEELING_EARLY {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                boolean hasToldAll(Message.Peel m) {
                    return true;
                }
            };
        }
    },
    GOES_ON_PEELING {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                boolean hasToldAll(Message.Peel m) {
                    return false;
                }
            };
        }
    },
    TURNS_TO_ITSELF {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                public boolean isPartner(String r) {
                    return r.equals(id) || super.isPartner(r);
                }
            };
        }
    },
    TURNS_TO_ANYBODY {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, stable) {
                @Override
                public boolean isPartner(String r) {
                    return !r.equals(id);
                }
            };
        }
    },
    FORGETS_ITS_DATABASE {
        @Override
        public AntiEntropy of(Place place, Ways ways, Set<Update> stable) {
            return new AntiEntropy(place, ways, Set.of());
        }
    }
}
