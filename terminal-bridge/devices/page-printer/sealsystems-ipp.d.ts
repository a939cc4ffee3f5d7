/** As much of the package as is used: bytes of RFC 8010 to objects and back. What it gives is checked by us. */
declare module '@sealsystems/ipp' {
  interface Ipp {
    /** Throws for an attribute or an operation it does not know. */
    serialize(message: object): Buffer;
    /** Throws on what is no IPP message; see `well-formed.ts` for what must not be handed to it. */
    parse(bytes: Buffer): unknown;
  }
  const ipp: Ipp;
  export default ipp;
}
