/* Records what a process does as a trace that `lockstep validate` checks against a TLA+ spec. */
#ifndef LOCKSTEP_H
#define LOCKSTEP_H

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

/* Writes one file for one process. Call it from one thread at a time: under the lock that protects the state it tells of. */
struct lockstep {
    FILE *out;
    const char *process;
    long clock, seq;
};

/* Prints JSON in which ' stands for ", as printf does. A program that cannot record ends: half a trace would be checked as a whole one. */
static void lockstep_print(struct lockstep *recorder, const char *format, va_list values) {
    char json[4096];
    size_t length = 0;
    for (; format[length] != '\0' && length + 1 < sizeof json; length++) {
        json[length] = format[length] == '\'' ? '"' : format[length];
    }
    json[length] = '\0';
    if (format[length] != '\0' || vfprintf(recorder->out, json, values) < 0) {
        perror("lockstep: the trace cannot be written");
        exit(2);
    }
}

static void lockstep_json(struct lockstep *recorder, const char *format, ...) {
    va_list values;
    va_start(values, format);
    lockstep_print(recorder, format, values);
    va_end(values);
}

static void lockstep_end_line(struct lockstep *recorder) {
    if (fputs("}\n", recorder->out) < 0 || fflush(recorder->out) != 0) {
        perror("lockstep: the trace cannot be written");
        exit(2);
    }
}

/* Begins the trace; the rest of the header is JSON, as "'constants':{'N':%d},'local':['x']". Values that are strings must need no escapes. */
static void lockstep_open(struct lockstep *recorder, const char *file, const char *process, const char *spec, const char *rest, ...) {
    va_list values;
    *recorder = (struct lockstep){fopen(file, "w"), process, 0, 0};
    if (recorder->out == NULL) {
        perror(file);
        exit(2);
    }
    lockstep_json(recorder, "{'lockstep':1,'spec':'%s',", spec);
    va_start(values, rest);
    lockstep_print(recorder, rest, values);
    va_end(values);
    lockstep_end_line(recorder);
}

/* Takes the clock that came with a message, before the event that receives it: the event is later than the sending. */
static void lockstep_receive(struct lockstep *recorder, long clock) {
    recorder->clock = clock > recorder->clock ? clock : recorder->clock;
}

/* Records a step; the rest is JSON: "'args':{'p':'%s'},'state':{'x':%d}". Returns the clock that its messages must carry; send them after this. */
static long lockstep_event(struct lockstep *recorder, const char *action, const char *rest, ...) {
    va_list values;
    lockstep_json(recorder, "{'process':'%s','clock':%ld,'seq':%ld,'action':'%s',", recorder->process, ++recorder->clock, ++recorder->seq, action);
    va_start(values, rest);
    lockstep_print(recorder, rest, values);
    va_end(values);
    lockstep_end_line(recorder);
    return recorder->clock;
}

#endif
