/** Which keys the switches of this terminal are. */
export interface SwitchKeys {
  /** `KeyboardEvent.code` of each. */
  readonly next: string;
  readonly press: string;
}

/** From the address of the page (`?next=Space&press=Enter`), as a terminal's switches are wired. */
export function keysOf(search: string): SwitchKeys {
  const given = new URLSearchParams(search);
  return { next: given.get('next') ?? 'Space', press: given.get('press') ?? 'Enter' };
}

/** The keys, if this terminal is said to have switches: only then does a first press of one mean that somebody does. */
export function wiredKeys(search: string): SwitchKeys | null {
  const given = new URLSearchParams(search);
  return given.has('next') || given.has('press') ? keysOf(search) : null;
}
