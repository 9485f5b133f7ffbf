import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ContainerMount, PortBinding } from '../shared/engine/container';
import { DrydockError } from '../shared/errors';

/** The error for an option that says nothing. */
export function misuse(message: string, remedy: string): DrydockError {
  return new DrydockError({ kind: 'invalid-input', message, remedy });
}

/** `NAME=VALUE`, or `NAME` with the value that the environment has, as Docker's command reads it. */
export function splitVariable(text: string): [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, process.env[text] ?? ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

/** `[[ADDRESS:]HOSTPORT:]PORT[/udp]`. Without an address it is the loopback: for all, write `0.0.0.0:8080:80`. */
export function parsePort(text: string): PortBinding {
  const match = /^(?:(?:([\d.]+|\[[\da-f:]+\]):)?(\d*):)?(\d+)(?:\/(tcp|udp))?$/i.exec(text);
  const containerPort = Number(match?.[3]);
  const hostPort = Number(match?.[2] || 0);
  if (!match || containerPort < 1 || containerPort > 65535 || hostPort > 65535) {
    throw misuse(`"${text}" is no port to publish.`, 'Write it like 8080:80.');
  }
  return {
    containerPort,
    hostPort,
    protocol: match[4]?.toLowerCase() === 'udp' ? 'udp' : 'tcp',
    ...(match[1] !== undefined && { hostAddress: match[1].replace(/^\[|\]$/g, '') }),
  };
}

/** `SOURCE:TARGET[:ro]`. A source that looks like a path is a folder or file of this machine, any other a volume. */
export function parseMount(text: string): ContainerMount {
  const match = /^((?:[A-Za-z]:[\\/])?[^:]+):(\/[^:]*)(?::(ro|rw))?$/.exec(text);
  if (!match) throw misuse(`"${text}" is no mount.`, 'Write it like ./data:/data or cache:/var/cache:ro.');
  const [, source = '', target = '', mode] = match;
  const common = { target, readOnly: mode === 'ro' };
  if (!/^[.~/\\]|^[A-Za-z]:[\\/]/.test(source)) return { ...common, type: 'volume', source };
  const path = resolve(source);
  if (!existsSync(path)) throw misuse(`There is no ${path} to mount.`, 'Create it, or correct the path.');
  return { ...common, type: 'bind', source: path };
}

/** `512m`, `1g`: bytes, with powers of 1024 as Docker's command counts memory. */
export function parseSize(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([kmg]?)i?b?$/i.exec(text);
  const power = ['', 'k', 'm', 'g'].indexOf((match?.[2] ?? '').toLowerCase());
  const bytes = Math.round(Number(match?.[1]) * 1024 ** power);
  if (bytes > 0) return bytes;
  throw misuse(`"${text}" is no size.`, 'Write it like 512m or 1g.');
}
