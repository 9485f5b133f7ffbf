/** The hexadecimal part of a digest, which has its algorithm before it (OCI image-spec, descriptor.md, "Digests"). */
export function hexOf(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}
