import { splitCommandLine } from '../engine/command-line';
import type { ContainerLimits, Healthcheck, RestartPolicy } from '../engine/container';
import { toErrorData } from '../errors';
import type { Field } from './field';
import type {
  ComposeAttachment,
  ComposeBuild,
  ComposeDependency,
  ComposeEnvFile,
  ComposeService,
} from './model';
import { readGrants, readMounts, readTmpfs } from './mounts';
import { readPorts } from './ports';
import * as leftOut from './unsupported';

type Draft = { -readonly [K in keyof ComposeService]: ComposeService[K] };

/** Reads one service. What cannot be read is reported, and left at its default. */
export function readService(name: string, field: Field): ComposeService {
  const service: Draft = {
    name,
    line: field.line,
    pullPolicy: 'missing',
    environment: {},
    envFiles: [],
    ports: [],
    mounts: [],
    networks: [],
    dependsOn: [],
    profiles: [],
    secrets: [],
    configs: [],
    restart: { policy: 'no' },
    labels: {},
    tty: false,
    stdin: false,
    init: false,
    readOnlyRoot: false,
    stopGraceSeconds: 10,
    limits: {},
  };
  const limit = (limits: ContainerLimits): void => void (service.limits = { ...service.limits, ...limits });
  let networksGiven = false;
  field.read(
    {
      image: (each) => set(service, 'image', each.text('the name of an image')),
      build: (each) => set(service, 'build', readBuild(each)),
      pull_policy: (each) => {
        const word = each.oneOf(['missing', 'if_not_present', 'always', 'never', 'build']);
        service.pullPolicy = word === 'if_not_present' || word === undefined ? 'missing' : word;
      },
      command: (each) => set(service, 'command', readCommand(each)),
      entrypoint: (each) => set(service, 'entrypoint', readCommand(each)),
      environment: (each) => (service.environment = each.variables()),
      env_file: (each) => (service.envFiles = readEnvFiles(each)),
      ports: (each) => (service.ports = readPorts(each)),
      expose: (each) => void each.texts(),
      volumes: (each) => (service.mounts = [...service.mounts, ...readMounts(each)]),
      tmpfs: (each) => (service.mounts = [...service.mounts, ...readTmpfs(each)]),
      networks: (each) => {
        networksGiven = true;
        service.networks = readAttachments(each);
      },
      network_mode: (each) => {
        const mode = each.text();
        if (mode === 'none') service.networkMode = 'none';
        else if (mode !== 'bridge')
          each.error('Drydock knows the network modes none and bridge only; name a network instead.');
      },
      depends_on: (each) => (service.dependsOn = readDependencies(each)),
      healthcheck: (each) => set(service, 'healthcheck', readHealthcheck(each)),
      profiles: (each) => (service.profiles = each.texts()),
      secrets: (each) => (service.secrets = readGrants(each, '/run/secrets/')),
      configs: (each) => (service.configs = readGrants(each, '/')),
      restart: (each) => (service.restart = readRestart(each)),
      container_name: (each) => set(service, 'containerName', each.text()),
      hostname: (each) => set(service, 'hostname', each.text()),
      user: (each) => set(service, 'user', each.text()),
      working_dir: (each) => set(service, 'workingDir', each.text()),
      labels: (each) => (service.labels = each.labels()),
      tty: (each) => (service.tty = each.boolean() ?? false),
      stdin_open: (each) => (service.stdin = each.boolean() ?? false),
      init: (each) => (service.init = each.boolean() ?? false),
      read_only: (each) => (service.readOnlyRoot = each.boolean() ?? false),
      stop_signal: (each) => set(service, 'stopSignal', each.text()),
      stop_grace_period: (each) => (service.stopGraceSeconds = Math.ceil((each.duration() ?? 10_000) / 1000)),
      mem_limit: (each) => limit(some('memoryBytes', each.bytes())),
      cpus: (each) => limit(some('cpus', each.number())),
      pids_limit: (each) => limit(some('processes', each.integer(-1, 2 ** 31))),
      deploy: (each) => readDeploy(each, limit),
    },
    leftOut.SERVICE,
    'a mapping with an image or a build',
  );
  if (service.image === undefined && service.build === undefined) {
    field.error('a service needs an "image", or a "build" that makes one.');
  }
  if (service.networkMode === 'none' && networksGiven) {
    field.error('"network_mode: none" and "networks" contradict each other.');
  }
  if (!networksGiven && service.networkMode === undefined) {
    service.networks = [{ network: 'default', aliases: [] }];
  }
  return service;
}

function readBuild(field: Field): ComposeBuild | undefined {
  let context: string | undefined = '.';
  const build: { -readonly [K in keyof ComposeBuild]: ComposeBuild[K] } = {
    context: '.',
    args: {},
    noCache: false,
    labels: {},
  };
  if (field.isMapping) {
    field.read(
      {
        context: (each) => (context = each.text()),
        dockerfile: (each) => set(build, 'dockerfile', each.text()),
        target: (each) => set(build, 'target', each.text()),
        args: (each) => (build.args = each.labels()),
        no_cache: (each) => (build.noCache = each.boolean() ?? false),
        labels: (each) => (build.labels = each.labels()),
      },
      leftOut.BUILD,
    );
  } else context = field.text('a folder to build, or a mapping');
  if (context === undefined) return undefined;
  if (/^[a-z+]+:\/\/|^git@|^github\.com\//.test(context)) {
    return field.error(
      'Drydock builds folders of this machine only; copy the files beside the Compose file.',
    );
  }
  return { ...build, context };
}

