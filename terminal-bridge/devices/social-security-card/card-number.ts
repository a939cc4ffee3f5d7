/** The number of a social security card (卡号, LD/T 32 annex A): eight characters and a check character. */

const WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

/** The check character for the first eight; letters count from A = 10. */
export function cardNumberCheck(first8: string): string {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number.parseInt(first8.charAt(i), 36), 0);
  const check = 11 - (sum % 11);
  return check === 10 ? 'X' : check === 11 ? '0' : String(check);
}

export const isCardNumber = (text: string): boolean =>
  /^[0-9A-Z]{8}[0-9X]$/.test(text) && cardNumberCheck(text.slice(0, 8)) === text[8];
