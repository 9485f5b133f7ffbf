/* Processes that the host started in containers: their input and output, and how they end. How they begin is in launch.c. */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

struct process {
    uint32_t id;
    struct container *container;
    pid_t pid;
    int input;      /* -1 when closed */
    int outputs[2]; /* -1 when at their end; a terminal has only the first */
    int gate; /* open until it runs its program; see launch.c */
    bool terminal, input_ends, exited;
    int status;
    uint64_t unacknowledged, oom_before;
    uint8_t *pending; /* input that the process has not taken yet */
    size_t pending_length;
    struct process *next;
};

static struct process *processes;

static struct process *find(uint32_t id) {
    struct process *each = processes;
    while (each && each->id != id) each = each->next;
    return each;
}

bool container_busy(const struct container *container) {
    for (struct process *each = processes; each; each = each->next)
        if (each->container == container) return true;
    return false;
}

static void forget(struct process *process) {
    for (struct process **each = &processes; *each; each = &(*each)->next) {
        if (*each != process) continue;
        *each = process->next;
        break;
    }
    int files[] = {process->gate, process->input, process->outputs[0], process->outputs[1]};
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (files[i] >= 0) close(files[i]);
    struct container *container = process->container;
    if (container->init == process->pid) container->init = 0; /* nobody can join it any more; it can be started anew */
    free(process->pending);
    free(process);
}

static void unblock(const int *files, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (files[i] >= 0) fcntl(files[i], F_SETFL, O_NONBLOCK);
}

int process_start(uint32_t id, const struct start_request *request) {
    struct container *container = request->container;
    struct launched launched;
    if (find(id)) return EEXIST;
    int error = process_launch(request, &launched);
    if (error) return error;
    struct process *process = calloc(1, sizeof *process);
    *process = (struct process){.id = id, .container = container, .pid = launched.pid, .gate = launched.gate, .oom_before = launched.oom_before,
                                .input = launched.own[0], .outputs = {launched.own[1], launched.own[2]}, .next = processes};
    unblock(launched.own, 3);
    processes = process;
    if (container->init == 0) container->init = launched.pid;
    return 0;
}

/* Hears whether the program was executed, and tells the host. False when the process is gone. */
static bool pass_gate(struct process *process) {
    struct start_failure failure;
    int terminal = -1;
    enum gate_news news = gate_read(process->gate, &terminal, &failure);
    if (terminal >= 0) {
        process->terminal = true;
        process->input = fcntl(terminal, F_DUPFD_CLOEXEC, 0);
        process->outputs[0] = terminal;
        unblock(&terminal, 1);
    }
    if (news == GATE_CLOSED) return true;
    if (news == GATE_FAILED) {
        answer_error(process->id, failure.error ? failure.error : EIO, failure.doing);
        forget(process);
        return false;
    }
    close(process->gate);
    process->gate = -1;
    frame_begin(&reply, OK, process->id);
    put_number(&reply, T_PID, process->pid);
    link_send();
    return true;
}

bool container_starting(const struct container *container) {
    for (struct process *each = processes; each; each = each->next)
        if (each->container == container && each->pid == container->init) return each->gate >= 0;
    return false;
}

static void close_output(struct process *process, int which) {
    close(process->outputs[which]);
    process->outputs[which] = -1;
}

static void finish(struct process *process) {
    int code = WIFSIGNALED(process->status) ? 128 + WTERMSIG(process->status) : WEXITSTATUS(process->status);
    bool oom = container_event(process->container, "memory.events", "oom_kill") > process->oom_before;
    uint32_t id = process->id;
    int status = process->status;
    forget(process);
    frame_begin(&reply, EXITED, id);
    put_number(&reply, T_CODE, code);
    if (WIFSIGNALED(status)) put_number(&reply, T_SIGNAL, WTERMSIG(status));
    put_number(&reply, T_OOM, oom);
    link_send();
}

/* Sends what there is to read, as far as the host has room for it. True while the process goes on. */
static bool drain(struct process *process) {
    static uint8_t bytes[OUTPUT_CHUNK];
    if (process->gate >= 0) return true; /* nothing of it is told before its start */
    for (int i = 0; i < 2; i++) {
        while (process->outputs[i] >= 0 && process->unacknowledged < OUTPUT_WINDOW) {
            ssize_t n = read(process->outputs[i], bytes, sizeof bytes);
            if (n > 0) {
                process->unacknowledged += n;
                frame_begin(&reply, OUTPUT, process->id);
                put_number(&reply, T_STREAM, i + 1);
                put_bytes(&reply, T_DATA, bytes, n);
                link_send();
                continue;
            }
            if (n < 0 && errno == EINTR) continue;
            /* EAGAIN after the end: only processes it left behind hold the pipe, and nobody waits for those. */
            if (n == 0 || errno != EAGAIN || process->exited) close_output(process, i);
            break;
        }
    }
    if (!process->exited || process->outputs[0] >= 0 || process->outputs[1] >= 0) return true;
    finish(process);
    return false;
}

