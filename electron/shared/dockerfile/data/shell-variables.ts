/** Variables a shell or the build sets by itself, in lower case. */
export const SHELL_VARIABLES: ReadonlySet<string> = new Set([
  '_',
  'http_proxy',
  'https_proxy',
  'ftp_proxy',
  'no_proxy',
  'all_proxy',
]);
