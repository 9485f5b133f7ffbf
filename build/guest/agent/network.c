/*
 * Networks as Docker makes them: a bridge for each, and for each container on it a pair of virtual cables, one end in
 * the bridge, the other in the container's network namespace. The guest's own network card leads to the host, which
 * reaches containers through it by their addresses.
 */
#define _GNU_SOURCE
#include "agent.h"
#include "netlink.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/if_link.h>
#include <linux/rtnetlink.h>
#include <linux/veth.h>
#include <net/if.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The wire between guest and host: the host is the first address (electron/engines/embedded/network/wire.ts). */
#define CARD "eth0"
#define CARD_ADDRESS "192.168.86.2"
enum { CARD_PREFIX = 24 };

static int own_network = -1;

static int enter(int network) { return setns(network, CLONE_NEWNET) < 0 ? errno : 0; }

static void come_back(void) {
    if (enter(own_network)) abort(); /* the agent cannot go on in another's network */
}

static struct ifinfomsg link_of(unsigned index, bool up) {
    return (struct ifinfomsg){.ifi_family = AF_UNSPEC, .ifi_index = index, .ifi_flags = up ? IFF_UP : 0, .ifi_change = up ? IFF_UP : 0};
}

static int raise(const char *name) {
    struct message message;
    struct ifinfomsg link = link_of(if_nametoindex(name), true);
    message_begin(&message, RTM_NEWLINK, 0, &link, sizeof link);
    return message_send(&message);
}

static int address(const char *name, const char *text, unsigned prefix) {
    struct message message;
    struct in_addr number;
    if (inet_pton(AF_INET, text, &number) != 1 || prefix > 32) return EINVAL;
    struct ifaddrmsg body = {.ifa_family = AF_INET, .ifa_prefixlen = prefix, .ifa_index = if_nametoindex(name)};
    struct in_addr broadcast = {number.s_addr | (prefix < 32 ? htonl(0xffffffffu >> prefix) : 0)};
    message_begin(&message, RTM_NEWADDR, NLM_F_CREATE | NLM_F_EXCL, &body, sizeof body);
    message_put(&message, IFA_LOCAL, &number, sizeof number);
    message_put(&message, IFA_ADDRESS, &number, sizeof number);
    message_put(&message, IFA_BROADCAST, &broadcast, sizeof broadcast);
    return message_send(&message);
}

static int route_out(const char *gateway) {
    struct message message;
    struct in_addr number;
    if (inet_pton(AF_INET, gateway, &number) != 1) return EINVAL;
    struct rtmsg route = {.rtm_family = AF_INET, .rtm_table = RT_TABLE_MAIN, .rtm_protocol = RTPROT_BOOT, .rtm_scope = RT_SCOPE_UNIVERSE, .rtm_type = RTN_UNICAST};
    message_begin(&message, RTM_NEWROUTE, NLM_F_CREATE, &route, sizeof route);
    message_put(&message, RTA_GATEWAY, &number, sizeof number);
    return message_send(&message);
}

static int delete_link(const char *name) {
    struct message message;
    struct ifinfomsg link = link_of(if_nametoindex(name), false);
    if (link.ifi_index == 0) return ENODEV;
    message_begin(&message, RTM_DELLINK, 0, &link, sizeof link);
    return message_send(&message);
}

int network_boot(void) {
    own_network = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    if (own_network < 0) return errno;
    int error = raise("lo");
    if (!error) error = address(CARD, CARD_ADDRESS, CARD_PREFIX);
    if (!error) error = raise(CARD);
    if (!error) error = firewall_raise(CARD);
    return error;
}

int network_open(struct container *container) {
    if (unshare(CLONE_NEWNET) < 0) return errno;
    container->network = open("/proc/self/ns/net", O_RDONLY | O_CLOEXEC);
    int error = container->network < 0 ? errno : raise("lo");
    come_back();
    return error;
}

