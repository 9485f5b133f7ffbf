/** Languages the editor colours. Everything else is plain text. */
export const editorLanguages = [
  'dockerfile',
  'shell',
  'python',
  'yaml',
  'json',
  'javascript',
  'html',
  'css',
  'markdown',
  'ini',
  'dockerignore',
] as const;
export type EditorLanguage = (typeof editorLanguages)[number] | 'plaintext';

const byExtension: Readonly<Record<string, EditorLanguage>> = {
  sh: 'shell',
  bash: 'shell',
  py: 'python',
  yml: 'yaml',
  yaml: 'yaml',
  json: 'json',
  js: 'javascript',
  mjs: 'javascript',
  cjs: 'javascript',
  html: 'html',
  htm: 'html',
  css: 'css',
  md: 'markdown',
  markdown: 'markdown',
  ini: 'ini',
  conf: 'ini',
  cfg: 'ini',
  toml: 'ini',
  env: 'ini',
};

/** The language of a file, told by its name alone, so that a new empty file has one at once. */
export function languageOf(path: string): EditorLanguage {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (isDockerfile(path)) return 'dockerfile';
  if (isDockerignore(path)) return 'dockerignore';
  if (name === '.env' || name.startsWith('.env.')) return 'ini';
  return byExtension[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'plaintext';
}

/** `Dockerfile`, `Dockerfile.dev`, `dev.Dockerfile`, `Containerfile`; but not `Dockerfile.dockerignore`. */
export function isDockerfile(path: string): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name.endsWith('.dockerignore')) return false;
  return /^(Dockerfile|Containerfile)(\.[\w.-]+)?$|\.(d|D)ockerfile$/.test(name);
}

/** `.dockerignore`, and `Dockerfile.dockerignore` for one Dockerfile alone. */
export function isDockerignore(path: string): boolean {
  return path.endsWith('.dockerignore');
}

/** The language behind the info string of a fenced code block, and the file a "Try it" of it should be called. */
export function scratchFileFor(language: string): string {
  const name = language.toLowerCase();
  const known: Readonly<Record<string, string>> = {
    dockerfile: 'Dockerfile',
    docker: 'Dockerfile',
    containerfile: 'Dockerfile',
    bash: 'try.sh',
    sh: 'try.sh',
    shell: 'try.sh',
    console: 'try.sh',
    python: 'try.py',
    py: 'try.py',
    yaml: 'try.yaml',
    yml: 'try.yaml',
    json: 'try.json',
    javascript: 'try.js',
    js: 'try.js',
    html: 'try.html',
    css: 'try.css',
    ini: 'try.ini',
  };
  return known[name] ?? 'try.txt';
}

/** YAML, of whatever language. */
export function isYaml(path: string): boolean {
  return languageOf(path) === 'yaml';
}
