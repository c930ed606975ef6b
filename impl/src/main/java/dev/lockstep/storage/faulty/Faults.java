package dev.lockstep.storage.faulty;

/** Chooses the fault of each physical step. */
public interface Faults {
    Faults NONE = operation -> Fault.NONE;

    /** Returns the fault of a step that is about to be taken. A fault that makes no sense for this step has no effect. */
    Fault next(Operation operation);
}
