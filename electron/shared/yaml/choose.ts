import { composeLanguage } from '../compose/editor/language';
import { hadolintLanguage } from '../hadolint/language';
import { kubernetesLanguage } from '../kubernetes/language';
import type { YamlLanguage } from './language';

/** YAML that nothing more is known of: whether it is YAML at all is still said. */
const plainYaml: YamlLanguage = {
  name: 'yaml',
  habits: {},
  schemaOf: () => undefined,
  offers: () => ({ schema: () => undefined }),
};

/** The language of a file, by its name and, where that says nothing, by what is in it. */
export function languageFor(path: string, text: string): YamlLanguage {
  const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/^\.?hadolint\.ya?ml$/.test(name)) return hadolintLanguage;
  if (isComposeFile(path)) return composeLanguage;
  if (/^(?:apiVersion|kind)\s*:/m.test(text)) return kubernetesLanguage;
  if (/^services\s*:/m.test(text)) return composeLanguage;
  // An empty file may become anything; objects of Kubernetes have no name of their own for files.
  return text.trim() === '' || /^\s*\w*$/.test(text) ? kubernetesLanguage : plainYaml;
}

/** `compose.yaml`, `docker-compose.yml`, `compose.override.yaml` and the like. */
export function isComposeFile(path: string): boolean {
  return /^(?:docker-)?compose(?:[.-][\w.-]+)?\.ya?ml$/i.test(path.slice(path.lastIndexOf('/') + 1));
}
