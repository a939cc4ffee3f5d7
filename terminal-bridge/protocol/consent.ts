/**
 * Versions of what people agree to before the camera opens (Order 19 art 6). The words are the kiosk's
 * (services/check-in/texts.ts, services/room-entry/texts.ts); each version's are kept in kiosk/services/consent-texts/, and
 * other words need a new version. The bridge takes no other, so that a record never names words that nobody can find.
 */
export const CONSENT_VERSION = '2026-11.6';
/** At the door of the room. */
export const ENTRY_CONSENT_VERSION = '2026-11.3-door';
export const CONSENT_VERSIONS = [CONSENT_VERSION, ENTRY_CONSENT_VERSION] as const;
