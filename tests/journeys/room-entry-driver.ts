/** Makes each event at the door happen to the real page: by a finger, by the bridge's messages, or by the clock. */
import { FAULTS } from '@anban/terminal-bridge/protocol/faults';
import type { CommandName } from '@anban/terminal-bridge/protocol/messages';
import type { Browser } from 'playwright-core';
import { type RoomEntryEvent, stateOf } from '../../kiosk/services/room-entry/machine.ts';
import { patienceOf } from '../../kiosk/services/room-entry/patience.ts';
import { SCREEN_NAMES } from '../../kiosk/services/room-entry/screens.tsx';
import { WAIT_MS } from '../../kiosk/services/room-entry/visit.tsx';
import type { Patience } from '../../kiosk/services/service.ts';
import { buttonsAt, wordsOf } from '../../kiosk/testing/buttons.ts';
import type { RoomEntryPlace } from '../../kiosk/testing/room-entry-journey.ts';
import { roomEntryJourney } from '../../kiosk/testing/room-entry-journey.ts';
import type { Step } from '../../kiosk/testing/walk.ts';
import { isNamed, KioskPage } from './kiosk-page.ts';
import { confirm, officersWait, signIn } from './officer-steps.ts';

export const journey = roomEntryJourney();

/** The command that is under way in a state, and that an answer or a fault belongs to. */
const COMMANDS: Readonly<Record<string, CommandName>> = {
  ticket: 'Visit.ReadTicket',
  card: 'Visit.ReadEntryDocument',
  face: 'Visit.MatchFace',
  entering: 'Visit.EnterRoom',
  'officer.signingIn': 'Visit.OfficerSignIn',
  'officer.checking': 'Visit.ConfirmByOfficer',
};

const patienceAt = ({ snapshot, context, state }: RoomEntryPlace): Patience =>
  patienceOf(stateOf(snapshot.value), context, state === 'officer.checking' || state === 'officer.signingIn');
/** While it runs nobody is timed out: its end comes first. */
const officersTimeRuns = ({ screen, context }: RoomEntryPlace): boolean =>
  screen === 'officer' && context.officersUntil !== null;
const buttonFor = ({ state }: RoomEntryPlace, event: string): string | undefined => {
  const words = buttonsAt(state, journey.buttons)[event];
  return words === undefined ? undefined : wordsOf(words)[0];
};

/** Whether anything outside the machine can say this there. */
export function canHappen(place: RoomEntryPlace, event: RoomEntryEvent): boolean {
  const { type } = event;
  const { kind } = patienceAt(place);
  // Where a ticket is wanted the bridge tells of codes that are none, and of nothing else; where a document is, never.
  if (type === 'PROGRESS') return (place.state === 'ticket') === (event.progress.fault === 'ticketForeign');
  if (type === 'TIMEOUT') return kind !== 'working' && !officersTimeRuns(place);
  if (type === 'CANCEL') return buttonFor(place, type) !== undefined || kind === 'ask';
  return true;
}

export class RoomEntryDriver {
  readonly kiosk: KioskPage;

  private constructor(kiosk: KioskPage) {
    this.kiosk = kiosk;
  }

  static open = async (browser: Browser): Promise<RoomEntryDriver> =>
    new RoomEntryDriver(await KioskPage.open(browser));

  /** Somebody comes to the door, and touches the word for it. */
  async begin(): Promise<void> {
    await this.kiosk.attract();
    await this.kiosk.tap('进诊室');
    await this.kiosk.shown(SCREEN_NAMES.ticket);
  }

  async step({ from, event, to }: Step<RoomEntryEvent, RoomEntryPlace>): Promise<void> {
    this.kiosk.bridge.heard.length = 0;
    await this.#happen(from, event);
    if (to.isEnd) await this.kiosk.ended(event.type);
    else await this.#sees(event, to);
  }

  async #happen(from: RoomEntryPlace, event: RoomEntryEvent): Promise<void> {
    const { kiosk } = this;
    const command = COMMANDS[from.state];
    switch (event.type) {
      case 'TICKET':
        return kiosk.answer(command, { answer: {} });
      case 'DOCUMENT':
        return kiosk.answer(command, { answer: { holder: event.holder, faceUnavailable: event.faceUnavailable } });
      case 'MATCHED':
        return kiosk.answer(command, { answer: event.answer });
      case 'GUIDANCE':
        return kiosk.tell('Visit.MatchFace', 'Visit.GuidanceEvent', { guidance: event.guidance });
      case 'ENTERED':
        return kiosk.answer(command, { answer: event.entry });
      case 'PROGRESS':
        return from.state === 'ticket'
          ? kiosk.tell('Visit.ReadTicket', 'Visit.TicketProgressEvent', event.progress)
          : kiosk.tell('Visit.ReadEntryDocument', 'Visit.EntryProgressEvent', event.progress);
      case 'FAILED':
        if (!isNamed(event.reason)) throw new Error(`no bridge says ${event.reason}`);
        return kiosk.answer(command, { fault: event.reason });
      case 'SIGN_IN':
        // Late, so that their time can end while the terminal still looks them up.
        if (officersTimeRuns(from)) await officersWait(kiosk, WAIT_MS / 1_000 - 10);
        return signIn(kiosk);
      case 'SIGNED_IN':
        return kiosk.answer(command, { answer: event.review });
      case 'OFFICERS_OVER':
        return officersWait(kiosk, -2);
      case 'CONFIRM':
        return confirm(kiosk);
      case 'CONFIRMED':
        return kiosk.answer(command, { answer: { outcome: event.outcome } });
      case 'DISCONNECTED':
        return kiosk.bridge.drop();
      case 'CARD_LAID':
        return kiosk.nextCard();
      case 'TIMEOUT':
        return kiosk.wait(patienceAt(from));
      case 'CANCEL':
        return kiosk.leave(buttonFor(from, 'CANCEL') !== undefined, patienceAt(from));
      default: {
        const word = buttonFor(from, event.type);
        if (word === undefined) throw new Error(`${from.state} has no button for ${event.type}`);
        return kiosk.tap(word);
      }
    }
  }

  async #sees(event: RoomEntryEvent, to: RoomEntryPlace): Promise<void> {
    await this.kiosk.shown(SCREEN_NAMES[stateOf(to.snapshot.value)]);
    if (event.type === 'PROGRESS') {
      const { fault } = event.progress;
      await this.kiosk.reads(fault === undefined ? '正在读证件' : FAULTS[fault].code);
    }
    if (event.type === 'GUIDANCE') await this.kiosk.reads('请靠近一点');
    if (event.type === 'FAILED' && to.state !== 'entering' && isNamed(event.reason))
      await this.kiosk.reads(FAULTS[event.reason].code);
    if (event.type === 'OFFICERS_OVER') await this.kiosk.reads(FAULTS.officerTimeOver.code);
    if (to.state === 'officer.checking' || to.state === 'officer.signingIn') await this.kiosk.reads('正在核对');
    if (to.state === 'officer.deciding') await this.kiosk.reads('是同一个人');
    if (to.state === 'officer.form') await this.kiosk.reads(`第 ${to.context.officer} 位`);
    if (event.type === 'ENTERED') await this.kiosk.reads(event.entry.number);
  }
}
