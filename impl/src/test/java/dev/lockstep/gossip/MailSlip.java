package dev.lockstep.gossip;

import dev.lockstep.gossip.run.DirectMailProtocol;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** Sites with a slip: each is right but for one operator of the spec. The models {@code specs/gossip/models/broken-mail-*} have the same. */
public enum MailSlip implements DirectMailProtocol.Core {
    KEEPS_WHAT_COMES_LAST {
        @Override
        public DirectMail of(Place place, Set<Update> stable) {
            return new DirectMail(place, stable) {
                @Override
                boolean isNewer(Update u) {
                    return true;
                }

                @Override
                Database after(Collection<Update> updates) {
                    return db.overwritten(updates);
                }
            };
        }
    },
    GIVES_THE_TIMES_OF_ANOTHER {
        @Override
        public DirectMail of(Place place, Set<Update> stable) {
            return new DirectMail(place, stable) {
                @Override
                int nextTime() {
                    return replicas.stamp("s1", replicas.tick(db.latestTime()) + 1);
                }
            };
        }
    },
    HAS_A_CLOCK_THAT_IS_BEHIND {
        @Override
        public DirectMail of(Place place, Set<Update> stable) {
            return new DirectMail(place, stable) {
                @Override
                int nextTime() {
                    return replicas.stamp(id, 1);
                }
            };
        }
    },
    DOES_NOT_KNOW_THE_LAST_SITE {
        @Override
        public DirectMail of(Place place, Set<Update> stable) {
            return new DirectMail(place, stable) {
                @Override
                Set<String> recipients() {
                    Set<String> recipients = new TreeSet<>(super.recipients());
                    recipients.remove("s" + replicas.rank().size());
                    return recipients;
                }
            };
        }
    },
    FORGETS_ITS_DATABASE {
        @Override
        public DirectMail of(Place place, Set<Update> stable) {
            return new DirectMail(place, Set.of());
        }
    }
}
