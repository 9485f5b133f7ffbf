/*
 * Name service, as Docker's: containers ask 127.0.0.11, which is a socket of the agent in their network namespace.
 * Who has which name is known to the host: it gets each question as it came, and its answer goes back as it is.
 */
#define _GNU_SOURCE
#include "agent.h"
#include <errno.h>
#include <netinet/in.h>
#include <arpa/inet.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { QUESTION_ROOM = 1024, UNDERWAY = 64 };

static struct { uint32_t id; char container[100]; struct sockaddr_in from; } questions[UNDERWAY];
static uint32_t last_id;

static int listen_for_names(struct container *container) {
    struct sockaddr_in where = {.sin_family = AF_INET, .sin_port = htons(53)};
    inet_pton(AF_INET, "127.0.0.11", &where.sin_addr);
    int file = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (file < 0) return errno;
    if (bind(file, (struct sockaddr *)&where, sizeof where) < 0) {
        int error = errno;
        close(file);
        return error;
    }
    container->names = file;
    return 0;
}

int names_open(struct container *container) {
    return container->names >= 0 ? 0 : in_network(container, listen_for_names, container);
}

void names_close(struct container *container) {
    if (container->names >= 0) close(container->names);
    container->names = -1;
}

static void ask(struct container *container) {
    uint8_t bytes[QUESTION_ROOM];
    struct sockaddr_in from;
    for (;;) {
        socklen_t size = sizeof from;
        ssize_t n = recvfrom(container->names, bytes, sizeof bytes, 0, (struct sockaddr *)&from, &size);
        if (n < 0) return;
        uint32_t id = ++last_id;
        questions[id % UNDERWAY].id = id; /* whoever asked longest ago asks again */
        questions[id % UNDERWAY].from = from;
        snprintf(questions[id % UNDERWAY].container, sizeof questions->container, "%s", container->name);
        frame_begin(&reply, QUESTION, id);
        put_text(&reply, T_CONTAINER, container->name);
        put_bytes(&reply, T_DATA, bytes, n);
        link_send();
    }
}

void names_answer(uint32_t id, const struct fields *fields) {
    if (id == 0 || questions[id % UNDERWAY].id != id) return;
    struct container *container = container_find(questions[id % UNDERWAY].container);
    questions[id % UNDERWAY].id = 0;
    struct field field;
    if (!container || container->names < 0) return;
    for (const uint8_t *at = NULL; next_field(fields, &at, &field);) {
        if (field.tag != T_DATA) continue;
        sendto(container->names, field.bytes, field.length, 0, (struct sockaddr *)&questions[id % UNDERWAY].from, sizeof(struct sockaddr_in));
        return;
    }
}

size_t names_watch(struct pollfd *polled, size_t room) {
    size_t count = 0;
    for (struct container *each = container_next(NULL); each && count < room; each = container_next(each))
        if (each->names >= 0) polled[count++] = (struct pollfd){each->names, POLLIN, 0};
    return count;
}

void names_serve(const struct pollfd *polled, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (polled[i].revents)
            for (struct container *each = container_next(NULL); each; each = container_next(each))
                if (each->names == polled[i].fd) ask(each);
}
