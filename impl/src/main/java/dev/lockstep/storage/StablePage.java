package dev.lockstep.storage;

import dev.lockstep.annotations.Action;
import dev.lockstep.annotations.Self;
import dev.lockstep.annotations.Spec;
import dev.lockstep.annotations.Variable;

/**
 * Keeps one page of stable storage: Lampson and Sturgis, "Crash Recovery in a Distributed Data Storage System", 1979. It does no I/O:
 * {@link #step} says which physical step its {@link #target} copy needs next. The host takes it and says so:
 *
 * <ul>
 *   <li>{@code WRITE}: {@link #write}, and then the host writes {@link #intent};
 *   <li>{@code SYNC}: the host forces the copy to its disk, and when that succeeded {@link #sync};
 *   <li>{@code READ}, {@code CHECK}: the host reads the copy, and then {@link #read}.
 * </ul>
 *
 * A step that fails is a crash: this object is useless then, and the next one starts with {@link #recover}.
 *
 * <p>Not thread-safe. An action whose guard is false throws {@link IllegalStateException} and changes nothing.
 */
@Spec("StableStorage")
public class StablePage {
    @Self
    private final String owner;

    private final int retries;

    @Variable
    Task task = Task.DOWN;

    @Variable
    Step step = Step.NONE;

    @Variable
    Copy target = Copy.A;

    @Variable
    int tries;

    @Variable
    Content first = Content.NOTHING;

    @Variable
    Content intent = Content.NOTHING;

    @Variable
    Content known = Content.NOTHING;

    @Variable
    Content answer = Content.NOTHING;

    /** @param retries how often a copy that reads as bad is read again before it is believed to be bad */
    public StablePage(String owner, int retries) {
        this.owner = owner;
        this.retries = retries;
    }

    // PUT: a careful write of A, then one of B.

    @Action
    public void put(String v) {
        require(task == Task.IDLE);

        task = Task.PUT;
        step = Step.WRITE;
        target = Copy.A;
        intent = new Content(nextVersion(), v);
    }

    /** The target is about to be overwritten with the intent. */
    @Action
    public void write() {
        require(step == Step.WRITE);

        step = afterWrite();
    }

    /** The target was forced to its disk, which reported success. */
    @Action
    public void sync() {
        require(step == Step.SYNC);

        step = Step.CHECK;
    }

    /** The target is not what was written: it is written once more. */
    @Action
    public void rewrite(Content r) {
        require(step == Step.CHECK);
        require(!matches(r));

        step = Step.WRITE;
    }

    /** A is written, and B comes next. */
    @Action
    public void goOn(Content r) {
        require(step == Step.CHECK);
        require(matches(r));
        require(task == Task.PUT && !bothWritten());

        step = Step.WRITE;
        target = Copy.B;
    }

    /** The Put, or the repair, is done. */
    @Action
    public void complete(Content r) {
        require(step == Step.CHECK);
        require(matches(r));
        require(task != Task.PUT || bothWritten());

        known = intent;
        rest();
    }

    // GET: a careful read of A, and of B if A is bad.

    @Action
    public void get() {
        require(task == Task.IDLE);

        task = Task.GET;
        startReading(Copy.A);
    }

    @Action
    public void answer(Content r) {
        require(task == Task.GET && step == Step.READ);
        require(!r.isBad());

        answer = r;
        rest();
    }

    /** A careful read tries again. */
    @Action
    public void retry(Content r) {
        require(step == Step.READ);
        require(r.isBad() && tries < retries);

        tries++;
    }

    /** The read goes on from A to B: always in a scan, and in a Get if A is bad. */
    @Action
    public void tryOther(Content r) {
        require(step == Step.READ && target == Copy.A);
        require(believed(r));
        require(task != Task.GET || r.isBad());

        first = r;
        startReading(Copy.B);
    }

    /** Both copies are bad: a disaster. */
    @Action
    public void giveUp(Content r) {
        require(step == Step.READ && target == Copy.B);
        require(believed(r));
        require(first.isBad() && r.isBad());

        task = Task.FAILED;
        step = Step.NONE;
    }

    // THE SCAN: after a crash, before anything else, and from time to time.

    @Action
    public void recover() {
        require(task == Task.DOWN);

        task = Task.OPEN;
        startReading(Copy.A);
    }

    @Action
    public void scan() {
        require(task == Task.IDLE);

        task = Task.SCAN;
        startReading(Copy.A);
    }

    /** The copies are good and equal: nothing to repair. */
    @Action
    public void agree(Content r) {
        require((task == Task.OPEN || task == Task.SCAN) && step == Step.READ && target == Copy.B);
        require(believed(r));
        require(equal(r) && !r.isBad());

        known = r;
        rest();
    }

    /** One copy is bad, or older: it is overwritten with the other, carefully. */
    @Action
    public void repair(Content r) {
        require((task == Task.OPEN || task == Task.SCAN) && step == Step.READ && target == Copy.B);
        require(believed(r));
        require(!equal(r));

        intent = survivor(first, r);
        target = intent.equals(first) ? Copy.B : Copy.A;
        step = Step.WRITE;
        tries = 0;
        first = Content.NOTHING;
    }

    /** Takes the one action that is enabled when a read of the target gave this. */
    public void read(Content r) {
        if (step == Step.CHECK) {
            check(r);
        } else if (!believed(r)) {
            retry(r);
        } else if (task == Task.GET && !r.isBad()) {
            answer(r);
        } else if (target == Copy.A) {
            tryOther(r);
        } else if (first.isBad() && r.isBad()) {
            giveUp(r);
        } else if (equal(r)) {
            agree(r);
        } else {
            repair(r);
        }
    }

    private void check(Content r) {
        if (!matches(r)) {
            rewrite(r);
        } else if (task == Task.PUT && !bothWritten()) {
            goOn(r);
        } else {
            complete(r);
        }
    }

    long nextVersion() {
        return Math.incrementExact(known.version());
    }

    Step afterWrite() {
        return Step.SYNC;
    }

    boolean matches(Content r) {
        return r.equals(intent);
    }

    boolean bothWritten() {
        return target == Copy.B;
    }

    boolean believed(Content r) {
        return !r.isBad() || tries == retries;
    }

    boolean equal(Content r) {
        return r.equals(first);
    }

    /** Returns the newer content; it is that of A if both have the same version. */
    Content survivor(Content a, Content b) {
        return a.version() >= b.version() ? a : b;
    }

    private void startReading(Copy copy) {
        step = Step.READ;
        target = copy;
        tries = 0;
    }

    private void rest() {
        task = Task.IDLE;
        step = Step.NONE;
        target = Copy.A;
        tries = 0;
        first = Content.NOTHING;
        intent = Content.NOTHING;
    }

    private void require(boolean guard) {
        if (!guard) {
            throw new IllegalStateException("not enabled in " + this);
        }
    }

    public Task task() {
        return task;
    }

    public Step step() {
        return step;
    }

    public Copy target() {
        return target;
    }

    /** Returns how often the target has been read as bad in succession. */
    public int tries() {
        return tries;
    }

    public Content intent() {
        return intent;
    }

    /** Returns what the page is known to hold. */
    public Content known() {
        return known;
    }

    /** Returns the result of the latest Get. */
    public Content answer() {
        return answer;
    }

    @Override
    public String toString() {
        return owner + ": " + task + ", " + step + " " + target + ", tries " + tries + ", first " + first + ", intent "
                + intent + ", known " + known + ", answer " + answer;
    }
}
