import { parseImageReference } from '../../../shared/dockerfile/analysis/image-reference';

/**
 * The one name under which the store knows an image: `docker.io/library/busybox:latest` for `busybox`. Undefined for
 * what is no name, such as an id.
 */
export function canonicalName(reference: string): string | undefined {
  const parsed = parseImageReference(reference);
  return parsed && `${parsed.domain}/${parsed.path}:${parsed.tag ?? 'latest'}`;
}

/** The name as people write it: `busybox:latest`. */
export function familiarName(canonical: string): string {
  const parsed = parseImageReference(canonical);
  return parsed ? `${parsed.familiar}:${parsed.tag ?? 'latest'}` : canonical;
}
