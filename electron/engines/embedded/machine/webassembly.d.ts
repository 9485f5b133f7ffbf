/** The little of WebAssembly that is used here: Node has it, and its types leave it to the browser's. */
declare namespace WebAssembly {
  type Imports = Record<string, Record<string, unknown>>;
  type Exports = Record<string, unknown>;
  function instantiate(
    bytes: ArrayBuffer,
    imports: Imports,
  ): Promise<{ readonly instance: { readonly exports: Exports } }>;
}
