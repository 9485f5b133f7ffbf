/*
 * The agent: process 1 of the guest. It sets up what containers need, then does what the host asks (protocol.md) until
 * the machine is thrown away. There is no shell and nothing else in the guest.
 */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

enum { NAMES = 64, PROCESSES = 256 };

static void reap(int signals) {
    struct signalfd_siginfo info;
    while (read(signals, &info, sizeof info) > 0) continue;
    int status;
    for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;) process_reap(pid, status);
}

int main(int count, char **arguments, char **env) {
    if (count > 1 && init_is(*arguments)) return init_run(arguments + 1, env);
    leave_initramfs(arguments);
    set_up();
    sigset_t children;
    sigemptyset(&children);
    sigaddset(&children, SIGCHLD);
    sigprocmask(SIG_BLOCK, &children, NULL);
    int signals = signalfd(-1, &children, SFD_CLOEXEC | SFD_NONBLOCK);
    link_open();
    if (link_fd() < 0 || signals < 0) die("open the link");
    dprintf(2, "agent: ready\n");
    for (;;) {
        struct pollfd polled[2 + NAMES + PROCESSES] = {{link_fd(), POLLIN, 0}, {signals, POLLIN, 0}};
        size_t names = names_watch(polled + 2, NAMES);
        size_t watched = processes_watch(polled + 2 + names, PROCESSES);
        if (poll(polled, 2 + names + watched, -1) < 0 && errno != EINTR) die("wait");
        processes_serve(polled + 2 + names, watched);
        names_serve(polled + 2, names);
        if (polled[1].revents) reap(signals);
        if (polled[0].revents && !link_receive(handle_request)) die("read the link");
    }
}
