/* One of two processes of Lamport's mutex (LamportMutex.tla), which talk over a socket: mutex ME OTHER PORT ROUNDS TRACE. */
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "lockstep.h"

static const char *me, *other;
static struct lockstep recorder;
static long mutex_clock, entered, released, heard, mine, theirs; /* a request's clock; 0 is none */
static const char *phase = "idle";
static FILE *out;

static void fail(const char *what) {
    perror(what);
    exit(2);
}

/* Port 0 is a free one, which is told, and on which the other process is awaited. */
static int connected(int port) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    socklen_t size = sizeof address;
    int link = socket(AF_INET, SOCK_STREAM, 0);
    if (port != 0) {
        if (connect(link, (struct sockaddr *)&address, size) < 0) fail("connect");
        return link;
    }
    if (bind(link, (struct sockaddr *)&address, size) < 0 || listen(link, 1) < 0) fail("listen");
    if (getsockname(link, (struct sockaddr *)&address, &size) < 0) fail("getsockname");
    printf("%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return accept(link, NULL, NULL);
}

/* Records the step, and then sends what it sends, with the recorder's clock. */
static void record(const char *action, const char *sends, const char *takes, long time) {
    char m[200] = "", added[200] = "";
    if (takes != NULL) {
        snprintf(m, sizeof m, ",\"m\":{\"type\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"clock\":%ld}", takes, other, me, time);
    }
    if (sends != NULL) {
        snprintf(added, sizeof added, "\"network\":[{\"type\":\"%s\",\"from\":\"%s\",\"to\":\"%s\",\"clock\":%ld}]", sends, me, other, mutex_clock);
    }
    long at = lockstep_event(&recorder, action, "'args':{'p':'%s'%s},'state':{'clock':%ld,'phase':'%s'},'added':{%s}", me, m, mutex_clock, phase, added);
    if (sends != NULL) {
        fprintf(out, "%s %ld %ld\n", sends, mutex_clock, at);
        fflush(out);
    }
}

static void receive(const char *type, long time, long at) {
    lockstep_receive(&recorder, at);
    mutex_clock = (time > mutex_clock ? time : mutex_clock) + 1;
    heard = time;
    if (strcmp(type, "request") == 0) {
        theirs = time;
        record("ReceiveRequest", "acknowledge", type, time);
    } else if (strcmp(type, "acknowledge") == 0) {
        record("ReceiveAcknowledge", NULL, type, time);
    } else {
        theirs = 0;
        released++;
        record("ReceiveRelease", NULL, type, time);
    }
}

int main(int argc, char **argv) {
    if (argc != 6) {
        fprintf(stderr, "usage: mutex ME OTHER PORT ROUNDS TRACE\n");
        return 2;
    }
    me = argv[1];
    other = argv[2];
    long rounds = atol(argv[4]);
    int is_lower = strcmp(me, other) < 0;
    lockstep_open(&recorder, argv[5], me, "LamportMutex",
        "'constants':{'Proc':{'#set':['%s','%s']},'Rank':{'%s':%d,'%s':%d},'MaxRequests':%ld},'local':['clock','phase']",
        me, other, me, !is_lower, other, is_lower, rounds);
    int link = connected(atoi(argv[3])), is_open = 1;
    FILE *in = fdopen(link, "r");
    out = fdopen(dup(link), "w");
    if (in == NULL || out == NULL) fail("socket");
    for (;;) {
        if (strcmp(phase, "idle") == 0 && entered < rounds) {
            mine = ++mutex_clock;
            phase = "waiting";
            record("Request", "request", NULL, 0);
        } else if (strcmp(phase, "waiting") == 0 && heard > mine && (theirs == 0 || mine < theirs || (mine == theirs && is_lower))) {
            mutex_clock++;
            phase = "holding";
            record("Enter", NULL, NULL, 0);
            mutex_clock++;
            mine = 0;
            phase = "idle";
            entered++;
            record("Release", "release", NULL, 0);
        } else {
            char type[16];
            long time, at;
            if (is_open && entered == rounds && released == rounds) {
                shutdown(link, SHUT_WR);
                is_open = 0;
            }
            if (fscanf(in, "%15s %ld %ld", type, &time, &at) != 3) break;
            receive(type, time, at);
        }
    }
    return fclose(recorder.out) == 0 ? 0 : 2;
}
