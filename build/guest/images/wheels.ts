import { createHash } from 'node:crypto';
import { ZipFile } from 'yazl';
import type { FileNode } from '../../../electron/engines/embedded/layer/node';
import type { DebianPackage } from './packages';

/** Debian's packages of the Python libraries that `pip install` finds in the image. All work without compiled parts. */
export const WHEEL_PACKAGES = [
  'python3-flask',
  'python3-werkzeug',
  'python3-jinja2',
  'python3-markupsafe:i386',
  'python3-itsdangerous',
  'python3-click',
  'python3-gunicorn',
  'python3-redis',
  'python3-async-timeout',
  'python3-requests',
  'python3-urllib3',
  'python3-idna',
  'python3-charset-normalizer',
  'python3-chardet',
  'python3-certifi',
  'python3-yaml:i386',
  'python3-dateutil',
  'python3-six',
  'python3-tabulate',
  'python3-packaging',
  'python3-pytest',
  'python3-iniconfig',
  'python3-pluggy',
  'python3-attr',
  'python3-dotenv',
];

/** A wheel: its file name and bytes. */
export interface Wheel {
  readonly name: string;
  readonly bytes: Uint8Array;
}

interface Member {
  readonly path: string;
  readonly content: Uint8Array;
}

const LIBRARIES = '/usr/lib/python3/dist-packages/';

/**
 * The Python library of a Debian package as a wheel (PyPA, binary distribution format). Compiled parts are left out,
 * since these libraries have Python in their place. What it needs of `others` is taken from Debian's dependencies, which
 * its own metadata leaves out at times. Throws an Error for a package with no library.
 */
export async function wheelOf(
  { name, version, nodes, control }: DebianPackage,
  others: readonly DebianPackage[],
): Promise<Wheel> {
  const library = libraryOf(nodes);
  const about = metadataOf(library);
  if (!about) throw new Error(`The package ${name} has no Python library.`);
  const folder = relative(about).split('/')[0]!;
  const aside = (file: string) => {
    const node = library.find((each) => relative(each) === `${folder}/${file}`);
    return node && new TextDecoder().decode(node.content);
  };
  const text = new TextDecoder().decode(about.content);
  const distribution = fieldOf(text, 'Name').replace(/[-_.]+/g, '_');
  const info = `${distribution}-${fieldOf(text, 'Version')}.dist-info`;
  const own = /^Requires-Dist:/m.test(text) ? '' : requirements(aside('requires.txt') ?? '');
  const requires = own + debianRequirements(control, others, `${text}\n${own}`);
  const [head = '', ...body] = text.trimEnd().split(/\n\n/);
  const origin = `Comment: made by Drydock from the Debian package ${name} ${version}`;
  const encode = (content: string) => new TextEncoder().encode(content);
  const members: Member[] = [
    ...library
      .filter((node) => !relative(node).startsWith(`${folder}`) && !/\.(so|pyi|pyx|c)$/.test(node.path))
      .map((node) => ({ path: relative(node), content: node.content ?? new Uint8Array() })),
    {
      path: `${info}/METADATA`,
      content: encode([`${head.trimEnd()}\n${requires}`.trimEnd(), ...body].join('\n\n') + '\n'),
    },
    {
      path: `${info}/WHEEL`,
      content: encode(
        `Wheel-Version: 1.0\nGenerator: drydock\nRoot-Is-Purelib: true\nTag: py3-none-any\n${origin}\n`,
      ),
    },
  ];
  const entryPoints = aside('entry_points.txt');
  if (entryPoints !== undefined)
    members.push({ path: `${info}/entry_points.txt`, content: encode(entryPoints) });
  const record = members.map(({ path, content }) => {
    const sum = createHash('sha256').update(content).digest('base64url');
    return `${path},sha256=${sum},${content.length}\n`;
  });
  members.push({ path: `${info}/RECORD`, content: encode(`${record.join('')}${info}/RECORD,,\n`) });
  return { name: `${info.replace('.dist-info', '')}-py3-none-any.whl`, bytes: await zip(members) };
}

function libraryOf(nodes: readonly FileNode[]): FileNode[] {
  return nodes.filter((node) => node.path.startsWith(LIBRARIES) && node.type === 'file');
}

function relative(node: FileNode): string {
  return node.path.slice(LIBRARIES.length);
}

function metadataOf(library: readonly FileNode[]): FileNode | undefined {
  return library.find((node) => /^[^/]+\.(egg-info(\/PKG-INFO)?|dist-info\/METADATA)$/.test(relative(node)));
}

function fieldOf(text: string, key: string): string {
  return new RegExp(`^${key}: *(.*?)\\s*$`, 'm').exec(text)?.[1] ?? '';
}

/** Debian's dependencies on the other libraries as Requires-Dist lines, without those that are `known`. */
function debianRequirements(control: string, others: readonly DebianPackage[], known: string): string {
  const lines: string[] = [];
  for (const dependency of fieldOf(control, 'Depends').split(/,\s*/)) {
    const [, package_, bound = ''] = /^([\w.+-]+)(?::any)?(?: \(>= ([\w.]+)[^)]*\))?/.exec(dependency) ?? [];
    const other = others.find((each) => each.name === package_);
    const about = other && metadataOf(libraryOf(other.nodes));
    if (!about) continue;
    const name = fieldOf(new TextDecoder().decode(about.content), 'Name');
    const listed = new RegExp(`^Requires-Dist: ${name}(?![\\w-])[^;]*$`, 'im');
    if (!listed.test(known)) lines.push(`Requires-Dist: ${name}${bound && ` (>=${bound})`}\n`);
  }
  return lines.join('');
}

/** setuptools' requires.txt as Requires-Dist lines; a section is an extra, a marker, or both: `[extra:marker]`. */
function requirements(text: string): string {
  let marker = '';
  const lines: string[] = [];
  for (const line of text.split('\n').map((each) => each.trim())) {
    const [, section] = /^\[(.*)\]$/.exec(line) ?? [];
    if (section !== undefined) {
      const [extra, condition = ''] = section.split(/:(.*)/);
      const parts = [condition && `(${condition})`, extra && `extra == "${extra}"`].filter(Boolean);
      marker = parts.length > 0 ? `; ${parts.join(' and ')}` : '';
    } else if (line) lines.push(`Requires-Dist: ${line}${marker}\n`);
  }
  return lines.join('');
}

async function zip(members: readonly Member[]): Promise<Uint8Array> {
  const archive = new ZipFile();
  for (const { path, content } of members) {
    archive.addBuffer(Buffer.from(content), path, {
      mtime: new Date(2026, 0, 1),
      mode: 0o100644,
      forceDosTimestamp: true,
    });
  }
  archive.end();
  const chunks: Uint8Array[] = [];
  for await (const chunk of archive.outputStream) chunks.push(chunk as Uint8Array);
  return new Uint8Array(Buffer.concat(chunks));
}
