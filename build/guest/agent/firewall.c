/*
 * One rule of traffic, as Docker's: a container is reached from its own network and from the host, not from another
 * network. What crosses between a bridge and the host's card passes, all else that would be forwarded is dropped.
 * The kernel takes a whole table at once (linux/netfilter_ipv4/ip_tables.h).
 */
#include "agent.h"
#include <errno.h>
#include <linux/netfilter_ipv4/ip_tables.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

struct rule { struct ipt_entry entry; struct xt_standard_target target; };
struct last { struct ipt_entry entry; struct xt_error_target target; };

/* In the order of the chains: INPUT's policy; FORWARD's two rules and its policy; OUTPUT's policy. */
enum { IN_POLICY, FORWARD_IN, FORWARD_OUT, FORWARD_POLICY, OUT_POLICY, RULES };

struct table { struct ipt_replace head; struct rule rules[RULES]; struct last last; };

static struct rule verdict(int what) {
    struct rule rule = {.entry = {.target_offset = sizeof rule.entry, .next_offset = sizeof rule},
                        .target = {.target = {.u.user.target_size = sizeof rule.target}, .verdict = -what - 1}};
    return rule;
}

int firewall_raise(const char *card) {
    struct table table = {
        .head = {.name = "filter", .num_entries = RULES + 1, .size = sizeof table - sizeof table.head,
                 .valid_hooks = 1 << NF_INET_LOCAL_IN | 1 << NF_INET_FORWARD | 1 << NF_INET_LOCAL_OUT,
                 .hook_entry = {[NF_INET_LOCAL_IN] = IN_POLICY * sizeof(struct rule), [NF_INET_FORWARD] = FORWARD_IN * sizeof(struct rule),
                                [NF_INET_LOCAL_OUT] = OUT_POLICY * sizeof(struct rule)},
                 .underflow = {[NF_INET_LOCAL_IN] = IN_POLICY * sizeof(struct rule), [NF_INET_FORWARD] = FORWARD_POLICY * sizeof(struct rule),
                               [NF_INET_LOCAL_OUT] = OUT_POLICY * sizeof(struct rule)}},
        .last = {.entry = {.target_offset = sizeof table.last.entry, .next_offset = sizeof table.last},
                 .target = {.target = {.u.user = {.target_size = sizeof table.last.target, .name = XT_ERROR_TARGET}}, .errorname = XT_ERROR_TARGET}},
    };
    for (int i = 0; i < RULES; i++) table.rules[i] = verdict(i == FORWARD_POLICY ? NF_DROP : NF_ACCEPT);
    struct ipt_ip *in = &table.rules[FORWARD_IN].entry.ip, *out = &table.rules[FORWARD_OUT].entry.ip;
    strncpy(in->iniface, card, sizeof in->iniface - 1);
    memset(in->iniface_mask, 0xff, strlen(card) + 1);
    strncpy(out->outiface, card, sizeof out->outiface - 1);
    memset(out->outiface_mask, 0xff, strlen(card) + 1);
    int file = socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_RAW);
    if (file < 0) return errno;
    struct ipt_getinfo info = {.name = "filter"};
    socklen_t size = sizeof info;
    int error = getsockopt(file, IPPROTO_IP, IPT_SO_GET_INFO, &info, &size) < 0 ? errno : 0;
    table.head.num_counters = info.num_entries;
    table.head.counters = error ? NULL : calloc(info.num_entries, sizeof *table.head.counters);
    if (!error && setsockopt(file, IPPROTO_IP, IPT_SO_SET_REPLACE, &table, sizeof table) < 0) error = errno;
    free(table.head.counters);
    close(file);
    return error;
}
