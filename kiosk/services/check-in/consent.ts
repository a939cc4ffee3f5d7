/** Version of the consent text that the person sees (texts.ts); kept with the record of the check (Order 19 art 6). */
export const CONSENT_VERSION = '2026-11.4';
