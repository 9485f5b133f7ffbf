/*
 * A container's own init, where one was asked for: its process 1 starts the program, passes signals on and reaps what
 * is left behind. It is this program executed anew, so that nothing of the agent's memory or files is in the container.
 */
#define _GNU_SOURCE
#include "agent.h"
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The gate's number in the init, which outlives its execution. */
enum { GATE = 3 };

static char *const name = "drydock-init";

bool init_is(const char *program) { return !strcmp(program, name); }

void init_execute(int gate, char **arguments, char **env) {
    size_t count = 0;
    while (arguments[count]) count++;
    char *whole[count + 2];
    whole[0] = name;
    memcpy(whole + 1, arguments, (count + 1) * sizeof *arguments);
    if (gate != GATE) dup2(gate, GATE);
    fcntl(GATE, F_SETFD, 0);
    execve("/proc/self/exe", whole, env);
}

static void run_program(char **arguments, char **env) {
    sigset_t none;
    sigemptyset(&none);
    fcntl(GATE, F_SETFD, FD_CLOEXEC);
    setpgid(0, 0);
    tcsetpgrp(0, getpid()); /* of a terminal, where there is one: what is typed is for the program */
    sigprocmask(SIG_SETMASK, &none, NULL);
    program_execute(GATE, arguments, env);
}

int init_run(char **arguments, char **env) {
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    pid_t program = fork();
    if (program == 0) run_program(arguments, env);
    close(GATE);
    if (program < 0) return 126;
    for (;;) {
        siginfo_t info;
        int signal = sigwaitinfo(&all, &info), status;
        if (signal < 0) continue;
        if (signal != SIGCHLD) {
            kill(program, signal);
            continue;
        }
        for (pid_t pid; (pid = waitpid(-1, &status, WNOHANG)) > 0;)
            if (pid == program) return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }
}
