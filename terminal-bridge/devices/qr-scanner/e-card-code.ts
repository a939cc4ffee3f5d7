/**
 * What the code of an electronic social security card looks like from outside. Its format is not public: to us it is an
 * opaque text that stands for a person once, so that only what no such code can be is told apart here. Whether it is one,
 * the issuer says.
 */

/**
 * One word of base64, base64url or a token of them: without blanks and colons, which leaves out texts and addresses; at
 * least 32 characters, below which nothing that is good once and cannot be guessed fits (128 bits are 22 characters of
 * base64, and a code names its issuer besides), which leaves out payment codes (18 to 24 digits) and numbers.
 */
export const E_CARD_CODE = /^[A-Za-z0-9+/=_.~-]{32,512}$/;
