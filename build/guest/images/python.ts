import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import { readLayer } from '../../../electron/engines/embedded/layer/read-layer';
import { writeLayer } from '../../../electron/engines/embedded/layer/write-layer';
import { openssl } from './debian';
import { file, folder, layerOf, link, textOf } from './nodes';
import { trimmed } from './packages';
import type { BaseImageRecipe } from './recipe';
import { upstreamVersion } from './recipe';
import { WHEEL_PACKAGES, wheelOf } from './wheels';

const PACKAGES = [
  'python3.11-minimal:i386',
  'libpython3.11-minimal:i386',
  'libpython3.11-stdlib:i386',
  'python3.11-venv:i386',
  'python3-pip-whl',
  'media-types',
  'netbase',
  ...'libexpat1 libffi8 libsqlite3-0 libuuid1 libncursesw6 libreadline8'
    .split(' ')
    .map((name) => `${name}:i386`),
];

const HOME = '/usr/local/lib/python3.11';
const WHEELS = '/usr/share/drydock/wheels';
const MAX_BYTES = 512 * 1024 * 1024;

/** Python where Docker Hub's image has it, in /usr/local, with pip and a small index of wheels. */
export const python: BaseImageRecipe = {
  id: 'python',
  names: [
    'python:3.11-slim',
    'python:3.11',
    'python:3.11-slim-bookworm',
    'python:3.11-bookworm',
    'python:3-slim',
    'python:3',
    'python:slim',
    'python:latest',
  ],
  about:
    "Debian's Python 3.11 with its standard library, venv and pip. pip installs from a small index of wheels that lies in the image (Flask, requests, redis, gunicorn, pytest and what they need), and from no network.",
  base: openssl,
  packages: [...PACKAGES, ...WHEEL_PACKAGES],
  config: (packages) => ({
    Env: [
      'PATH=/usr/local/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      'LANG=C.UTF-8',
      `PYTHON_VERSION=${upstreamVersion(packages, 'python3.11-minimal')}`,
    ],
    Cmd: ['python3'],
  }),
  async files(packages, work, below) {
    const installed = packages.slice(0, PACKAGES.length);
    const nodes = installed
      .flatMap((each) => trimmed(each.nodes, TRIMMED))
      .map(inLocal)
      .map(asUpstream);
    const libraries = packages.slice(PACKAGES.length);
    const wheels = await Promise.all(libraries.map((each) => wheelOf(each, libraries)));
    const pip = installed.flatMap((each) => each.nodes).find((node) => /\/pip-[^/]*\.whl$/.test(node.path))!;
    const layer = layerOf([
      ...nodes.filter((node) => !node.path.startsWith('/usr/share/python-wheels')),
      ...['python3', 'python'].map((name) => link(`/usr/local/bin/${name}`, 'python3.11')),
      ...['pip', 'pip3', 'pip3.11'].map((name) => file(`/usr/local/bin/${name}`, PIP, 0o755)),
      file(`${HOME}/ensurepip/__init__.py`, ENSUREPIP),
      file(`${HOME}/ensurepip/__main__.py`, 'import ensurepip\n\nensurepip._main()\n'),
      folder(`${HOME}/site-packages`),
      file(`${HOME}/sitecustomize.py`, SITE),
      file('/etc/pip.conf', PIP_SETTINGS),
      ...wheels.map((wheel) => file(`${WHEELS}/${wheel.name}`, wheel.bytes)),
    ]);
    return layerOf([...layer, ...(await prepared([...below, ...layer], pip.content!, join(work, 'python')))]);
  },
};

const TRIMMED = [
  /^\/usr\/lib\/python3\.11\/(test|pydoc_data|turtle\.py|idlelib|lib2to3|tkinter|EXTERNALLY-MANAGED|sitecustomize\.py|ensurepip)(\/|$)/,
  /\/lib-dynload\/(_test|_xx|xx|_codecs_(cn|hk|jp|kr|tw|iso2022)|audioop|ossaudiodev|nis|_dbm|_ctypes_test)[^/]*$/,
  /^\/usr\/share\/(python3?|binfmts)(\/|$)/,
  /^\/etc\/python3\.11(\/|$)/,
];

function inLocal(node: FileNode): FileNode {
  return {
    ...node,
    path: node.path.replace(/^\/usr\/(lib\/python3\.11|bin\/python3\.11)(?=\/|$)/, '/usr/local/$1'),
  };
}

/** Debian puts what pip installs into dist-packages; Python itself, and Docker Hub's image, into site-packages. */
function asUpstream(node: FileNode): FileNode {
  const edits: Readonly<Record<string, readonly [string, string]>> = {
    [`${HOME}/sysconfig.py`]: ["prefix_scheme = 'posix_local'", "prefix_scheme = 'posix_prefix'"],
  };
  const edit = edits[node.path];
  if (!edit) return node;
  const text = textOf([node], node.path);
  if (!text.includes(edit[0])) throw new Error(`${node.path} is not as the recipe knows it.`);
  return { ...node, content: new TextEncoder().encode(text.replace(edit[0], edit[1])) };
}

