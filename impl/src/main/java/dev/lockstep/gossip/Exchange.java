package dev.lockstep.gossip;

/** Names the ways in which two sites compare their databases. */
public enum Exchange {
    /** The first gives what it has. */
    PUSH("push"),
    /** The first takes what it lacks. */
    PULL("pull"),
    /** Both. */
    PUSH_PULL("push-pull"),
    /** The recent updates come first; the rest only if checksums differ then. */
    CHECKSUMS("checksums"),
    /** The latest update first, then the one before, until checksums agree. */
    PEEL_BACK("peel back");

    private final String name;

    Exchange(String name) {
        this.name = name;
    }

    @Override
    public String toString() {
        return name;
    }
}
