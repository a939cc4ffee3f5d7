/** What partner systems do for a case. Each is an interface: samples and tests use the simulators, operators their own. */
import type { Clock } from '@anban/foundation/clock';
import type { Result } from '@anban/foundation/result';
import { z } from 'zod';
import type { Tx } from '../db/database.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type { Keyring } from '../encryption/keyring.ts';

export interface ExchangeServices {
  readonly keyring: Keyring;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
}

const Day = z.iso.date();
const Yuan = z.string().regex(/^\d{1,10}(\.\d{1,2})?$/);

/** What the insurance system knows of a person (社会保险经办: 参保、缴费、账户). */
export const InsuranceRecord = z.strictObject({
  /** Periods of work-injury insurance; `until` null = still insured. */
  insured: z.array(z.strictObject({ from: Day, until: Day.nullable() })).max(100),
  /** Monthly contribution wages, yuan. */
  wages: z.array(z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), wage: Yuan })).max(600),
  /** What was really paid before the injury, where the employer has reported it. */
  originalWage: Yuan.optional(),
  /** 社保卡金融账户. */
  account: z
    .string()
    .regex(/^\d{8,32}$/)
    .optional(),
});
export type InsuranceRecord = z.infer<typeof InsuranceRecord>;

export interface InsuranceRecords {
  /** Null: the insurance system does not know this number. */
  find(tx: Tx, services: ExchangeServices, person: PersonKey): Promise<InsuranceRecord | null>;
}

export interface PersonKey {
  readonly regionCode: string;
  /** 公民身份号码. */
  readonly number: string;
}

export type FigureName = 'area-average' | 'province-average' | 'minimum-wage';

/** A table of published figures without a row: the office has to enter it; nothing is guessed from another year. */
export interface FigureAbsent {
  readonly name: 'figure-without-year';
  readonly figure: FigureName;
  readonly area: string;
  readonly year: number;
  readonly message: string;
  readonly hint: string;
  readonly code: 'EX-11';
}

export interface FigureQuery {
  readonly regionCode: string;
  /** GB/T 2260 code, six digits. */
  readonly area: string;
  readonly figure: FigureName;
  /** Year of statistics. */
  readonly year: number;
  /** The row valid on this day: figures are published during the year after. */
  readonly on: string;
}

export interface RegionalFigures {
  /** Yuan a month, as text. */
  find(tx: Tx, query: FigureQuery): Promise<Result<string, FigureAbsent>>;
  /** The minimum wage in force on a day. */
  minimumWage(tx: Tx, query: Omit<FigureQuery, 'figure' | 'year'>): Promise<Result<string, FigureAbsent>>;
}

export interface PaymentRequest {
  readonly regionCode: string;
  readonly caseId: string;
  readonly partId: string;
  readonly batch: string;
  /** Yuan, once. */
  readonly amount: string;
  readonly monthly: readonly Monthly[];
  readonly account: string;
}

/** Yuan a month from a month to a month; `until` null: until a later instruction. */
export interface Monthly {
  readonly item: string;
  readonly amount: string;
  readonly from: string;
  readonly until: string | null;
}

/** The months to pay from now on, in the place of every instruction before; nothing is paid once. */
export type ChangeRequest = Omit<PaymentRequest, 'batch' | 'amount'>;

export interface Settlement {
  readonly regionCode: string;
  readonly orderId: string;
  readonly on: string;
  readonly outcome:
    | { readonly state: 'paid'; readonly receipt: string }
    | { readonly state: 'returned'; readonly reason: string };
}

export interface Payments {
  /** Writes the order in the transaction of the step; gives its id. */
  order(tx: Tx, services: ExchangeServices, request: PaymentRequest): Promise<string>;
  /** Whether there ever was an order for this part. */
  known(tx: Tx, part: { readonly regionCode: string; readonly partId: string }): Promise<boolean>;
  /** Tells the bank of another schedule, in the transaction of the step; gives the instruction's id. */
  change(tx: Tx, services: ExchangeServices, request: ChangeRequest): Promise<string>;
  /** What the bank answered. False: the order is unknown or was settled before. */
  settle(tx: Tx, settlement: Settlement): Promise<boolean>;
}

export interface Partners {
  readonly insurance: InsuranceRecords;
  readonly figures: RegionalFigures;
  readonly payments: Payments;
}
