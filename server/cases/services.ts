/** What the kernel works with. Everything a step may touch is handed in, so that a test can hand in less. */
import type { Clock } from '@anban/foundation/clock';
import type { Result } from '@anban/foundation/result';
import type { Database, Tx } from '../db/database.ts';
import type { Ending } from '../documents/order.ts';
import type { Recipient } from '../documents/register.ts';
import type { FieldCipher } from '../encryption/field-cipher.ts';
import type { Keyring } from '../encryption/keyring.ts';
import type { Machines } from './machines.ts';
import type { Broken, CaseFile } from './model.ts';
import type { DocumentOrder, StepInput } from './step.ts';

export interface CaseServices {
  readonly database: Database;
  readonly keyring: Keyring;
  readonly cipher: FieldCipher;
  readonly clock: Clock;
  readonly machines: Machines;
  readonly hooks: Hooks;
  readonly documents: DocumentDesk;
}

/**
 * Work of a step in other tables, inside its transaction: planning a session, drawing experts, reading insurance records.
 * The answer is merged into the part's facts and parsed again by its machine; a `Broken` refuses the step whole.
 */
export type Hook = (context: HookContext) => Promise<Result<Readonly<Record<string, unknown>>, Broken>>;
export type Hooks = Readonly<Record<string, Hook>>;

export interface HookContext {
  readonly tx: Tx;
  readonly services: CaseServices;
  readonly input: StepInput<unknown>;
  readonly file: () => Promise<CaseFile>;
}

/** One document for one recipient, ordered. */
export interface OrderedDocument {
  readonly documentId: string;
  readonly number: string;
}

export interface DocumentRequest {
  readonly regionCode: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly partId: string;
  readonly eventId: string;
  readonly order: DocumentOrder;
  readonly recipients: readonly Recipient[];
  readonly file: CaseFile;
  /** Day in China. */
  readonly issuedOn: string;
}

/** Orders documents inside the step's transaction; they are made and sealed after it (documents/worker.ts). */
export interface DocumentDesk {
  order(tx: Tx, request: DocumentRequest): Promise<Result<OrderedDocument, Broken>>;
  /** What a part's earlier documents said holds no more. */
  end(tx: Tx, ending: Ending): Promise<void>;
}
