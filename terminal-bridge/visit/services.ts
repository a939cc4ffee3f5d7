/** Everything a visit works with, handed in by the composition root. */
import type { Clock } from '@anban/foundation/clock';
import type { Emitter } from '@anban/foundation/emitter';
import type { HelpCall } from '@anban/server/contract/alerts';
import type { FaceStandingAnswer, FaceStandingRequest } from '@anban/server/contract/face-standing';
import type { AssistanceJournal } from '../assistance/journal.ts';
import type { Centre } from '../centre/centre.ts';
import type { Camera, Frame } from '../devices/camera/camera.ts';
import type { DocumentReader } from '../devices/document-reader.ts';
import type { PortraitDecoder } from '../devices/portrait/decoder.ts';
import type { TicketCodes } from '../devices/qr-scanner/ticket-codes.ts';
import type { ReceiptPrinter } from '../devices/receipt-printer/printer.ts';
import type { Ledger } from '../evidence/ledger.ts';
import type { BridgeLog } from '../log.ts';
import type { FaceMatcher } from '../matching/matcher.ts';
import type { Delivery } from '../outbox/delivery.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Comparison } from './comparison.ts';
import type { EntryRecording } from './entry-recording.ts';
import type { FaceTries } from './face-tries.ts';
import type { Officers } from './officers.ts';

export interface VisitServices {
  readonly clock: Clock;
  readonly log: BridgeLog;
  /** Whatever the person shows first, on any reader. */
  readonly documents: Pick<DocumentReader, 'read'>;
  readonly decoder: PortraitDecoder;
  readonly camera: Camera;
  readonly matcher: FaceMatcher;
  readonly printer: ReceiptPrinter;
  readonly roster: RosterStore;
  readonly officers: Officers;
  readonly faceTries: FaceTries;
  readonly ledger: Ledger;
  readonly delivery: Pick<Delivery, 'wake' | 'deliver'>;
  /** Every record of this terminal has come to the centre. */
  readonly centreHasAll: () => boolean;
  /** Staff sign in with their card now. */
  readonly wantsStaffCard: () => boolean;
  readonly comparison: Comparison;
  /** Codes of tickets as the scanner sees them. */
  readonly tickets: Pick<TicketCodes, 'next'>;
  readonly roomEntry: Centre['roomEntry'];
  /** What comparisons of this person came to at any terminal; null: the centre cannot be asked. */
  readonly faceStanding: (examinee: FaceStandingRequest) => Promise<FaceStandingAnswer | null>;
  /** 诊室 at whose door this terminal stands, as tickets name it; null: at none, or at any. */
  readonly examinationRoom: string | null;
  readonly entryRecording: EntryRecording;
  /** Puts a call on the officer's list; false when the centre could not be told. */
  readonly callStaff: (reason: HelpCall['reason']) => Promise<boolean>;
  /** Who helps is kept here before they help, and told to the centre. */
  readonly assistances: Pick<AssistanceJournal, 'begin' | 'end'>;
  /** Gets every frame that is looked at, and none at other times. */
  readonly preview: Emitter<Frame | 'end'>;
  readonly faceDeadlineMs: number;
}

/** RFC 3339 in UTC with milliseconds. */
export const instantOf = (ms: number): string => new Date(ms).toISOString();
