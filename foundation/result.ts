/** An expected outcome: a value or a named fault. Bugs throw; everything a person can meet is a `Result`. */
export type Result<T, F> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly fault: F };

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });
export const fail = <F>(fault: F): { readonly ok: false; readonly fault: F } => ({ ok: false, fault });

/** The value, or a thrown error that names the fault: for command lines and tests, where a fault ends the program. */
export function unwrap<T, F>(result: Result<T, F>): T {
  if (result.ok) return result.value;
  throw new Error(`unexpected fault: ${JSON.stringify(result.fault)}`);
}