static void flush_input(struct process *process) {
    if (process->input >= 0 && process->pending_length > 0) {
        ssize_t n = write(process->input, process->pending, process->pending_length);
        if (n < 0 && (errno == EAGAIN || errno == EINTR)) return;
        size_t taken = n < 0 ? process->pending_length : (size_t)n; /* nobody reads any more: it goes nowhere */
        memmove(process->pending, process->pending + taken, process->pending_length - taken);
        process->pending_length -= taken;
        frame_begin(&reply, TAKEN, process->id);
        put_number(&reply, T_BYTES, taken);
        link_send();
    }
    if (process->pending_length > 0 || !process->input_ends || process->input < 0) return;
    close(process->input);
    process->input = -1;
}

void process_input(uint32_t id, const struct fields *fields) {
    struct process *process = find(id);
    if (!process || process->input < 0) return;
    struct field field;
    bool any = false;
    for (const uint8_t *at = NULL; next_field(fields, &at, &field);) {
        if (field.tag != T_DATA || field.length == 0) continue;
        any = true;
        process->pending = realloc(process->pending, process->pending_length + field.length);
        memcpy(process->pending + process->pending_length, field.bytes, field.length);
        process->pending_length += field.length;
    }
    if (!any && !process->terminal) process->input_ends = true;
    flush_input(process);
}

void process_ack(uint32_t id, uint64_t bytes) {
    struct process *process = find(id);
    if (!process) return;
    process->unacknowledged -= bytes < process->unacknowledged ? bytes : process->unacknowledged;
    drain(process);
}

void process_resize(uint32_t id, unsigned rows, unsigned cols) {
    struct process *process = find(id);
    struct winsize size = {.ws_row = rows, .ws_col = cols};
    if (process && process->terminal && process->outputs[0] >= 0) ioctl(process->outputs[0], TIOCSWINSZ, &size);
}

int process_signal(uint32_t id, int signal) {
    struct process *process = find(id);
    if (!process || process->exited) return ESRCH;
    return kill(process->pid, signal) < 0 ? errno : 0;
}

void process_reap(pid_t pid, int status) {
    for (struct process *each = processes; each; each = each->next) {
        if (each->pid != pid || each->exited) continue;
        each->exited = true;
        each->status = status;
        drain(each);
        return;
    }
}

enum watch { GATE, OUTPUTS, INPUTS };

static struct { struct process *process; enum watch what; } watched[256];

static size_t watch_file(struct pollfd *polled, size_t count, size_t room, struct process *process, enum watch what, int file) {
    if (count >= room || count >= sizeof watched / sizeof *watched) return count;
    watched[count].process = process;
    watched[count].what = what;
    polled[count] = (struct pollfd){file, what == INPUTS ? POLLOUT : POLLIN, 0};
    return count + 1;
}

size_t processes_watch(struct pollfd *polled, size_t room) {
    size_t count = 0;
    for (struct process *each = processes; each; each = each->next) {
        if (each->gate >= 0) {
            count = watch_file(polled, count, room, each, GATE, each->gate);
            continue;
        }
        for (int i = 0; i < 2; i++)
            if (each->outputs[i] >= 0 && each->unacknowledged < OUTPUT_WINDOW)
                count = watch_file(polled, count, room, each, OUTPUTS, each->outputs[i]);
        if (each->input >= 0 && each->pending_length > 0) count = watch_file(polled, count, room, each, INPUTS, each->input);
    }
    return count;
}

static bool serve(struct process *process, enum watch what) {
    if (what == INPUTS) return flush_input(process), true;
    if (what == GATE && !pass_gate(process)) return false;
    return process->gate >= 0 || drain(process);
}

void processes_serve(struct pollfd *polled, size_t count) {
    for (size_t i = 0; i < count; i++) {
        struct process *process = watched[i].process;
        if (!polled[i].revents || serve(process, watched[i].what)) continue;
        /* It is gone, and with it everything else that was watched of it. */
        for (size_t other = i + 1; other < count; other++)
            if (watched[other].process == process) polled[other].revents = 0;
    }
}