/**
 * Bytecode of the library, and pip unpacked with its own: in an emulated machine compiling would take a minute. The
 * image's own Python makes it, in a root of its own.
 */
async function prepared(tree: readonly FileNode[], pip: Uint8Array, root: string): Promise<FileNode[]> {
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  const last = layerOf([...tree, file('/tmp/pip.whl', pip)]);
  execFileSync('tar', ['-x', '-C', root], { input: await writeLayer({ nodes: last, whiteouts: [] }) });
  const run = (...args: string[]) =>
    execFileSync('/usr/sbin/chroot', [root, '/usr/local/bin/python3.11', ...args], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { PATH: '/usr/bin:/bin', PYTHONHASHSEED: '0', SOURCE_DATE_EPOCH: '1767225600' },
    });
  run('-m', 'zipfile', '-e', '/tmp/pip.whl', `${HOME}/site-packages`);
  run('-m', 'compileall', '-q', '--invalidation-mode', 'unchecked-hash', '-x', 'lib2to3', HOME);
  const options = ['--sort=name', '--mtime=@1767225600', '--numeric-owner', '--owner=0', '--group=0'];
  const tar = execFileSync('tar', ['-c', '-C', root, ...options, HOME.slice(1)], { maxBuffer: MAX_BYTES });
  const { nodes } = await readLayer(tar);
  rmSync(root, { recursive: true, force: true });
  return nodes.filter((node) => /\/(__pycache__|site-packages)(\/|$)/.test(node.path));
}

/** The module site is frozen into Debian's Python and knows only Debian's folders. */
const SITE = `# Written for Drydock's image: packages lie where Python itself has them.
import site
import sys

if sys.prefix == sys.base_prefix:
    site.addsitedir(sys.prefix + "/lib/python%d.%d/site-packages" % sys.version_info[:2])
`;

const PIP_SETTINGS = `# pip of this image installs from the wheels that lie in it; PyPI needs a network.
# To use PyPI where there is one: pip install --isolated NAME
[global]
no-index = true
find-links = ${WHEELS}
disable-pip-version-check = true
`;

const PIP = `#!/usr/local/bin/python3.11
import sys
from pip._internal.cli.main import main

if __name__ == "__main__":
    sys.argv[0] = sys.argv[0].removesuffix(".exe")
    sys.exit(main())
`;

/** Python's own ensurepip unpacks a wheel, which takes very long in an emulated machine; this one copies the pip there is. */
const ENSUREPIP = `"""Puts pip into a new environment by copying the one of this image (written for Drydock's image)."""
import os
import shutil
import sys

__all__ = ["version", "bootstrap"]
_SITE = os.path.join(sys.base_prefix, "lib", "python%d.%d" % sys.version_info[:2], "site-packages")


def _distribution():
    return next(name for name in sorted(os.listdir(_SITE)) if name.startswith("pip-"))


def version():
    """The version of pip that is copied."""
    return _distribution().split("-")[1].removesuffix(".dist")


def bootstrap(*, root=None, upgrade=False, user=False, altinstall=False, default_pip=False, verbosity=0):
    """Copies pip into the environment of this Python and writes its commands."""
    import sysconfig

    target = sysconfig.get_path("purelib")
    scripts = sysconfig.get_path("scripts")
    if os.path.realpath(target) != os.path.realpath(_SITE):
        for name in ("pip", _distribution()):
            shutil.copytree(os.path.join(_SITE, name), os.path.join(target, name), dirs_exist_ok=True)
    os.makedirs(scripts, exist_ok=True)
    with open(os.path.join(sys.base_prefix, "bin", "pip3")) as source:
        lines = source.read().split("\\n", 1)
    major, minor = sys.version_info[:2]
    names = ["pip%d.%d" % (major, minor)]
    names += [] if altinstall else ["pip%d" % major]
    names += ["pip"] if default_pip else []
    for name in names:
        path = os.path.join(scripts, name)
        with open(path, "w") as script:
            script.write("#!%s\\n%s" % (sys.executable, lines[1]))
        os.chmod(path, 0o755)


def _main(argv=None):
    import argparse

    parser = argparse.ArgumentParser(prog="python -m ensurepip")
    parser.add_argument("--version", action="version", version="pip " + version())
    parser.add_argument("-v", "--verbose", action="count", default=0, dest="verbosity")
    parser.add_argument("-U", "--upgrade", action="store_true")
    parser.add_argument("--user", action="store_true")
    parser.add_argument("--root")
    parser.add_argument("--altinstall", action="store_true")
    parser.add_argument("--default-pip", action="store_true")
    options = parser.parse_args(argv)
    bootstrap(upgrade=options.upgrade, altinstall=options.altinstall, default_pip=options.default_pip)
`;
