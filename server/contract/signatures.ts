/**
 * HTTP Message Signatures (RFC 9421) with Ed25519 on every request of an enrolled terminal.
 * Covered: method, path, query, content digest. Parameters: created, nonce, keyid (= terminalId), alg.
 */
export const SIGNATURE_LABEL = 'anban';
export const SIGNED_COMPONENTS = ['@method', '@path', '@query', 'content-digest'] as const;
export const SIGNED_PARAMETERS = ['created', 'nonce', 'keyid', 'alg'] as const;
/** A signature older or newer than this is refused; a nonce is remembered for as long. Seconds. */
export const SIGNATURE_LIFETIME_S = 300;
