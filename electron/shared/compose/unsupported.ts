/** A key of the Compose Specification that Drydock knows and does not carry out. */
export interface LeftOut {
  /** `refused`: the project would be another one without it. `ignored`: it works without. */
  readonly effect: 'refused' | 'ignored';
  /** Completes the sentence "Drydock does not do this: ..." or "Drydock leaves this out: ...". */
  readonly why: string;
}

const refused = (why: string): LeftOut => ({ effect: 'refused', why });
const ignored = (why: string): LeftOut => ({ effect: 'ignored', why });
const all = (keys: readonly string[], leftOut: LeftOut): Record<string, LeftOut> =>
  Object.fromEntries(keys.map((key) => [key, leftOut]));

/** At the top level. */
export const TOP_LEVEL: Readonly<Record<string, LeftOut>> = {
  include: refused('a project is one file here; copy the services into it'),
  models: refused('there are no language models to provide'),
};

/** In a service. */
export const SERVICE: Readonly<Record<string, LeftOut>> = {
  extends: refused('services do not inherit here; use a YAML anchor (&name) and merge it (<<: *name)'),
  privileged: refused('a container with all rights of the machine is no longer contained'),
  devices: refused('devices of the machine are not given to containers'),
  device_cgroup_rules: refused('devices of the machine are not given to containers'),
  gpus: refused('devices of the machine are not given to containers'),
  cap_add: refused('containers get no further rights than an engine gives by itself'),
  pid: refused('the processes of the machine or of other containers are not shared'),
  ipc: refused('the memory of the machine or of other containers is not shared'),
  userns_mode: refused('the users of the machine are not shared'),
  uts: refused("the machine's name is not shared"),
  cgroup: refused('the control groups of the machine are not shared'),
  volumes_from: refused('name the volume in both services instead'),
  provider: refused('services come from images only'),
  models: refused('there are no language models to provide'),
  use_api_socket: refused("the engine's own socket is not given to containers"),
  credential_spec: refused('it is for Windows containers'),
  isolation: refused('it is for Windows containers'),
  post_start: refused('hooks are not run; put the command into the image'),
  pre_stop: refused('hooks are not run; put the command into the image'),
  ...all(['scale'], ignored('every service has one container here')),
  ...all(['links', 'external_links'], ignored('services find each other by name on a common network')),
  ...all(['logging'], ignored("logs are kept as the engine's own settings say")),
  ...all(
    ['dns', 'dns_opt', 'dns_search', 'extra_hosts', 'domainname'],
    ignored('names are resolved as the engine does it'),
  ),
  ...all(['develop', 'attach', 'annotations', 'label_file'], ignored('it changes nothing in what runs')),
  ...all(
    ['platform', 'runtime', 'storage_opt', 'mac_address', 'pull_refresh_after'],
    ignored('the engine decides that'),
  ),
  ...all(
    [
      'cap_drop',
      'security_opt',
      'group_add',
      'sysctls',
      'ulimits',
      'cgroup_parent',
      'oom_kill_disable',
      'oom_score_adj',
    ],
    ignored("containers have the engine's own settings"),
  ),
  ...all(
    [
      'blkio_config',
      'cpu_count',
      'cpu_percent',
      'cpu_shares',
      'cpu_period',
      'cpu_quota',
      'cpu_rt_runtime',
      'cpu_rt_period',
      'cpuset',
      'mem_reservation',
      'mem_swappiness',
      'memswap_limit',
      'shm_size',
    ],
    ignored('of all limits there are mem_limit, cpus and pids_limit here'),
  ),
};

/** In `build`. */
export const BUILD: Readonly<Record<string, LeftOut>> = {
  dockerfile_inline: refused('write it into a file beside the Compose file, and name that'),
  additional_contexts: refused('a build has one context here'),
  secrets: refused('builds get no secrets here'),
  ssh: refused('builds get no keys here'),
  privileged: refused('a build with all rights of the machine is no longer contained'),
  entitlements: refused('a build with all rights of the machine is no longer contained'),
  ...all(
    [
      'cache_from',
      'cache_to',
      'pull',
      'platforms',
      'tags',
      'network',
      'shm_size',
      'extra_hosts',
      'isolation',
      'ulimits',
      'provenance',
      'sbom',
    ],
    ignored('the image is built once, on this engine, with its own cache'),
  ),
};

/** In `deploy`. */
export const DEPLOY: Readonly<Record<string, LeftOut>> = all(
  [
    'mode',
    'replicas',
    'endpoint_mode',
    'labels',
    'placement',
    'restart_policy',
    'update_config',
    'rollback_config',
  ],
  ignored('it is for a cluster; of "deploy" only the limits count here'),
);

/** In a network. */
export const NETWORK: Readonly<Record<string, LeftOut>> = all(
  ['driver', 'driver_opts', 'ipam', 'attachable', 'enable_ipv4', 'enable_ipv6'],
  ignored('networks are bridges with addresses that the engine chooses'),
);

/** On a service's place in a network. */
export const ATTACHMENT: Readonly<Record<string, LeftOut>> = all(
  [
    'ipv4_address',
    'ipv6_address',
    'link_local_ips',
    'mac_address',
    'priority',
    'gw_priority',
    'driver_opts',
    'interface_name',
  ],
  ignored('the engine chooses addresses; services find each other by name'),
);

/** In a volume. */
export const VOLUME: Readonly<Record<string, LeftOut>> = {
  driver: ignored("volumes are the engine's local ones"),
  driver_opts: refused("volumes are the engine's local ones, without options"),
};
