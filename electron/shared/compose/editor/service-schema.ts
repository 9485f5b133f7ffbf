import type { Schema } from '../../yaml/schema';
import { entries, list, map, one, text } from '../../yaml/schema';
import { BUILD, DEVELOP } from './build-schema';
import { DEPLOY } from './deploy-schema';
import {
  amount,
  command,
  count,
  devices,
  duration,
  extraHosts,
  hook,
  labels,
  mounted,
  NAME,
  names,
  options,
  pairs,
  size,
  stringOrList,
  switchable,
  ULIMITS,
} from './parts';
import { portProblem } from './values';

const CAPABILITIES = ['ALL', 'CHOWN', 'NET_ADMIN', 'NET_BIND_SERVICE', 'NET_RAW', 'SYS_ADMIN', 'SYS_PTRACE'];

const healthcheck = map('How the engine finds out whether the container works.', {
  test: one(
    ['text', 'list'],
    'The command; exit code 0 means well. A list begins with CMD, CMD-SHELL or NONE.',
    {
      items: text('', { suggestions: ['CMD', 'CMD-SHELL', 'NONE'] }),
    },
  ),
  interval: duration('How often; 30s by default.'),
  timeout: duration('How long one may take; 30s by default.'),
  retries: amount('How many failures in a row mean unhealthy; 3 by default.'),
  start_period: duration('How long after the start failures do not count.'),
  start_interval: duration('How often during that time.'),
  disable: switchable('Ignore the check of the image.'),
});

const dependsOn = one(['list', 'map'], 'Services that start first, and on request must be healthy first.', {
  items: text('A service of this file.'),
  entries: map(
    'What to wait for.',
    {
      condition: text('When it counts as there.', {
        values: ['service_started', 'service_healthy', 'service_completed_successfully'],
      }),
      restart: switchable('Restart this service when that one is restarted.'),
      required: one(['flag'], 'Whether this service cannot start without it; true by default.'),
    },
    { required: ['condition'] },
  ),
  keys: NAME,
});

const volumes = list('What is mounted: volumes of this file, or folders of this machine.', {
  kinds: ['text', 'map'],
  doc: '`VOLUME:/path`, or `./folder:/path:ro`.',
  fields: {
    type: text('What is mounted.', { values: ['volume', 'bind', 'tmpfs', 'image', 'npipe', 'cluster'] }),
    source: text('A volume of this file, a path of this machine, or an image.'),
    target: text('Where in the container.'),
    read_only: switchable('Nothing can be written there.'),
    consistency: text('How strictly both sides agree.'),
    bind: map('For a folder of this machine.', {
      propagation: text('How mounts inside it are seen.', {
        values: ['private', 'rprivate', 'shared', 'rshared', 'slave', 'rslave'],
      }),
      create_host_path: switchable('Make the folder when it is not there.'),
      selinux: text('Its label: `z` shared, `Z` for this container alone.', { values: ['z', 'Z'] }),
      recursive: text('Whether mounts inside it come along.', {
        values: ['enabled', 'disabled', 'writable', 'readonly'],
      }),
    }),
    volume: map('For a volume.', {
      nocopy: switchable('Do not fill it with what the image has there.'),
      subpath: text('Only this folder of it.'),
      labels: labels('Labels of the volume.'),
    }),
    tmpfs: map('For a file system in memory.', {
      size: size('How large it may grow.'),
      mode: one(['number', 'text'], 'Its permissions.'),
    }),
    image: map('For an image.', { subpath: text('Only this folder of it.') }),
  },
  required: ['type'],
});

const ports = list('Ports of the container that this machine opens to the outside.', {
  kinds: ['text', 'number', 'map'],
  doc: '`HOST:CONTAINER`, such as `8080:80`. Put it in quotes.',
  check: portProblem,
  suggestions: ['"8080:80"', '"127.0.0.1:8080:80"'],
  fields: {
    name: text('A name for people.'),
    target: count('The port in the container.'),
    published: one(['text', 'whole'], 'The port of this machine.'),
    host_ip: text('Which address of this machine.', { suggestions: ['127.0.0.1'] }),
    protocol: text('tcp or udp.', { suggestions: ['tcp', 'udp'] }),
    app_protocol: text('What is spoken there.', { suggestions: ['http', 'https'] }),
    mode: text('How it is opened in a cluster.', { suggestions: ['host', 'ingress'] }),
  },
});