/** A text is split like a shell would split it; nothing clears what the image has, null leaves it. */
function readCommand(field: Field): readonly string[] | undefined {
  if (field.isEmpty) return undefined;
  if (field.isList) return field.texts();
  const text = field.text('a command, or a list of its words');
  try {
    return text === undefined ? undefined : splitCommandLine(text);
  } catch (thrown) {
    return field.error(toErrorData(thrown).message);
  }
}

function readEnvFiles(field: Field): readonly ComposeEnvFile[] {
  const items = field.isList ? field.list() : [field];
  return items.flatMap((item) => {
    let path: string | undefined;
    let required = true;
    let raw = false;
    if (item.isMapping) {
      item.read({
        path: (each) => (path = each.text()),
        required: (each) => (required = each.boolean() ?? true),
        format: (each) => (raw = each.oneOf(['raw', 'dotenv']) === 'raw'),
      });
      if (path === undefined) item.error('the "path" is missing.');
    } else path = item.text('a path, or a list of paths');
    return path === undefined ? [] : [{ path, required, raw, line: item.line }];
  });
}

function readAttachments(field: Field): readonly ComposeAttachment[] {
  if (field.isList) return field.texts().map((network) => ({ network, aliases: [] }));
  return [...field.fields('a list of networks, or a mapping')].map(([network, each]) => {
    let aliases: readonly string[] = [];
    if (!each.isEmpty) {
      each.read({ aliases: (inner) => (aliases = inner.texts()) }, leftOut.ATTACHMENT);
    }
    return { network, aliases };
  });
}

function readDependencies(field: Field): readonly ComposeDependency[] {
  const plain = { condition: 'service_started', restart: false, required: true } as const;
  if (field.isList) return field.texts().map((service) => ({ ...plain, service }));
  return [...field.fields('a list of services, or a mapping')].map(([service, each]) => {
    const dependency: { -readonly [K in keyof ComposeDependency]: ComposeDependency[K] } = {
      ...plain,
      service,
    };
    each.read({
      condition: (inner) =>
        (dependency.condition =
          inner.oneOf(['service_started', 'service_healthy', 'service_completed_successfully']) ??
          'service_started'),
      restart: (inner) => (dependency.restart = inner.boolean() ?? false),
      required: (inner) => (dependency.required = inner.boolean() ?? true),
    });
    return dependency;
  });
}

function readHealthcheck(field: Field): Healthcheck | undefined {
  const check: { -readonly [K in keyof Healthcheck]: Healthcheck[K] } = { test: [] };
  let disabled = false;
  field.read(
    {
      test: (each) => (check.test = readTest(each)),
      interval: (each) => set(check, 'intervalMs', each.duration()),
      timeout: (each) => set(check, 'timeoutMs', each.duration()),
      start_period: (each) => set(check, 'startPeriodMs', each.duration()),
      retries: (each) => set(check, 'retries', each.integer(0, 10_000)),
      disable: (each) => (disabled = each.boolean() ?? false),
    },
    { start_interval: { effect: 'ignored', why: 'the interval is the same from the start' } },
  );
  if (disabled) return { test: ['NONE'] };
  return check.test.length > 0 || Object.keys(check).length > 1 ? check : undefined;
}

function readTest(field: Field): readonly string[] {
  if (!field.isList) {
    const text = field.text('a command, or a list that begins with CMD or CMD-SHELL');
    return text === undefined ? [] : ['CMD-SHELL', text];
  }
  const words = field.texts();
  if (/^(CMD|CMD-SHELL|NONE)$/.test(words[0] ?? '')) return words;
  field.error('the list must begin with CMD, CMD-SHELL or NONE.');
  return [];
}

function readRestart(field: Field): RestartPolicy {
  const text = field.text('no, always, on-failure or unless-stopped');
  const match = /^(?:(no|always|unless-stopped)|on-failure(?::(\d+))?|false)$/.exec(text ?? 'no');
  if (!match)
    field.error(
      `"${text}" is no restart policy; there are "no", always, on-failure[:times] and unless-stopped.`,
    );
  if (text?.startsWith('on-failure')) return { policy: 'on-failure', retries: Number(match?.[2] ?? 0) };
  return { policy: (match?.[1] as 'always' | 'unless-stopped' | undefined) ?? 'no' };
}

function readDeploy(field: Field, limit: (limits: ContainerLimits) => void): void {
  const amounts = (each: Field) =>
    each.read(
      {
        cpus: (inner) => limit(some('cpus', inner.number())),
        memory: (inner) => limit(some('memoryBytes', inner.bytes())),
        pids: (inner) => limit(some('processes', inner.integer(-1, 2 ** 31))),
      },
      { devices: leftOut.SERVICE.devices! },
    );
  field.read(
    {
      resources: (each) =>
        each.read(
          { limits: amounts },
          { reservations: { effect: 'ignored', why: 'nothing is kept free for a service' } },
        ),
    },
    leftOut.DEPLOY,
  );
}

/** Sets a field that is absent unless there is a value. */
function set<T, K extends keyof T>(target: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) target[key] = value;
}

/** A limit; what is not above zero is none. */
function some(key: keyof ContainerLimits, value: number | undefined): ContainerLimits {
  return value !== undefined && value > 0 ? { [key]: value } : {};
}
