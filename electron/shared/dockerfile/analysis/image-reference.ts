/** An image name taken apart, with the defaults Docker fills in. */
export interface ImageReference {
  /** `docker.io` when none was written. */
  domain: string;
  /** With `library/` for official images. */
  path: string;
  tag: string | undefined;
  digest: string | undefined;
  /** The name as people write it: without `docker.io/` and `library/`. */
  familiar: string;
}

const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const PATH = new RegExp(`^${COMPONENT}(?:/${COMPONENT})*$`);
const HOST = '(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])';
const DOMAIN = new RegExp(`^(?:${HOST}(?:\\.${HOST})*|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?$`);
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/**
 * Reads an image name by the grammar of the distribution reference package, after Docker's normalisation.
 * Undefined when the name is not valid.
 */
export function parseImageReference(name: string): ImageReference | undefined {
  if (/^[a-f0-9]{64}$/.test(name)) return undefined;
  let rest = name;
  let digest: string | undefined;
  const at = rest.indexOf('@');
  if (at >= 0) {
    digest = rest.slice(at + 1);
    rest = rest.slice(0, at);
    if (!DIGEST.test(digest)) return undefined;
  }
  let tag: string | undefined;
  const colon = rest.lastIndexOf(':');
  if (colon > rest.lastIndexOf('/')) {
    tag = rest.slice(colon + 1);
    rest = rest.slice(0, colon);
    if (!TAG.test(tag)) return undefined;
  }
  const { domain, path } = splitDomain(rest);
  if (!PATH.test(path) || !DOMAIN.test(domain) || path.length > 255) return undefined;
  const official = domain === 'docker.io';
  const familiar = official ? path.replace(/^library\//, '') : `${domain}/${path}`;
  return { domain, path, tag, digest, familiar };
}

function splitDomain(name: string): { domain: string; path: string } {
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(slash, 0));
  const isDomain =
    slash >= 0 && (/[.:]/.test(first) || first === 'localhost' || first !== first.toLowerCase());
  let domain = isDomain ? first : 'docker.io';
  let path = isDomain ? name.slice(slash + 1) : name;
  if (domain === 'index.docker.io') domain = 'docker.io';
  if (domain === 'docker.io' && !path.includes('/')) path = `library/${path}`;
  return { domain, path };
}