const networks = one(['list', 'map'], 'The networks of this file that the service joins.', {
  items: text('A network of this file.'),
  entries: one(['map', 'empty'], 'How it joins.', {
    fields: {
      aliases: names('More names for it there.'),
      ipv4_address: text('A fixed address.'),
      ipv6_address: text('A fixed address of IPv6.'),
      link_local_ips: names('Link-local addresses.'),
      mac_address: text('Its hardware address there.'),
      interface_name: text('What the interface is called in the container.'),
      driver_opts: options('Settings of the driver.'),
      priority: amount('Which network is joined first; the highest number.'),
      gw_priority: amount('Which network leads outside; the highest number.'),
    },
  }),
  keys: NAME,
});

const logging = map('Where the output goes.', {
  driver: text('Who keeps it.', { suggestions: ['json-file', 'local', 'journald', 'syslog', 'none'] }),
  options: options('Settings of the driver, such as `max-size`.'),
});

const limits = {
  cpus: amount('How many processors it may use, such as 0.5.'),
  cpu_count: count('How many processors, on Windows.'),
  cpu_percent: amount('Which part of the processors, on Windows.'),
  cpu_shares: amount('Its weight among others; 1024 is usual.'),
  cpu_quota: amount('Microseconds of processor time in each period.'),
  cpu_period: amount('Length of that period.'),
  cpu_rt_period: one(['text', 'number'], 'Period of the real-time scheduler.'),
  cpu_rt_runtime: one(['text', 'number'], 'Real-time share of each period.'),
  cpuset: text('Which processors, such as `0-1`.'),
  mem_limit: size('The most memory. Beyond it the kernel ends the process.'),
  mem_reservation: size('Memory that is kept free for it.'),
  mem_swappiness: count('How readily memory is swapped out, 0 to 100.'),
  memswap_limit: size('Memory and swap together; -1 for no limit.'),
  pids_limit: amount('The most processes; -1 for no limit.'),
  oom_kill_disable: switchable('Do not end it when memory runs out.'),
  oom_score_adj: count('How likely it is ended first, -1000 to 1000.'),
  shm_size: size('Size of /dev/shm.'),
  ulimits: ULIMITS,
  blkio_config: { ...one(['map'], 'Limits of reading and writing disks.'), open: true },
} satisfies Record<string, Schema>;

const rights = {
  user: text('Who runs in it: a name or a number, `1000:1000`.', { suggestions: ['"1000:1000"'] }),
  group_add: list('More groups of that user.', one(['text', 'number'], '')),
  privileged: switchable('All rights over this machine. Nearly always the wrong answer.'),
  read_only: switchable('Nothing can be written but in volumes and tmpfs.'),
  cap_add: names('Rights of root that it gets.', CAPABILITIES),
  cap_drop: names('Rights of root that it loses.', CAPABILITIES),
  security_opt: names('Security settings.', ['no-new-privileges:true', 'seccomp=unconfined']),
  userns_mode: text('Its user namespace.', { suggestions: ['host'] }),
  credential_spec: map('Credentials on Windows.', { config: text(''), file: text(''), registry: text('') }),
  isolation: text('How it is isolated, on Windows.'),
  use_api_socket: one(['flag'], 'It may speak to the engine itself.'),
} satisfies Record<string, Schema>;

