/** An operating system and a processor, as in `linux/arm64/v8`. */
export interface Platform {
  os: string;
  architecture: string;
  variant: string | undefined;
}

const SYSTEMS = new Set(
  'aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd openbsd plan9 solaris windows zos'.split(
    ' ',
  ),
);
const ARCHITECTURES = new Set(
  (
    '386 amd64 amd64p32 arm armbe arm64 arm64be ppc64 ppc64le loong64 mips mipsle mips64 mips64le mips64p32 ' +
    'mips64p32le ppc riscv riscv64 s390 s390x sparc sparc64 wasm'
  ).split(' '),
);
const ALIASES: Record<string, string> = {
  i386: '386',
  x86_64: 'amd64',
  'x86-64': 'amd64',
  aarch64: 'arm64',
  armhf: 'arm',
  armel: 'arm',
};

/** Reads a platform as containerd does; undefined when it is none. A missing part is taken from `linux/amd64`. */
export function parsePlatform(text: string): Platform | undefined {
  if (text.includes('*')) return undefined;
  const parts = text.split('/').map((part) => part.trim());
  if (parts.some((part) => !/^[A-Za-z0-9_.()-]+$/.test(part))) return undefined;
  const [first, second, variant] = parts as [string, string?, string?];
  const lower = first.replace(/\(.*\)$/, '').toLowerCase();
  if (second === undefined) {
    if (lower === 'local') return { os: 'linux', architecture: 'amd64', variant: undefined };
    const system = lower === 'macos' ? 'darwin' : lower;
    if (SYSTEMS.has(system)) return { os: system, architecture: 'amd64', variant: undefined };
    const architecture = ALIASES[lower] ?? lower;
    return ARCHITECTURES.has(architecture) ? { os: 'linux', architecture, variant: undefined } : undefined;
  }
  if (parts.length > 3) return undefined;
  const architecture = ALIASES[second.toLowerCase()] ?? second.toLowerCase();
  return { os: lower === 'macos' ? 'darwin' : lower, architecture, variant };
}

/** `os/architecture[/variant]`. */
export function formatPlatform(platform: Platform): string {
  return [platform.os, platform.architecture, platform.variant].filter(Boolean).join('/');
}

/** The ARGs every FROM may use, with their values for a build for `platform` on the same machine. */
export function platformArguments(platform: string, target: string): Map<string, string> {
  const parsed = parsePlatform(platform) ?? { os: 'linux', architecture: 'amd64', variant: undefined };
  const values = new Map<string, string>();
  for (const prefix of ['BUILD', 'TARGET']) {
    values.set(`${prefix}PLATFORM`, formatPlatform(parsed));
    values.set(`${prefix}OS`, parsed.os);
    values.set(`${prefix}OSVERSION`, '');
    values.set(`${prefix}ARCH`, parsed.architecture);
    values.set(`${prefix}VARIANT`, parsed.variant ?? '');
  }
  values.set('TARGETSTAGE', target || 'default');
  return values;
}
