import type { Mount, RunInstruction } from '../../../shared/dockerfile/ast';
import { mountField, mountType, secretIdOf } from '../../../shared/dockerfile/instructions/mount-fields';
import type { Step } from '../../../shared/dockerfile/analysis/model';
import { expandIn } from './environment';

/** A `RUN --mount` with its variables replaced. */
export type RunMount =
  | {
      readonly type: 'bind';
      readonly from: string | undefined;
      readonly source: string;
      readonly target: string;
    }
  | {
      readonly type: 'cache';
      readonly id: string;
      readonly target: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    }
  | { readonly type: 'tmpfs'; readonly target: string; readonly size: number | undefined }
  | {
      readonly type: 'secret';
      readonly id: string;
      readonly target: string;
      readonly required: boolean;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    }
  | { readonly type: 'ssh'; readonly required: boolean };

/** Reads the mounts of a RUN; relative targets are below `workdir`. */
export function readMounts(step: Step, instruction: RunInstruction, workdir: string): RunMount[] {
  return instruction.mounts.map((mount) => readMount(step, mount, workdir));
}

function readMount(step: Step, mount: Mount, workdir: string): RunMount {
  const value = (...names: string[]): string | undefined => {
    const field = mountField(mount, ...names);
    return field?.value === undefined ? undefined : expandIn(step, field.value);
  };
  const number = (name: string, radix: number, otherwise: number) => {
    const text = value(name);
    return text === undefined ? otherwise : parseInt(text, radix);
  };
  const isTrue = (name: string) =>
    mountField(mount, name) !== undefined && !/^(?:0|f|false)$/i.test(value(name) ?? 'true');
  const readSecret = (): RunMount => {
    const named = value('target', 'dst', 'destination');
    const id = secretIdOf(value);
    return {
      type: 'secret',
      id,
      target: named === undefined ? `/run/secrets/${id}` : absolute(named, workdir),
      required: isTrue('required'),
      mode: number('mode', 8, 0o400),
      uid: number('uid', 10, 0),
      gid: number('gid', 10, 0),
    };
  };
  const target = absolute(value('target', 'dst', 'destination') ?? workdir, workdir);
  switch (mountType(mount)) {
    case 'cache':
      return {
        type: 'cache',
        id: value('id') ?? target,
        target,
        mode: number('mode', 8, 0o755),
        uid: number('uid', 10, 0),
        gid: number('gid', 10, 0),
      };
    case 'tmpfs':
      return { type: 'tmpfs', target, size: sizeOf(value('size')) };
    case 'secret':
      return readSecret();
    case 'ssh':
      return { type: 'ssh', required: isTrue('required') };
    default:
      return {
        type: 'bind',
        from: value('from'),
        source: absolute(value('source', 'src') ?? '/', '/'),
        target,
      };
  }
}

const UNITS: Readonly<Record<string, number>> = {
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
};

function sizeOf(text: string | undefined): number | undefined {
  const [, number, unit = ''] = /^(\d+(?:\.\d+)?)\s*([kmgtp]?)/i.exec(text ?? '') ?? [];
  return number === undefined ? undefined : Math.floor(Number(number) * (UNITS[unit.toLowerCase()] ?? 1));
}

function absolute(path: string, folder: string): string {
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : folder}/${path}`.split('/')) {
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}
