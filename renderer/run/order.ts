import type { ImageConfig } from '../../electron/shared/engine/image';
import type { ContainerOrder } from '../../electron/shared/engine/methods';

/** A port as it is typed: inside, and on this machine, where empty takes a free one. */
export interface PortField {
  readonly inside: string;
  readonly outside: string;
}

/** A name and a value as they are typed. */
export interface PairField {
  readonly name: string;
  readonly value: string;
}

/** What was typed of how a container is to run. */
export interface RunForm {
  readonly name: string;
  readonly command: string;
  readonly ports: readonly PortField[];
  readonly env: readonly PairField[];
  /** Volume and path. */
  readonly volumes: readonly PairField[];
  readonly memory: string;
  readonly cpus: string;
}

/** What is wrong with a field: its name, and its line where there are several. */
export interface FieldProblem {
  readonly field: 'name' | 'ports' | 'env' | 'volumes' | 'memory' | 'cpus';
  readonly line?: number;
  readonly message: string;
}

export const emptyForm: RunForm = {
  name: '',
  command: '',
  ports: [],
  env: [],
  volumes: [],
  memory: '',
  cpus: '',
};

/** A form that publishes what the image exposes and keeps the rest as the image has it. */
export function formFor(config: Pick<ImageConfig, 'exposedPorts'>): RunForm {
  const ports = config.exposedPorts.flatMap((port) => {
    const [number, protocol = 'tcp'] = port.split('/');
    return protocol === 'tcp' && number !== undefined ? [{ inside: number, outside: '' }] : [];
  });
  return { ...emptyForm, ports };
}

/** What was typed as an order, or what is wrong with it. Lines left empty are no lines. */
export function orderOf(
  form: RunForm,
): { readonly order: ContainerOrder } | { readonly problems: readonly FieldProblem[] } {
  const problems: FieldProblem[] = [];
  const wrong = (field: FieldProblem['field'], message: string, line?: number): void =>
    void problems.push({ field, message, ...(line !== undefined && { line }) });

  const name = form.name.trim();
  if (name && !/^[a-zA-Z0-9][\w.-]+$/.test(name)) {
    wrong(
      'name',
      'A name has letters, digits, dots, dashes and underscores, and begins with a letter or digit.',
    );
  }
  const ports = form.ports.flatMap(({ inside, outside }, line) => {
    if (!inside.trim() && !outside.trim()) return [];
    const [containerPort, hostPort] = [portNumber(inside), outside.trim() ? portNumber(outside) : 0];
    if (containerPort === null || hostPort === null) {
      wrong('ports', 'A port is a number from 1 to 65535.', line);
      return [];
    }
    return [{ containerPort, hostPort }];
  });
  const env = form.env.flatMap((pair, line): [string, string][] => {
    if (!pair.name.trim() && !pair.value) return [];
    if (!/^[A-Za-z_]\w*$/.test(pair.name.trim())) {
      wrong('env', 'A variable has letters, digits and underscores, and does not begin with a digit.', line);
    }
    return [[pair.name.trim(), pair.value]];
  });
  const volumes = form.volumes.flatMap((pair, line) => {
    const [volume, target] = [pair.name.trim(), pair.value.trim()];
    if (!volume && !target) return [];
    if (!/^[a-zA-Z0-9][\w.-]+$/.test(volume)) wrong('volumes', 'A volume is named like a container.', line);
    else if (!/^\/[^:]*$/.test(target)) wrong('volumes', 'The path begins with a slash.', line);
    return [{ name: volume, target }];
  });
  const memory = amount(form.memory, 6, 65_536);
  if (memory === null) wrong('memory', 'Memory is a whole number of megabytes, 6 at least.');
  const cpus = amount(form.cpus, 0.01, 64);
  if (cpus === null) wrong('cpus', 'CPUs are a number like 0.5.');
  if (problems.length > 0) return { problems };
  return {
    order: {
      ...(name && { name }),
      ...(form.command.trim() && { command: form.command.trim() }),
      ...(ports.length > 0 && { ports }),
      ...(env.length > 0 && { env: Object.fromEntries(env) }),
      ...(volumes.length > 0 && { volumes }),
      ...(memory !== undefined && memory !== null && { memoryMegabytes: Math.round(memory) }),
      ...(cpus !== undefined && cpus !== null && { cpus }),
    },
  };
}

function portNumber(text: string): number | null {
  const port = Number(text.trim());
  return Number.isInteger(port) && port >= 1 && port <= 65_535 ? port : null;
}

/** A number within bounds; undefined where nothing was typed, null where it is none. */
function amount(text: string, least: number, most: number): number | null | undefined {
  if (!text.trim()) return undefined;
  const value = Number(text.trim().replace(',', '.'));
  return value >= least && value <= most ? value : null;
}