void network_close(struct container *container) {
    names_close(container);
    if (container->network >= 0) close(container->network); /* its end of each cable goes with it, and so do the others */
    container->network = -1;
}

static bool interface_name(const char *name) {
    return name && *name && *name != '.' && strlen(name) < IFNAMSIZ && !strpbrk(name, "/ :%") && strcmp(name, CARD) && strcmp(name, "lo");
}

int network_create(const char *name, const char *gateway, unsigned prefix) {
    if (!interface_name(name) || !gateway) return EINVAL;
    struct message message;
    struct ifinfomsg link = link_of(0, false);
    message_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &link, sizeof link);
    message_text(&message, IFLA_IFNAME, name);
    size_t mark = message_enter(&message, IFLA_LINKINFO);
    message_text(&message, IFLA_INFO_KIND, "bridge");
    message_leave(&message, mark);
    int error = message_send(&message);
    if (error) return error;
    error = address(name, gateway, prefix);
    if (!error) error = raise(name);
    if (error) delete_link(name);
    return error;
}

int network_remove(const char *name) {
    return interface_name(name) ? delete_link(name) : EINVAL;
}

/* Makes the cable: `outside` in the bridge, `inside` in the container. Docker's addresses for its card are 02:42 and the IPv4 address. */
static int lay_cable(const struct container *container, const struct attachment *attachment, const char *outside) {
    struct message message;
    struct ifinfomsg link = link_of(0, true), peer = link_of(0, false);
    uint32_t bridge = if_nametoindex(attachment->network), namespace = container->network;
    uint8_t card[6] = {0x02, 0x42};
    if (bridge == 0) return ENODEV;
    if (inet_pton(AF_INET, attachment->address, card + 2) != 1) return EINVAL;
    message_begin(&message, RTM_NEWLINK, NLM_F_CREATE | NLM_F_EXCL, &link, sizeof link);
    message_text(&message, IFLA_IFNAME, outside);
    message_put(&message, IFLA_MASTER, &bridge, sizeof bridge);
    size_t info = message_enter(&message, IFLA_LINKINFO);
    message_text(&message, IFLA_INFO_KIND, "veth");
    size_t data = message_enter(&message, IFLA_INFO_DATA);
    size_t other = message_enter(&message, VETH_INFO_PEER);
    struct message *whole = &message;
    memcpy(whole->bytes + whole->head.nlmsg_len, &peer, sizeof peer);
    whole->head.nlmsg_len += sizeof peer;
    message_text(&message, IFLA_IFNAME, attachment->interface);
    message_put(&message, IFLA_ADDRESS, card, sizeof card);
    message_put(&message, IFLA_NET_NS_FD, &namespace, sizeof namespace);
    message_leave(&message, other);
    message_leave(&message, data);
    message_leave(&message, info);
    return message_send(&message);
}

int network_join(struct container *container, const struct attachment *attachment) {
    static unsigned cables;
    char outside[IFNAMSIZ];
    if (!interface_name(attachment->network) || !attachment->address || !attachment->interface || strlen(attachment->interface) >= IFNAMSIZ) return EINVAL;
    snprintf(outside, sizeof outside, "veth%x", ++cables & 0xffffff);
    int error = lay_cable(container, attachment, outside);
    if (!error) error = enter(container->network);
    if (error) return error;
    error = address(attachment->interface, attachment->address, attachment->prefix);
    if (!error) error = raise(attachment->interface);
    if (!error && attachment->gateway) error = route_out(attachment->gateway);
    come_back();
    if (error) delete_link(outside);
    return error;
}

int network_leave(struct container *container, const char *interface) {
    if (!interface_name(interface) && (!interface || strcmp(interface, CARD))) return EINVAL;
    int error = enter(container->network);
    if (error) return error;
    error = delete_link(interface);
    come_back();
    return error;
}

int in_network(const struct container *container, int (*work)(struct container *), struct container *argument) {
    int error = enter(container->network);
    if (error) return error;
    error = work(argument);
    come_back();
    return error;
}
