import type {
  ContainerHood,
  HoodInterface,
  HoodMount,
  HoodNamespace,
  HoodOverlay,
  HoodProcess,
  HoodSecurity,
} from '../../../shared/engine/hood';
import { capabilityNames } from '../../../shared/engine/hood';
import type { GuestInspection } from '../guest-container';

/** Reads what the agent tells of a container. `diffId` names the image's layer that has this name in the guest. */
export function readInspection(
  container: string,
  inspection: GuestInspection,
  diffId: (layer: string) => string | null,
): ContainerHood {
  return {
    container,
    machine: `Linux ${inspection.kernel}, inside Drydock`,
    processes: readProcesses(inspection.processes),
    namespaces: readNamespaces(inspection.namespaces),
    limits: rows(inspection.limits).map(([file = '', value = '']) => ({ file, value })),
    overlay: readOverlay(inspection.overlay, diffId),
    mounts: readMounts(inspection.mounts),
    interfaces: readInterfaces(inspection.traffic),
    security: readSecurity(inspection.security),
  };
}

/** Lines of pid, pid inside, parent, uid, state, resident kB and command. */
export function readProcesses(text: string): HoodProcess[] {
  return rows(text).map(([outside, inside, parent, uid, state = '?', resident, command = '']) => ({
    outside: Number(outside),
    inside: Number(inside),
    parent: Number(parent),
    uid: Number(uid),
    state,
    residentBytes: Number(resident) * 1024,
    command,
  }));
}

/** Lines of kind, the container's and the machine's, the last two as links like `pid:[4026531836]`. */
function readNamespaces(text: string): HoodNamespace[] {
  const number = (link = '') => /\[(\d+)\]/.exec(link)?.[1] ?? link;
  return rows(text).map(([kind = '', container, machine]) => ({
    kind,
    container: number(container),
    machine: number(machine),
  }));
}

function readOverlay(text: string, diffId: (layer: string) => string | null): HoodOverlay {
  const lines = rows(text);
  const one = (part: string) => lines.find(([name]) => name === part)?.[1] ?? '';
  const lower = lines.filter(([name]) => name === 'lower').map(([, path = '']) => path);
  return {
    lower: lower.reverse().map((path) => ({ path, diffId: diffId(path.slice(path.lastIndexOf('/') + 1)) })),
    upper: one('upper'),
    work: one('work'),
    merged: one('merged'),
  };
}

/** The format of proc(5), where spaces and the like in names are octal escapes. */
function readMounts(text: string): HoodMount[] {
  const plain = (name = '') =>
    name.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 8)));
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => {
      const [source, target, type = '', options = ''] = line.split(' ');
      return { source: plain(source), target: plain(target), type, options: options.split(',') };
    });
}

/** `/proc/PID/net/dev`: two lines of titles, then `name: bytes packets ... bytes packets ...`. */
export function readInterfaces(text: string): HoodInterface[] {
  return text
    .split('\n')
    .map((line) => /^\s*([^:\s]+):\s*(\d+(?:\s+\d+){15})\s*$/.exec(line))
    .filter((match) => match !== null)
    .map(([, name = '', numbers = '']) => {
      const counters = numbers.split(/\s+/).map(Number);
      return { name, receivedBytes: counters[0] ?? 0, sentBytes: counters[8] ?? 0 };
    });
}

const SECCOMP = ['off', 'strict', 'filter'] as const;

function readSecurity(text: string): HoodSecurity | null {
  const values = new Map(rows(text).map(([name = '', value = '']) => [name.replace(/:$/, ''), value]));
  const effective = values.get('CapEff');
  if (effective === undefined) return null;
  return {
    capabilities: capabilityNames(effective),
    noNewPrivileges: values.get('NoNewPrivs') === '1',
    seccomp: SECCOMP[Number(values.get('Seccomp'))] ?? 'off',
  };
}

function rows(text: string): string[][] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
}
