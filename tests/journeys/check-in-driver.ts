/** Makes each event of the check-in happen to the real page: by a finger, by the bridge's messages, or by the clock. */
import { FAULTS } from '@anban/terminal-bridge/protocol/faults';
import type { CommandName } from '@anban/terminal-bridge/protocol/messages';
import type { Browser } from 'playwright-core';
import type { CheckInEvent } from '../../kiosk/services/check-in/context.ts';
import { READ_TIMEOUT } from '../../kiosk/services/check-in/effects.ts';
import { stateOf } from '../../kiosk/services/check-in/machine.ts';
import { patienceOf } from '../../kiosk/services/check-in/patience.ts';
import type { Patience } from '../../kiosk/services/service.ts';
import { buttonsAt, wordsOf } from '../../kiosk/testing/buttons.ts';
import type { CheckInPlace } from '../../kiosk/testing/check-in-journey.ts';
import type { Step } from '../../kiosk/testing/walk.ts';
import type { Reply } from '../support/fake-bridge.ts';
import { isNamed, KioskPage } from './kiosk-page.ts';
import { confirm, officersWait, signIn } from './officer-steps.ts';

/** The command that is under way in a state, and that an answer or a fault belongs to. */
const COMMANDS: Readonly<Record<string, CommandName>> = {
  card: 'Visit.ReadDocument',
  face: 'Visit.MatchFace',
  guardianCard: 'Visit.ReadGuardian',
  'officer.signingIn': 'Visit.OfficerSignIn',
  'officer.checking': 'Visit.ConfirmByOfficer',
  result: 'Visit.CheckIn',
};

const patienceAt = ({ snapshot, context, state }: CheckInPlace): Patience =>
  patienceOf(stateOf(snapshot.value), context, state === 'officer.checking' || state === 'officer.signingIn');

/** While it runs nobody is timed out: its end comes first. */
const officersTimeRuns = ({ screen, context }: CheckInPlace): boolean =>
  screen === 'officer' && context.officersUntil !== null;

const leaveButton = ({ state }: CheckInPlace): boolean => buttonsAt(state).CANCEL !== undefined;

/** Whether anything outside the machine can say this there: nobody is asked or timed out while the terminal works. */
export function canHappen(place: CheckInPlace, event: CheckInEvent): boolean {
  const { kind } = patienceAt(place);
  if (event.type === 'TIMEOUT') return kind !== 'working' && !officersTimeRuns(place);
  if (event.type === 'CANCEL') return leaveButton(place) || kind === 'ask';
  // What the client says when the bridge goes away, which ends the visit first.
  if (event.type === 'FAILED') return isNamed(event.fault);
  return true;
}

export class CheckInDriver {
  readonly kiosk: KioskPage;

  private constructor(kiosk: KioskPage) {
    this.kiosk = kiosk;
  }

  static open = async (browser: Browser): Promise<CheckInDriver> => new CheckInDriver(await KioskPage.open(browser));

  /** From wherever the page is: nobody there, then a card on the reader. */
  async begin(): Promise<void> {
    await this.kiosk.attract();
    this.kiosk.bridge.layCard();
    await this.kiosk.shown('card');
  }

  async step({ from, event, to }: Step<CheckInEvent, CheckInPlace>): Promise<void> {
    this.kiosk.bridge.heard.length = 0;
    await this.#happen(from, event);
    if (to.isEnd) await this.kiosk.ended(event.type);
    else await this.#sees(from, event, to);
  }

