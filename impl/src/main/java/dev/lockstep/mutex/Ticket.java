package dev.lockstep.mutex;

/** Holds a request for the resource, as it stands in queues: who asked, and when. */
public record Ticket(String process, int clock) {}
