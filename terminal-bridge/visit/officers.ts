/** Officers who confirm at the terminal: PINs from the roster, locked after five wrong ones, also over a restart. */
import { scrypt, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@anban/foundation/clock';
import { normaliseIdentityNumber } from '@anban/foundation/identity-number';
import { fail, ok, type Result } from '@anban/foundation/result';
import { type Officer, PIN_SCRYPT, staffCardTokenOf } from '@anban/server/contract/roster';
import { z } from 'zod';
import type { BridgeLog } from '../log.ts';
import type { FaultName } from '../protocol/faults.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Store } from '../store/store.ts';
import { Strangers } from './strangers.ts';

export const WRONG_PINS = 5;
export const LOCKED_MS = 600_000;
/** Compared when nobody has the staff number, so that both refusals take the same time. */
const NOBODY = {
  salt: Buffer.alloc(16).toString('base64url'),
  hash: Buffer.alloc(PIN_SCRYPT.hashBytes).toString('base64url'),
};

const Failures = z.object({ failures: z.int(), last_at: z.int() });

export class Officers {
  readonly #store: Store;
  readonly #roster: RosterStore;
  readonly #clock: Clock;
  readonly #log: BridgeLog;
  readonly #strangers: Strangers;
  /** One PIN at a time: parallel guesses would all be counted too late. */
  #tail: Promise<unknown> = Promise.resolve();

  constructor(store: Store, roster: RosterStore, clock: Clock, log: BridgeLog) {
    this.#store = store;
    this.#roster = roster;
    this.#clock = clock;
    this.#log = log;
    this.#strangers = new Strangers(clock, LOCKED_MS);
  }

  /** The officer's id, or `officerUnknown` (number or PIN wrong), `officerLastTry` (the same, one try left), `officerLocked`. */
  verify(staffNumber: string, pin: string): Promise<Result<string, FaultName>> {
    const result = this.#tail.then(() => this.#verify(staffNumber, pin));
    this.#tail = result.catch(() => {});
    return result;
  }

  /**
   * The same with the officer's own card in place of the number: `staffCardUnknown` (card or PIN) instead of
   * `officerUnknown`. `number`: as the card bears it.
   */
  async verifyCard(number: string, pin: string): Promise<Result<string, FaultName>> {
    const { bundle } = this.#roster;
    const token =
      bundle === null
        ? null
        : staffCardTokenOf(Buffer.from(bundle.tokenKey, 'base64url'), normaliseIdentityNumber(number));
    const officer = bundle?.officers.find(({ cardToken }) => cardToken !== undefined && cardToken === token);
    if (officer === undefined) return this.#refuseStranger(token, pin);
    const verified = await this.verify(officer.staffNumber, pin);
    return !verified.ok && verified.fault === 'officerUnknown' ? fail('staffCardUnknown') : verified;
  }

  /** In the time and with the words of a wrong PIN. */
  async #refuseStranger(token: string | null, pin: string): Promise<Result<never, FaultName>> {
    if (token !== null && this.#strangers.times(token) >= WRONG_PINS) return fail('officerLocked');
    await pinMatches(NOBODY, pin);
    const refused = token === null ? 'officerUnknown' : faultAfter(this.#strangers.add(token));
    return fail(refused === 'officerUnknown' ? 'staffCardUnknown' : refused);
  }

  async #verify(staffNumber: string, pin: string): Promise<Result<string, FaultName>> {
    if (this.#failures(staffNumber) >= WRONG_PINS) return fail('officerLocked');
    const officer = this.#roster.bundle?.officers.find((candidate) => candidate.staffNumber === staffNumber);
    const right = await pinMatches(officer?.pin ?? NOBODY, pin);
    if (officer !== undefined && right) {
      this.#store.db.prepare('delete from pin_failure where staff_number = ?').run(staffNumber);
      return ok(officer.officerId);
    }
    this.#addFailure(staffNumber);
    const refused = faultAfter(this.#failures(staffNumber));
    if (refused === 'officerLocked') this.#log.write('officer-locked');
    return fail(refused);
  }

  #failures(staffNumber: string): number {
    this.#store.db.prepare('delete from pin_failure where last_at < ?').run(this.#clock.now() - LOCKED_MS);
    const row = this.#store.db
      .prepare('select failures, last_at from pin_failure where staff_number = ?')
      .get(staffNumber);
    return row === undefined ? 0 : Failures.parse(row).failures;
  }

  #addFailure(staffNumber: string): void {
    this.#store.db
      .prepare(
        `insert into pin_failure (staff_number, failures, last_at) values (?, 1, ?)
         on conflict (staff_number) do update set failures = failures + 1, last_at = excluded.last_at`,
      )
      .run(staffNumber, this.#clock.now());
  }
}

/** What is said after so many wrong PINs: the last try is announced. */
function faultAfter(failures: number): 'officerUnknown' | 'officerLastTry' | 'officerLocked' {
  if (failures >= WRONG_PINS) return 'officerLocked';
  return failures === WRONG_PINS - 1 ? 'officerLastTry' : 'officerUnknown';
}

function pinMatches(expected: Officer['pin'], pin: string): Promise<boolean> {
  const { hashBytes, cost } = PIN_SCRYPT;
  return new Promise((resolve, reject) => {
    scrypt(pin, Buffer.from(expected.salt, 'base64url'), hashBytes, cost, (error, hash) => {
      const wanted = Buffer.from(expected.hash, 'base64url');
      if (error === null) resolve(wanted.length === hash.length && timingSafeEqual(wanted, hash));
      else reject(error);
    });
  });
}
