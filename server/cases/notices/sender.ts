/** Whoever carries notices to people: a short-message gateway of the operator, or a file where there is none. */
import type { Result } from '@anban/foundation/result';
import type { NoticeTemplate } from './texts.ts';

/** `agency`: the region's own office of social insurance, which the sender knows how to reach. */
export type Addressee = { readonly kind: 'phone'; readonly phone: string } | { readonly kind: 'agency' };

export interface OutgoingNotice {
  /** The same at every attempt: a gateway that knows it already must not send it again. */
  readonly id: string;
  readonly regionCode: string;
  readonly caseNumber: string;
  readonly template: NoticeTemplate;
  readonly to: Addressee;
  readonly text: string;
}

export interface SendFault {
  /** A name without personal detail; it is stored and logged: `gateway-busy`. */
  readonly name: string;
}

/**
 * Gives one notice to be carried; the answer is the carrier's receipt. It is asked inside a transaction and must answer
 * within seconds, with a fault if need be; what it throws is a fault too.
 */
export interface NoticeSender {
  send(notice: OutgoingNotice): Promise<Result<{ readonly receiptId: string }, SendFault>>;
}
