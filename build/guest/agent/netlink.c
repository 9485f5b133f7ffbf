#define _GNU_SOURCE
#include "netlink.h"
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void *extend(struct message *message, size_t size) {
    size_t at = NLMSG_ALIGN(message->head.nlmsg_len);
    if (at + size > sizeof message->bytes) abort(); /* every message of ours is much smaller */
    message->head.nlmsg_len = at + size;
    return message->bytes + at;
}

void message_begin(struct message *message, int type, int flags, const void *body, size_t size) {
    memset(message, 0, sizeof *message);
    message->head = (struct nlmsghdr){.nlmsg_len = NLMSG_HDRLEN, .nlmsg_type = type, .nlmsg_flags = NLM_F_REQUEST | NLM_F_ACK | flags};
    memcpy(extend(message, size), body, size);
}

void message_put(struct message *message, int type, const void *data, size_t size) {
    struct nlattr *attribute = extend(message, NLA_HDRLEN + size);
    *attribute = (struct nlattr){.nla_len = NLA_HDRLEN + size, .nla_type = type};
    if (size > 0) memcpy((uint8_t *)attribute + NLA_HDRLEN, data, size);
}

void message_text(struct message *message, int type, const char *text) {
    message_put(message, type, text, strlen(text) + 1);
}

size_t message_enter(struct message *message, int type) {
    size_t mark = NLMSG_ALIGN(message->head.nlmsg_len);
    message_put(message, type, NULL, 0);
    return mark;
}

void message_leave(struct message *message, size_t mark) {
    ((struct nlattr *)(message->bytes + mark))->nla_len = message->head.nlmsg_len - mark;
}

int message_send(struct message *message) {
    int file = socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, NETLINK_ROUTE), error = EIO;
    if (file < 0) return errno;
    struct { struct nlmsghdr head; struct nlmsgerr answer; uint8_t rest[1024]; } reply;
    ssize_t n = send(file, message->bytes, message->head.nlmsg_len, 0);
    if (n >= 0) n = recv(file, &reply, sizeof reply, 0);
    if (n < 0) error = errno;
    else if ((size_t)n >= NLMSG_LENGTH(sizeof reply.answer) && reply.head.nlmsg_type == NLMSG_ERROR) error = -reply.answer.error;
    close(file);
    return error;
}
