import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { V86_VERSION } from '../../electron/engines/embedded/machine/options';
import { root } from '../paths';
import { buildInitramfs } from './agent';
import { initramfs } from './initramfs.mjs';
import { unheldOptions } from './kernel';
import { changedFiles, GUEST_FOLDER, readManifest } from './manifest';
import { hasCompiler, installedVersion } from './toolchain';

describe('the committed guest', () => {
  it('is what its manifest says: checksums, licences, versions', () => {
    const manifest = readManifest();
    expect(changedFiles(manifest)).toEqual([]);
    for (const { license, packages } of manifest) {
      expect(license).not.toBe('');
      for (const version of Object.values(packages)) expect(version).toMatch(/^\S*\d/);
    }
  });

  const made = readManifest().find(({ file }) => file === 'initramfs')?.packages ?? {};
  const same =
    hasCompiler() && Object.entries(made).every(([name, version]) => installedVersion(name) === version);
  it.skipIf(!same)('has the agent that its sources give (skipped without the same compiler)', () => {
    expect(buildInitramfs().equals(readFileSync(join(GUEST_FOLDER, 'initramfs')))).toBe(true);
  });

  it('is saved by the version of v86 that is installed', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'node_modules/v86/package.json'), 'utf8')) as {
      version: string;
    };
    expect(V86_VERSION).toBe(version);
  });
});

describe('the recipe', () => {
  it('writes the same archive for the same agent', () => {
    const agent = Buffer.from('program');
    expect(initramfs(agent).equals(initramfs(agent))).toBe(true);
    expect(initramfs(agent).includes('TRAILER!!!')).toBe(true);
  });

  it('notices options that a kernel does not take', () => {
    const fragment = '# why\nCONFIG_A=y\nCONFIG_B=n\nCONFIG_C=n\nCONFIG_D="x"\n';
    const config = 'CONFIG_A=y\nCONFIG_B=y\n# CONFIG_C is not set\nCONFIG_D="y"\n';
    expect(unheldOptions(fragment, config)).toEqual(['CONFIG_B=n', 'CONFIG_D="x"']);
  });
});
