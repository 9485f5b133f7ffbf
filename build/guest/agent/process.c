/* Processes that the host started in containers: how they begin, their input and output, how they end. */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

struct process {
    uint32_t id;
    struct container *container;
    pid_t pid;
    int input;      /* -1 when closed */
    int outputs[2]; /* -1 when at their end; a terminal has only the first */
    bool terminal, input_ends, exited;
    int status;
    uint64_t unacknowledged, oom_before;
    uint8_t *pending; /* input that the process has not taken yet */
    size_t pending_length;
    struct process *next;
};

enum { INIT_NAMESPACES = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWUTS | CLONE_NEWIPC | CLONE_NEWNET };

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

/* Three ends for the process and three for the agent; -1 where a terminal takes their place. */
struct streams { int child[3], own[3]; };

static int open_streams(const struct start_request *request, struct streams *streams) {
    *streams = (struct streams){{-1, -1, -1}, {-1, -1, -1}};
    if (request->tty) return 0;
    for (int i = 0; i < 3; i++) {
        int ends[2];
        if (i == 0 && !request->wants_input) {
            streams->child[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
            continue;
        }
        if (pipe2(ends, O_CLOEXEC) < 0) return errno;
        streams->child[i] = ends[i > 0];
        streams->own[i] = ends[i == 0];
    }
    return 0;
}

static void close_streams(int ends[3]) {
    for (int i = 0; i < 3; i++)
        if (ends[i] >= 0) close(ends[i]);
}

static pid_t clone_into(uint64_t flags, uint64_t exit_signal, int group) {
    struct clone_args arguments = {.flags = flags | CLONE_INTO_CGROUP, .exit_signal = exit_signal, .cgroup = group};
    return syscall(SYS_clone3, &arguments, sizeof arguments);
}

static void enter(const struct start_request *request, bool first, const struct streams *streams, int gate) {
    for (int i = 0; i < 3; i++)
        if (streams->child[i] >= 0) dup2(streams->child[i], i);
    sandbox_enter(request, first, gate);
}

/* Joins the namespaces of the container's first process; the process itself is a child of the agent. */
static pid_t clone_joining(const struct start_request *request, const struct streams *streams, int group, int gate) {
    int told[2];
    if (pipe2(told, O_CLOEXEC) < 0) return -1;
    pid_t helper = fork();
    if (helper == 0) {
        int target = syscall(SYS_pidfd_open, request->container->init, 0);
        if (target < 0 || syscall(SYS_setns, target, INIT_NAMESPACES | CLONE_NEWCGROUP) < 0)
            start_fails(gate, errno, "join the container");
        pid_t pid = clone_into(CLONE_PARENT, 0, group);
        if (pid == 0) enter(request, false, streams, gate);
        if (pid < 0) start_fails(gate, errno, "start a process in the container");
        _exit(write(told[1], &pid, sizeof pid) == sizeof pid ? 0 : 1);
    }
    close(told[1]);
    pid_t pid = -1;
    if (helper > 0 && read(told[0], &pid, sizeof pid) != sizeof pid) pid = 0; /* the gate says why */
    close(told[0]);
    return pid;
}

/* Waits until the process executes its program. Takes over its terminal; false when the start failed. */
static bool pass_gate(int gate, int *terminal, struct start_failure *failure) {
    for (;;) {
        char control[CMSG_SPACE(sizeof(int))];
        struct iovec part = {failure, sizeof *failure};
        struct msghdr message = {.msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
        ssize_t n = recvmsg(gate, &message, MSG_CMSG_CLOEXEC);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return true;
        struct cmsghdr *head = CMSG_FIRSTHDR(&message);
        if (n == 1 && head) memcpy(terminal, CMSG_DATA(head), sizeof(int));
        else return false;
    }
}

static void watch(struct process *process, const struct streams *streams, int terminal) {
    process->terminal = terminal >= 0;
    process->input = process->terminal ? dup(terminal) : streams->own[0];
    process->outputs[0] = process->terminal ? terminal : streams->own[1];
    process->outputs[1] = streams->own[2];
    int files[] = {process->input, process->outputs[0], process->outputs[1]};
    for (int i = 0; i < 3; i++)
        if (files[i] >= 0) fcntl(files[i], F_SETFL, O_NONBLOCK), fcntl(files[i], F_SETFD, FD_CLOEXEC);
    process->next = processes;
    processes = process;
}

int process_start(uint32_t id, const struct start_request *request, struct start_failure *failure, pid_t *pid) {
    struct container *container = request->container;
    struct streams streams;
    char path[PATH_ROOM];
    int gate[2], terminal = -1;
    *failure = (struct start_failure){.doing = "start the process"};
    if (find(id)) return EEXIST;
    if (open_streams(request, &streams)) return errno;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, gate) < 0) return errno;
    container_group(container, "", path);
    int group = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
    bool first = container->init == 0;
    uint64_t oom_before = container_event(container, "memory.events", "oom_kill");
    *pid = first ? clone_into(INIT_NAMESPACES, SIGCHLD, group) : clone_joining(request, &streams, group, gate[1]);
    if (*pid == 0 && first) enter(request, true, &streams, gate[1]);
    int error = *pid < 0 ? errno : 0;
    close(gate[1]);
    close(group);
    close_streams(streams.child);
    if (!error && !pass_gate(gate[0], &terminal, failure)) error = failure->error ? failure->error : EIO;
    close(gate[0]);
    if (!error && *pid <= 0) error = EIO; /* the helper died before it could say anything */
    if (error) {
        close_streams(streams.own);
        if (terminal >= 0) close(terminal);
        return error;
    }
    struct process *process = calloc(1, sizeof *process);
    *process = (struct process){.id = id, .container = container, .pid = *pid, .oom_before = oom_before};
    if (first) container->init = *pid;
    watch(process, &streams, terminal);
    return 0;
}

