/** Finds the social security application, or says what kind of card this is instead. */
import { fail, ok, type Result } from '@anban/foundation/result';
import { exchange, type Response } from '../smart-card/apdu.ts';
import type { LinkFault, SmartCard } from '../smart-card/transport.ts';
import type { SscReadFault } from './faults.ts';
import type { SscAlgorithm } from './social-security-card.ts';
import { isLocked, isNoSuchApplication, mayBeLocked, SW } from './status-words.ts';
import { walkBer } from './tlv.ts';

/** 社会保障系统环境 SSSE: "sx1.sh.社会保障" in GBK. */
const SSSE = Uint8Array.from(Buffer.from('7378312E73682EC9E7BBE1B1A3D5CF', 'hex'));
/** The directories of bank applications, by contact and contactless. */
const BANK = ['1PAY.SYS.DDF01', '2PAY.SYS.DDF01'].map((name) => Uint8Array.from(Buffer.from(name, 'latin1')));
const ALGORITHM_TAG = 0x86;
const ALGORITHMS: ReadonlyMap<number, SscAlgorithm> = new Map([
  [1, 'DES'],
  [2, 'SSF33'],
  [3, 'SM4'],
]);

export type ReadFault = SscReadFault | LinkFault;

/** What the application says about itself. `algorithm` null: it does not tell. */
export interface SelectedApplication {
  readonly algorithm: SscAlgorithm | null;
}

export async function selectApplication(card: SmartCard): Promise<Result<SelectedApplication, ReadFault>> {
  const first = await selectByName(card, SSSE);
  // One garbled answer must not call a good card another kind: whatever is no clear answer is asked for once more.
  const selected = isClear(first) ? first : await selectByName(card, SSSE);
  if (!selected.ok) return selected;
  const { sw, data } = selected.value;
  if (sw === SW.ok) return ok({ algorithm: algorithmOf(data) });
  if (isLocked(sw)) return fail('cardLocked');
  // Our cards carry a bank application too: with bad contacts, asking what else it is would make a bank card of it.
  if (!isNoSuchApplication(sw)) return fail('cardUnreadable');
  for (const name of BANK) {
    const bank = await selectByName(card, name);
    if (!bank.ok) return bank;
    if (bank.value.sw === SW.ok) return fail('bankCard');
    if (mayBeLocked(sw) && mayBeLocked(bank.value.sw)) return fail('cardLocked');
  }
  return fail('otherCard');
}

const isClear = (answer: Result<Response, LinkFault>): boolean =>
  answer.ok ? answer.value.sw === SW.ok || isLocked(answer.value.sw) : answer.fault.kind === 'removed';

const selectByName = (card: SmartCard, data: Uint8Array): Promise<Result<Response, LinkFault>> =>
  exchange(card, { ins: 0xa4, p1: 0x04, p2: 0x00, data });

function algorithmOf(fci: Uint8Array): SscAlgorithm | null {
  const value = walkBer(fci).find(({ tag }) => tag === ALGORITHM_TAG)?.value;
  return ALGORITHMS.get(value?.[0] ?? 0) ?? null;
}
