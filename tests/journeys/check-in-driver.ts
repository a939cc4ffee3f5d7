/** Makes each event of the check-in happen to the real page: by a finger, by the bridge's messages, or by the clock. */
import { setTimeout as delay } from 'node:timers/promises';
import { FAULTS } from '@anban/terminal-bridge/protocol/faults';
import { type CommandName, OFFICERS_MS } from '@anban/terminal-bridge/protocol/messages';
import type { Browser, Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import type { CheckInEvent } from '../../kiosk/services/check-in/context.ts';
import { patienceOf } from '../../kiosk/services/check-in/patience.ts';
import type { Patience } from '../../kiosk/services/service.ts';
import { COUNTDOWN_S } from '../../kiosk/session/idle.ts';
import { buttonsAt, wordsOf } from '../../kiosk/testing/buttons.ts';
import type { CheckInPlace } from '../../kiosk/testing/check-in-journey.ts';
import { openPage } from '../support/browser.ts';
import { FakeBridge, type Reply } from '../support/fake-bridge.ts';

/** The command that is under way in a state, and that an answer or a fault belongs to. */
const COMMANDS: Readonly<Record<string, CommandName>> = {
  card: 'Visit.ReadDocument',
  face: 'Visit.MatchFace',
  guardianCard: 'Visit.ReadGuardian',
  'officer.signingIn': 'Visit.OfficerSignIn',
  'officer.checking': 'Visit.ConfirmByOfficer',
  result: 'Visit.CheckIn',
};
/** Two touches within 300 ms are a double tap, of which the second does nothing. */
const BETWEEN_TAPS_MS = 320;

/** Longer than the page takes to start anew on a busy machine. */
const PATIENCE_MS = 30_000;

export const patienceAt = ({ screen, context, state }: CheckInPlace): Patience =>
  patienceOf(screen, context, state === 'officer.checking' || state === 'officer.signingIn');

const leaveButton = ({ state }: CheckInPlace): boolean => buttonsAt(state).CANCEL !== undefined;

/** Whether anything outside the machine can say this there: nobody is asked or timed out while the terminal works. */
export function canHappen(place: CheckInPlace, { type }: CheckInEvent): boolean {
  const { kind } = patienceAt(place);
  if (type === 'TIMEOUT') return kind !== 'working';
  if (type === 'CANCEL') return leaveButton(place) || kind === 'ask';
  return true;
}

export class CheckInDriver {
  readonly #page: Page;
  readonly #bridge: FakeBridge;
  #tapped = 0;

  private constructor(page: Page, bridge: FakeBridge) {
    this.#page = page;
    this.#bridge = bridge;
  }

  static async open(browser: Browser): Promise<CheckInDriver> {
    const [{ page }, bridge] = await Promise.all([openPage(browser), FakeBridge.start()]);
    page.setDefaultTimeout(PATIENCE_MS);
    await page.clock.install();
    await page.goto(bridge.url);
    return new CheckInDriver(page, bridge);
  }

  async close(): Promise<void> {
    await this.#page.context().close();
    await this.#bridge.stop();
  }

  /** From wherever the page is: nobody there, then a card on the reader. */
  async begin(): Promise<void> {
    const attract = this.#page.getByRole('heading', { name: '请出示您的证件' }).and(this.#page.locator('h1'));
    this.#bridge.reset();
    await this.#page.getByTestId('screen-attract').and(this.#page.locator(':has(h1)')).waitFor();
    await attract.waitFor();
    this.#bridge.layCard();
    await this.#shown('card');
  }

  /** From a tour that ended where nothing new was left: the visit ends with its page. */
  async home(): Promise<void> {
    this.#bridge.reset();
    await this.#page.reload();
  }

  /** Makes `event` happen at `from`, and waits until the page shows that it has. */
  async step(from: CheckInPlace, event: CheckInEvent, to: CheckInPlace): Promise<void> {
    this.#bridge.heard.length = 0;
    await this.#happen(from, event);
    if (to.isEnd) await this.#ended(event);
    else await this.#sees(event, to);
  }

  /** What the page shows, for whoever reads that a step could not be taken. */
  shows(): Promise<string> {
    return this.#page.locator('body').textContent({ timeout: 1_000 }).then(String);
  }

  /** The words of the buttons in the middle of the screen, and the one that leaves. */
  buttons(): Promise<readonly string[]> {
    return this.#page.locator('.stage button:not(.key), .bottom button').allInnerTexts();
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
        return this.#signIn();
      case 'OFFICERS_OVER':
        return this.#letOfficersWait();
      case 'CONFIRMED':
        return this.#answer(from, { answer: { outcome: event.outcome } });
      case 'FAILED':
        if (event.fault === 'readerUnplugged') this.#away('idCardReader', 'readerUnplugged');
        if (event.fault === 'cameraLost') this.#away('camera', 'cameraLost');
        if (!isNamed(event.fault)) throw new Error(`no bridge says ${event.fault}`);
        return this.#answer(from, { fault: event.fault });
      case 'PROGRESS':
        return from.state === 'guardianCard'
          ? this.#tell('Visit.ReadGuardian', 'Visit.GuardianProgressEvent', event.progress)
          : this.#tell('Visit.ReadDocument', 'Visit.ReadProgressEvent', event.progress);
      case 'GUIDANCE':
        return this.#tell('Visit.MatchFace', 'Visit.GuidanceEvent', { guidance: event.guidance });
      case 'DEVICE_LOST':
        return this.#away('camera', 'cameraLost');
      case 'DEVICE_BACK':
        if (this.#bridge.state.devices[event.device].status !== 'reconnecting') {
          this.#away('camera', 'cameraLost');
          await this.#page.getByText('V01').waitFor();
        }
        return this.#bridge.device(event.device, { status: 'ready' });
      case 'DISCONNECTED':
        return this.#bridge.drop();
      case 'CARD_LAID':
        this.#bridge.liftCard();
        return this.#bridge.layCard();
      case 'GAVE_UP':
        return this.#page.clock.runFor(21_000);
      case 'TIMEOUT':
        return this.#wait(patienceAt(from));
      case 'CANCEL':
        return this.#cancel(from);
      case 'CONFIRM':
        return this.#confirm();
      default: {
        const words = buttonsAt(from.state)[event.type];
        const word = words === undefined ? undefined : wordsOf(words)[0];
        if (word === undefined) throw new Error(`${from.state} has no button for ${event.type}`);
        return this.#tap(word);
      }
    }
  }

  async #wait(patience: Patience): Promise<void> {
    if (patience.kind === 'working') throw new Error('nobody is timed out while the terminal works');
    const countdown = patience.kind === 'ask' ? COUNTDOWN_S : 0;
    await this.#page.clock.runFor((patience.seconds + countdown + 1) * 1_000);
  }

  async #cancel(from: CheckInPlace): Promise<void> {
    if (leaveButton(from)) return this.#tap('结束办理');
    const patience = patienceAt(from);
    if (patience.kind !== 'ask') throw new Error(`nothing cancels ${from.state}`);
    await this.#page.clock.runFor((patience.seconds + 1) * 1_000);
    await this.#tap('结束办理', 'dialog');
  }

  async #signIn(): Promise<void> {
    await this.#page.getByLabel('工号').fill('1001');
    await this.#page.getByLabel('PIN').fill('246810');
    await this.#tap('下一步');
  }

  /** Somebody stands there, and touches the panel so that nobody is asked; but nobody decides. */
  async #letOfficersWait(): Promise<void> {
    for (let seconds = 0; seconds <= OFFICERS_MS / 1_000; seconds += 45) {
      await this.#page.mouse.click(4, 900);
      await this.#page.clock.runFor(45_000);
    }
  }

  async #confirm(): Promise<void> {
    for (const word of ['是同一个人', '本人与证件照片一致']) await this.#tap(word);
  }

  async #tap(word: string, within: 'dialog' | 'body' = 'body'): Promise<void> {
    await delay(Math.max(0, this.#tapped + BETWEEN_TAPS_MS - performance.now()));
    await this.#page.locator(within).getByRole('button', { name: word, exact: true }).tap();
    this.#tapped = performance.now();
  }

  #away(device: 'camera' | 'idCardReader', reason: 'cameraLost' | 'readerUnplugged'): void {
    this.#bridge.device(device, { status: 'reconnecting', reason });
  }

  /** As soon as the page has asked. */
  async #answer(from: CheckInPlace, reply: Exclude<Reply, 'hang'>): Promise<void> {
    const command = COMMANDS[from.state];
    if (command === undefined) throw new Error(`${from.state} asks for nothing`);
    if ('answer' in reply && 'reason' in reply.answer && reply.answer.reason === 'cameraLost') {
      this.#away('camera', 'cameraLost');
    }
    await vi.waitFor(() => this.#bridge.complete(command, reply), { interval: 10, timeout: 5_000 });
  }

  async #tell(command: CommandName, name: string, payload: object): Promise<void> {
    await vi.waitFor(() => this.#bridge.event(command, name, payload), { interval: 10, timeout: 5_000 });
  }

  async #sees(event: CheckInEvent, to: CheckInPlace): Promise<void> {
    await this.#shown(to.screen);
    const reads = (text: string) => this.#page.getByText(text).first().waitFor();
    if (event.type === 'PROGRESS' && to.screen === 'card')
      await reads(event.progress.stage === 'reading' ? '正在读证件' : '再试一次');
    if (event.type === 'GUIDANCE') await reads('请靠近一点');
    if (event.type === 'DEVICE_LOST') await reads('V01');
    if (to.screen === 'face' && event.type === 'DEVICE_BACK')
      await this.#page.getByText('V01').waitFor({ state: 'detached' });
    if (to.state === 'officer.checking' || to.state === 'officer.signingIn') await reads('正在核对');
    if (to.state === 'officer.deciding') await reads('是同一个人');
    if (event.type === 'GUARDIAN_READ') await reads(`监护人 ${event.name}`);
    if (to.state === 'officer.form') await reads(`第 ${to.context.officer} 位`);
    if (to.state === 'officer.form' && event.type === 'FAILED' && isNamed(event.fault))
      await reads(FAULTS[event.fault].code);
    if (event.type === 'OFFICERS_OVER') await reads(FAULTS.officerTimeOver.code);
  }

  /** The end of a visit: told to the bridge, and the page as before it. */
  async #ended(event: CheckInEvent): Promise<void> {
    if (event.type === 'DISCONNECTED') return this.#backAgain();
    await vi.waitFor(() => expect(this.#bridge.heard.map(({ name }) => name)).toContain('Visit.End'), {
      interval: 10,
      timeout: 5_000,
    });
    if (event.type === 'CARD_LAID') {
      // It is the next person's.
      await vi.waitFor(() => expect(this.#bridge.heard.map(({ name }) => name)).toContain('Visit.Begin'), {
        interval: 10,
        timeout: 8_000,
      });
      await this.#shown('card');
      await this.#tap('结束办理');
    }
    // Without any reader the terminal would be out of service.
    this.#bridge.liftCard();
    await this.#shown('attract');
  }

  /** The bridge is back: a card that lies there all the time is the last person's, and begins nothing. */
  async #backAgain(): Promise<void> {
    const lies = this.#bridge.state.devices.idCardReader.status === 'card-present';
    if (!lies) this.#bridge.liftCard();
    await this.#shown('attract');
    if (lies) await this.#page.getByRole('heading', { name: '请取走您的证件' }).first().waitFor();
    expect(this.#bridge.heard.map(({ name }) => name)).not.toContain('Visit.Begin');
    this.#bridge.liftCard();
  }

  async #shown(screen: string): Promise<void> {
    await this.#page.getByTestId(`screen-${screen}`).waitFor({ timeout: 15_000 });
  }
}

type Named = Extract<Exclude<Reply, 'hang'>, { fault: unknown }>['fault'];
const isNamed = (fault: string): fault is Named =>
  !['disconnected', 'cancelled', 'timedOut', 'unexpected'].includes(fault);
