package dev.lockstep.gossip;

import dev.lockstep.gossip.DeathCertificates.Thresholds;
import dev.lockstep.gossip.run.DeletionProtocol;
import java.util.Optional;
import java.util.Set;

/**
 * Sites with a slip: each is right but for one operator of the spec. Models of {@code specs/gossip/models/broken-*} have the same: {@code
 * no-certificate}, {@code retained-nowhere}, {@code writes-faster-than-clock}, {@code twice-within-a-tick}, {@code fixed-threshold}, {@code dropped-at-any-age}, {@code drops-items}, {@code deletes-nothing}, {@code never-awakens}, {@code awakens-*},
 * {@code useless-certificate}.
 */
public enum DeathSlip implements DeletionProtocol.Core {
    KEEPS_NO_CERTIFICATE {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                Held certificate(Set<String> retention) {
                    return Held.BLANK;
                }
            };
        }
    },
    RETAINS_IT_NOWHERE {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                Held certificate(Set<String> retention) {
                    return super.certificate(Set.of());
                }
            };
        }
    },
    COUNTS_AGE_FROM_ITS_CLOCK {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                Held certificate(Set<String> retention) {
                    Held right = super.certificate(retention);
                    return new Held(right.value(), right.time(), clock(), right.retention());
                }
            };
        }
    },
    GIVES_THE_TIME_OF_ITS_CLOCK {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                int nextTick() {
                    return clock();
                }
            };
        }
    },
    /** {@code broken-fixed-threshold}, {@code broken-fixed-threshold-live} */
    HAS_ONE_THRESHOLD {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                boolean isOver(Held e) {
                    return clock() - e.active() > thresholds.tau1();
                }
            };
        }
    },
    DROPS_AT_ANY_AGE {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                boolean isOver(Held e) {
                    return true;
                }
            };
        }
    },
    DROPS_ITEMS_TOO {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                boolean mayDrop(Held e) {
                    return e.time() != 0 && isOver(e);
                }
            };
        }
    },
    DELETES_WHAT_IT_DOES_NOT_HAVE {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                boolean hasItem(String k) {
                    return true;
                }
            };
        }
    },
    NEVER_AWAKENS {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                boolean isDormant(Held e) {
                    return false;
                }
            };
        }
    },
    AWAKENS_WITH_A_NEW_TIME {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                Held awakened(Held e) {
                    return new Held(e.value(), replicas.stamp(id, clock()), clock(), e.retention());
                }
            };
        }
    },
    AWAKENS_AS_OLD_AS_BEFORE {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                Held awakened(Held e) {
                    return e;
                }
            };
        }
    },
    TAKES_A_USELESS_CERTIFICATE {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                boolean isUseless(String k, Held e) {
                    return false;
                }
            };
        }
    },
    SPREADS_DORMANT_CERTIFICATES {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                boolean isSpread(Held e) {
                    return e.time() != 0;
                }
            };
        }
    },
    TURNS_TO_ITSELF {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                public boolean isPartner(String r) {
                    return r.equals(id) || super.isPartner(r);
                }
            };
        }
    },
    TURNS_TO_ANYBODY {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable) {
                @Override
                public boolean isPartner(String r) {
                    return !r.equals(id);
                }
            };
        }
    },
    FORGETS_ITS_CLOCK {
        @Override
        public DeathCertificates of(Place place, Thresholds thresholds, Optional<Stable.Certified> stable) {
            return new DeathCertificates(place, thresholds, stable.map(found -> new Stable.Certified(found.held(), 1)));
        }
    }
}
