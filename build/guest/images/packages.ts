import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Downloads a Debian package, `name:architecture`, and unpacks it; gives the folder of its files. */
export function extractPackage(name: string, work: string): string {
  const tree = join(work, name.replace(':', '_'));
  if (existsSync(tree)) return tree;
  const download = join(work, 'packages', name.replace(':', '_'));
  mkdirSync(download, { recursive: true });
  execFileSync('apt-get', ['download', '-qq', name], {
    cwd: download,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [archive] = readdirSync(download).filter((each) => each.endsWith('.deb'));
  if (archive === undefined) throw new Error(`apt-get gave no package ${name}.`);
  execFileSync('dpkg-deb', ['-x', join(download, archive), tree]);
  return tree;
}

/** The version that would be downloaded, such as `1:1.35.0-4+deb12u1+b1`. */
export function packageVersion(name: string): string {
  const policy = execFileSync('apt-cache', ['policy', name], { encoding: 'utf8' });
  const version = /Candidate: (\S+)/.exec(policy)?.[1];
  if (version === undefined || version === '(none)') {
    throw new Error(
      `Debian's lists have no ${name}: run "dpkg --add-architecture i386 && apt-get update" as root.`,
    );
  }
  return version;
}