/** A service of a Compose file. */
export const SERVICE: Schema = map('A kind of container, and how it is run.', {
  image: text('The image to run; what it is called when it is built here.'),
  build: BUILD,
  command: command('What is run instead of the CMD of the image.'),
  entrypoint: command('What is run instead of the ENTRYPOINT of the image.'),
  environment: pairs('Variables. A name alone takes the value of this machine.'),
  env_file: one(['text', 'list'], 'Files with variables.', {
    suggestions: ['.env'],
    items: one(['text', 'map'], 'A file with variables.', {
      fields: {
        path: text('The file.'),
        required: switchable('Whether it must be there; true by default.'),
        format: text('How it is read; `raw` takes values as they stand.', { suggestions: ['raw'] }),
      },
      required: ['path'],
    }),
  }),
  ports,
  expose: list('Ports that other services may reach; a note for people.', one(['text', 'number'], '')),
  volumes,
  depends_on: dependsOn,
  healthcheck,
  networks,
  network_mode: text('Another network than those of this file.', {
    suggestions: ['bridge', 'host', 'none', 'service:'],
  }),
  restart: text('When it is started again.', {
    check: (value) =>
      /^(?:no|always|unless-stopped|on-failure(?::\d+)?)$/.test(value)
        ? undefined
        : `"${value}" is no restart policy: it is "no", always, on-failure or unless-stopped.`,
    suggestions: ['unless-stopped', 'always', 'on-failure', '"no"'],
  }),
  deploy: DEPLOY,
  develop: DEVELOP,
  secrets: mounted('Secrets of this file that it gets, as files in `/run/secrets`.'),
  configs: mounted('Configs of this file that it gets, as files.'),
  profiles: names('It starts only when one of these profiles is asked for.'),
  container_name: text('A fixed name; such a service cannot have two containers.', {
    check: (name) =>
      /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name) ? undefined : `"${name}" is no name of a container.`,
  }),
  working_dir: text('The folder it starts in.'),
  hostname: text('What it calls itself.'),
  domainname: text('Its domain.'),
  labels: labels('Labels of its containers.'),
  label_file: stringOrList('Files with labels.'),
  annotations: pairs('Annotations of its containers.'),
  init: switchable('A small first process that passes signals on and clears up.'),
  attach: switchable('Whether `docker compose up` shows its output; true by default.'),
  stdin_open: switchable('Keep its input open; like `docker run -i`.'),
  tty: switchable('Give it a terminal; like `docker run -t`.'),
  stop_signal: text('The signal that stops it.', { suggestions: ['SIGTERM', 'SIGINT', 'SIGQUIT'] }),
  stop_grace_period: duration('How long it may take to stop; 10s by default.'),
  logging,
  tmpfs: stringOrList('Paths that live in memory.'),
  extends: one(['text', 'map'], 'Another service whose settings it starts from.', {
    fields: { service: text('Its name.'), file: text('The file it is in.') },
    required: ['service'],
  }),
  platform: text('For which kind of machine.', { suggestions: ['linux/amd64', 'linux/arm64'] }),
  pull_policy: text('When the image is fetched.', {
    check: (value) =>
      /^(?:always|never|build|if_not_present|missing|refresh|daily|weekly|every_(?:\d+[wdhms])+)$/.test(value)
        ? undefined
        : `"${value}" is no pull policy: it is always, missing, never or build.`,
    suggestions: ['missing', 'always', 'never', 'build'],
  }),
  pull_refresh_after: text('After how long it is fetched again.'),
  scale: count('How many containers.'),
  ...limits,
  ...rights,
  gpus: { ...devices('GPUs it may use; `all` for every one.'), kinds: ['text', 'list'], values: ['all'] },
  devices: list('Devices of this machine, `/dev/x:/dev/x`.', {
    kinds: ['text', 'map'],
    fields: { source: text('Here.'), target: text('In the container.'), permissions: text('r, w and m.') },
    required: ['source'],
  }),
  device_cgroup_rules: names('Rules for devices.'),
  dns: stringOrList('Name servers.'),
  dns_opt: names('Settings of name resolution.'),
  dns_search: stringOrList('Domains that are tried behind a name.'),
  extra_hosts: extraHosts('Names of hosts that it knows.'),
  external_links: names('Containers outside this project.'),
  links: {
    ...names('Services it can reach.'),
    obsolete: 'services of one network reach each other by name.',
  },
  volumes_from: names('All volumes of another service.'),
  mac_address: text('Its hardware address.'),
  ipc: text('Its namespace for shared memory.', { suggestions: ['shareable', 'host', 'service:'] }),
  pid: one(['text', 'empty'], 'Its namespace for processes.', { suggestions: ['host', 'service:'] }),
  uts: text('Its namespace for host names.', { suggestions: ['host'] }),
  cgroup: text('Its namespace for limits.', { values: ['host', 'private'] }),
  cgroup_parent: text('The group of limits it belongs to.'),
  runtime: text('Which program runs it.', { suggestions: ['runc', 'nvidia'] }),
  storage_opt: options('Settings of the storage driver.'),
  sysctls: pairs('Settings of the kernel for it.'),
  post_start: list('What is run after it started.', hook('A command.')),
  pre_stop: list('What is run before it is stopped.', hook('A command.')),
  provider: map(
    'Somebody else runs it.',
    { type: text('Who.'), options: entries('Its settings.', one([], 'The value.', { open: true })) },
    { required: ['type'] },
  ),
  models: one(['list', 'map'], 'Models of this file that it uses.', {
    items: text('A model of this file.'),
    entries: map('How it learns of it.', {
      endpoint_var: text('The variable that gets its address.'),
      model_var: text('The variable that gets its name.'),
    }),
    keys: NAME,
  }),
});
