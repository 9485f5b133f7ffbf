/** How an image comes from a registry or goes to one. */

/** Who asks the registry. */
export type RegistryCredentials =
  { readonly username: string; readonly password: string } | { readonly identityToken: string };

/** One message of a transfer. A transfer that ends without throwing is complete. */
export interface TransferEvent {
  /** Short id of the layer it is about; absent for what is about the whole image. */
  readonly layer?: string;
  /** `there` is a layer that need not be moved. */
  readonly state: 'waiting' | 'moving' | 'unpacking' | 'done' | 'there' | 'message';
  /** Bytes moved, and all bytes, where they are known. */
  readonly current?: number;
  readonly total?: number;
  /** The engine's own words. */
  readonly text: string;
}
