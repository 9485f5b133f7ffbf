/* Messages to the kernel's routing netlink (rtnetlink(7)), built in a buffer and answered with an errno. */
#ifndef NETLINK_H
#define NETLINK_H
#include <linux/netlink.h>
#include <stddef.h>
#include <stdint.h>

struct message {
    union { struct nlmsghdr head; uint8_t bytes[1024]; };
};

/* Begins a message whose fixed part is `body`. */
void message_begin(struct message *message, int type, int flags, const void *body, size_t size);
void message_put(struct message *message, int type, const void *data, size_t size);
void message_text(struct message *message, int type, const char *text);
/* An attribute that holds attributes: whatever is put until message_leave. */
size_t message_enter(struct message *message, int type);
void message_leave(struct message *message, size_t mark);
/* Sends it in the network namespace that the agent is in; 0 or an errno. */
int message_send(struct message *message);

#endif
