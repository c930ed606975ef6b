package dev.lockstep.mutex;

/** A request for the resource, as it stands in queues: who asked, and when. */
public record Ticket(String process, int clock) {}
