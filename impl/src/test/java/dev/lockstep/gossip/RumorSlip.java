package dev.lockstep.gossip;

import dev.lockstep.gossip.run.RumorMongeringProtocol;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sites with a slip: each is right but for one operator of the spec. Models of {@code specs/gossip/models/broken-*} have the same: {@code
 * contact-answered-twice}, {@code contact-tells-nothing}, {@code contacts-in-one-cycle}, {@code coin-for-every-rumor}, {@code
 * counter-not-reset}, {@code late-*-counts}, {@code limit-of-*}.
 */
public enum RumorSlip implements RumorMongeringProtocol.Core {
    ANSWERS_A_CONTACT_TWICE {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                boolean isNext(Message.Contact m) {
                    return true;
                }
            };
        }
    },
    CONTACTS_OTHERS_AS_OFTEN_AS_IT_LIKES {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                boolean hasTurn() {
                    return true;
                }
            };
        }
    },
    CONTACTS_OTHERS_WITH_NOTHING_TO_TELL {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                boolean hasToTalk() {
                    return true;
                }
            };
        }
    },
    TOSSES_A_COIN_FOR_EVERY_RUMOR {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                public Set<String> tossed() {
                    return interest.entrySet().stream()
                            .filter(left -> left.getValue() > 0)
                            .map(Map.Entry::getKey)
                            .collect(Collectors.toUnmodifiableSet());
                }
            };
        }
    },
    DOES_NOT_RESET_ITS_COUNTER {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                int interest(String k, int left, Set<String> lost) {
                    return Math.min(left, super.interest(k, left, lost));
                }
            };
        }
    },
    COUNTS_A_LATE_REPLY {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                boolean isAwaited(String from, int contact) {
                    return true;
                }
            };
        }
    },
    COUNTS_LATE_FEEDBACK {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                boolean isExpected(Message.Feedback m) {
                    return true;
                }
            };
        }
    },
    ACCEPTS_ANY_NUMBER_OF_CONTACTS {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                boolean hasRoom() {
                    return true;
                }
            };
        }
    },
    HUNTS_ONCE_MORE {
        @Override
        public RumorMongering of(Place place, Variant v, Optional<Stable.Monger> stable) {
            Variant more = new Variant(
                    v.push(),
                    v.pull(),
                    v.feedback(),
                    v.coin(),
                    v.limit(),
                    v.connectionLimit(),
                    v.huntLimit() + 1,
                    v.backup());
            return new RumorMongering(place, more, stable);
        }
    },
    TURNS_TO_ITSELF {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                public boolean isPartner(String r) {
                    return r.equals(id) || super.isPartner(r);
                }
            };
        }
    },
    TURNS_TO_ANYBODY {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable) {
                @Override
                public boolean isPartner(String r) {
                    return !r.equals(id);
                }
            };
        }
    },
    FORGETS_THE_NUMBERS_OF_CONTACTS {
        @Override
        public RumorMongering of(Place place, Variant variant, Optional<Stable.Monger> stable) {
            return new RumorMongering(place, variant, stable.map(s -> new Stable.Monger(s.updates(), 0, s.last())));
        }
    }
}
