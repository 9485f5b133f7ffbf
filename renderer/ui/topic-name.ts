/** Topics whose words are written otherwise than their slug. */
const names: Readonly<Record<string, string>> = {
  'arg-env': 'ARG and ENV',
  'arg-and-env': 'ARG and ENV',
  'cmd-entrypoint': 'CMD and ENTRYPOINT',
  'copy-on-write': 'copy-on-write',
  'entrypoint-and-cmd': 'ENTRYPOINT and CMD',
  hpc: 'HPC',
  jupyterhub: 'JupyterHub',
  'multi-stage': 'multi-stage builds',
  oci: 'OCI',
};

/** A topic as it is written in a sentence: its slug's words, unless they are spelled in a way of their own. */
export function topicName(slug: string): string {
  return names[slug] ?? slug.replaceAll('-', ' ');
}
