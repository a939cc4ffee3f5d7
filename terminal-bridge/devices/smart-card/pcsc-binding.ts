/**
 * What we use of the npm package `smartcard` 3.7, in types of our own: the package is optional, and where it is not
 * installed the program must still compile.
 */

export interface Binding {
  readonly Context: new () => BoundContext;
}

/** Throws on every call once the system's service is gone. */
export interface BoundContext {
  listReaders(): readonly BoundReader[];
  close(): void;
}

export interface BoundReader {
  readonly name: string;
  /** SCARD_STATE_… bits. */
  readonly state: number;
  connect(shareMode: number, protocols: number): Promise<BoundCard>;
}

export interface BoundCard {
  readonly atr: Uint8Array | null;
  /** 61xx and 6Cxx are handed through. `maxRecvLength` counts the status word. */
  transmit(apdu: Buffer, options: { readonly maxRecvLength: number }): Promise<Uint8Array>;
  disconnect(disposition: number): void;
}

/** In a variable, so that the compiler does not look for the package. */
const PACKAGE: string = 'smartcard';

/** Rejects when the package is not installed or not built; null when it is another one. */
export async function loadBinding(): Promise<Binding | null> {
  const loaded: unknown = await import(PACKAGE);
  const module = isObject(loaded) && isObject(loaded.default) ? loaded.default : loaded;
  return isBinding(module) ? module : null;
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isBinding = (value: unknown): value is Binding => isObject(value) && typeof value.Context === 'function';