  async #happen(from: CheckInPlace, event: CheckInEvent): Promise<void> {
    switch (event.type) {
      case 'DOCUMENT':
      case 'MATCHED':
      case 'CHECKED_IN':
        return this.#answer(from, { answer: event.answer });
      case 'SIGNED_IN':
        return this.#answer(from, { answer: event.review });
      case 'GUARDIAN_READ':
        return this.#answer(from, { answer: { guardian: { name: event.name } } });
      case 'SIGN_IN':
        return this.#signIn(from);
      case 'OFFICERS_OVER':
        return officersWait(this.kiosk, -2);
      case 'CONFIRMED':
        return this.#answer(from, { answer: { outcome: event.outcome } });
      case 'FAILED':
        if (event.fault === 'readerUnplugged') this.#away('idCardReader', 'readerUnplugged');
        if (event.fault === 'cameraLost') this.#away('camera', 'cameraLost');
        if (!isNamed(event.fault)) throw new Error(`no bridge says ${event.fault}`);
        return this.#answer(from, { fault: event.fault });
      case 'PROGRESS':
        return from.state === 'guardianCard'
          ? this.kiosk.tell('Visit.ReadGuardian', 'Visit.GuardianProgressEvent', event.progress)
          : this.kiosk.tell('Visit.ReadDocument', 'Visit.ReadProgressEvent', event.progress);
      case 'GUIDANCE':
        return this.kiosk.tell('Visit.MatchFace', 'Visit.GuidanceEvent', { guidance: event.guidance });
      case 'DEVICE_LOST':
        return this.#away('camera', 'cameraLost');
      case 'DEVICE_BACK':
        if (this.kiosk.bridge.state.devices[event.device].status !== 'reconnecting') {
          this.#away('camera', 'cameraLost');
          await this.kiosk.reads('V01');
        }
        return this.kiosk.bridge.device(event.device, { status: 'ready' });
      case 'DISCONNECTED':
        return this.kiosk.bridge.drop();
      case 'CARD_LAID':
        return this.kiosk.nextCard();
      case 'GAVE_UP':
        return this.kiosk.page.clock.runFor(21_000);
      case 'TIMEOUT':
        return this.kiosk.wait(patienceAt(from));
      case 'CANCEL':
        return this.kiosk.leave(leaveButton(from), patienceAt(from));
      case 'CONFIRM':
        return confirm(this.kiosk);
      case 'AGREE':
        return this.kiosk.tap(from.context.guardian === null ? '同意，使用人脸核对' : '监护人同意，使用人脸核对');
      default: {
        const words = buttonsAt(from.state)[event.type];
        const word = words === undefined ? undefined : wordsOf(words)[0];
        if (word === undefined) throw new Error(`${from.state} has no button for ${event.type}`);
        return this.kiosk.tap(word);
      }
    }
  }

  async #signIn(from: CheckInPlace): Promise<void> {
    // Late, so that their time can end while the terminal still looks them up.
    if (officersTimeRuns(from)) await officersWait(this.kiosk, READ_TIMEOUT / 1_000 - 10);
    await signIn(this.kiosk);
  }

  #away(device: 'camera' | 'idCardReader', reason: 'cameraLost' | 'readerUnplugged'): void {
    this.kiosk.bridge.device(device, { status: 'reconnecting', reason });
  }

  #answer(from: CheckInPlace, reply: Exclude<Reply, 'hang'>): Promise<void> {
    if ('answer' in reply && 'reason' in reply.answer && reply.answer.reason === 'cameraLost') {
      this.#away('camera', 'cameraLost');
    }
    return this.kiosk.answer(COMMANDS[from.state], reply);
  }

  async #sees(from: CheckInPlace, event: CheckInEvent, to: CheckInPlace): Promise<void> {
    const { kiosk } = this;
    const reads = (text: string) => kiosk.reads(text);
    await kiosk.shown(to.screen);
    if (event.type === 'PROGRESS' && to.screen === 'card')
      await reads(event.progress.stage === 'reading' ? '正在读证件' : '再试一次');
    if (event.type === 'GUIDANCE') await reads('请靠近一点');
    if (event.type === 'DEVICE_LOST') await reads('V01');
    if (to.screen === 'face' && event.type === 'DEVICE_BACK')
      await kiosk.page.getByText('V01').waitFor({ state: 'detached' });
    if (to.state === 'officer.checking' || to.state === 'officer.signingIn') await reads('正在核对');
    if (to.state === 'officer.deciding') await reads('是同一个人');
    if (event.type === 'GUARDIAN_READ') await reads(`监护人 ${event.name}`);
    if (to.state === 'officer.form') await reads(`第 ${to.context.officer} 位`);
    if (to.state === 'officer.form' && event.type === 'FAILED' && isNamed(event.fault))
      await reads(FAULTS[event.fault].code);
    if (event.type === 'OFFICERS_OVER') await reads(FAULTS.officerTimeOver.code);
    // It was not the command's own time that ended.
    if (event.type === 'OFFICERS_OVER' && from.state === 'officer.signingIn') await kiosk.heard('Common.Cancel');
  }
}
