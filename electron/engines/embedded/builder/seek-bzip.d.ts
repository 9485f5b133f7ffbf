/** The part that is used of a package without types of its own. */
declare module 'seek-bzip' {
  const Bunzip: {
    /** Calls `writeByte` with each byte. Throws for what is no bzip2 or is damaged. */
    decode(input: Buffer, output: { writeByte(byte: number): void }, multistream?: boolean): unknown;
  };
  export default Bunzip;
}
