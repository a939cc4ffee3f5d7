/** Version of what a person at the door agrees to (texts.ts); kept with the record of the comparison (Order 19 art 6). */
export const ENTRY_CONSENT_VERSION = '2026-11.1-door';