static void close_output(struct process *process, int which) {
    close(process->outputs[which]);
    process->outputs[which] = -1;
}

static void finish(struct process *process) {
    for (struct process **each = &processes; *each; each = &(*each)->next) {
        if (*each != process) continue;
        *each = process->next;
        break;
    }
    int code = WIFSIGNALED(process->status) ? 128 + WTERMSIG(process->status) : WEXITSTATUS(process->status);
    bool oom = container_event(process->container, "memory.events", "oom_kill") > process->oom_before;
    if (process->container->init == process->pid) process->container->init = 0; /* nobody can join it any more; it can be started anew */
    frame_begin(&reply, EXITED, process->id);
    put_number(&reply, T_CODE, code);
    if (WIFSIGNALED(process->status)) put_number(&reply, T_SIGNAL, WTERMSIG(process->status));
    put_number(&reply, T_OOM, oom);
    link_send();
    if (process->input >= 0) close(process->input);
    free(process->pending);
    free(process);
}

/* Sends what there is to read, as far as the host has room for it. True while the process goes on. */
static bool drain(struct process *process) {
    static uint8_t bytes[OUTPUT_CHUNK];
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

static struct { struct process *process; bool input; } watched[3 * 128];

size_t processes_watch(struct pollfd *polled, size_t room) {
    size_t count = 0;
    for (struct process *each = processes; each; each = each->next) {
        for (int i = 0; i < 2 && count < room; i++) {
            if (each->outputs[i] < 0 || each->unacknowledged >= OUTPUT_WINDOW) continue;
            watched[count].process = each;
            watched[count].input = false;
            polled[count++] = (struct pollfd){each->outputs[i], POLLIN, 0};
        }
        if (each->input >= 0 && each->pending_length > 0 && count < room) {
            watched[count].process = each;
            watched[count].input = true;
            polled[count++] = (struct pollfd){each->input, POLLOUT, 0};
        }
    }
    return count;
}

void processes_serve(const struct pollfd *polled, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (!polled[i].revents) continue;
        struct process *process = watched[i].process;
        if (watched[i].input) {
            flush_input(process);
        } else if (!drain(process)) {
            /* It is gone, and with it everything else that was watched of it. */
            for (size_t other = i + 1; other < count; other++)
                if (watched[other].process == process) ((struct pollfd *)polled)[other].revents = 0;
        }
    }
}
