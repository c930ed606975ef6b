package dev.lockstep.gossip;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Spec;
import dev.lockstep.gossip.DirectMail.Message.Mail;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Mails its updates to all other sites, once: Demers et al. 1987, section 1.2. The paper is A. Demers et al., "Epidemic Algorithms for
 * Replicated Database Maintenance", PODC 1987.
 */
@Spec("DirectMail")
public class DirectMail extends Site<DirectMail.Message> {
    /** Tells what sites send each other: it may be lost, come twice, and overtake others. */
    public sealed interface Message extends dev.lockstep.core.Message {
        /** The sender has issued this update. */
        record Mail(String from, String to, Update update) implements Message {}
    }

    private final Set<String> known;

    /**
     * Makes a site that is up.
     *
     * @param place where it is: it knows its partners
     * @param stable what is on its disk
     */
    public DirectMail(Place place, Set<Update> stable) {
        super(place, stable);
        this.known = new TreeSet<>(place.partners());
    }

    @Override
    public void receive(Message message) {
        Mail m = (Mail) message;
        if (isNewer(m.update())) {
            receiveMail(m);
        } else {
            ignoreMail(m);
        }
    }

    @Override
    @Action
    public void update(String k, String v) {
        require(up);

        issue(k, Optional.of(v));
    }

    /** A client deletes an item. */
    @Action
    public void delete(String k) {
        require(up);

        issue(k, Optional.empty());
    }

    private void issue(String k, Optional<String> v) {
        Update u = new Update(k, v, nextTime());
        take(Set.of(u));
        recipients().forEach(r -> send(new Mail(id, r, u)));
    }

    Set<String> recipients() {
        Set<String> recipients = new TreeSet<>(known);
        recipients.remove(id);
        return recipients;
    }

    /** The site keeps what is newer than what it holds. */
    @Action
    public void receiveMail(Mail m) {
        require(up && isNewer(m.update()));

        take(Set.of(m.update()));
    }

    /** The site ignores what is not newer than what it holds. */
    @Action
    public void ignoreMail(Mail m) {
        require(up && !isNewer(m.update()));
    }

    boolean isNewer(Update u) {
        return db.isNewer(u);
    }

    /** The site goes down. */
    @Override
    @Action
    public void crash() {
        require(up);

        up = false;
    }

    /** The site comes back with its database. */
    @Override
    @Action
    public void restart() {
        require(!up);

        up = true;
    }

    @Override
    public DirectMail copy() {
        return alike(new DirectMail(place, Set.of()));
    }
}
