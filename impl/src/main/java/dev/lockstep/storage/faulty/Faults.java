package dev.lockstep.storage.faulty;

/** Asked before each physical step. */
public interface Faults {
    Faults NONE = operation -> Fault.NONE;

    /** A fault that makes no sense for this step is none. */
    Fault next(Operation operation);
}
