/** By this a person's cases are found again, without the number being stored. */
import { blindIndexOf } from '../encryption/blind-index.ts';
import type { CaseServices } from './services.ts';

export async function personIndex(
  { keyring }: Pick<CaseServices, 'keyring'>,
  regionCode: string,
  number: string,
): Promise<Buffer> {
  const { key } = await keyring.key(regionCode, 'blind-index');
  return blindIndexOf(key, number.toUpperCase());
}
