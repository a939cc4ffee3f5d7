/** A whole bridge with hand-moved devices, a hand-moved clock and a centre on real HTTP. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@anban/foundation/clock';
import { z } from 'zod';
import { type Bridge, startBridge } from '../bridge.ts';
import { BridgeConfig } from '../config.ts';
import { CONSENT_VERSION } from '../protocol/consent.ts';
import type { StaffSignIn } from '../protocol/state.ts';
import { CODE, FakeCentre } from './fake-centre.ts';
import { type FakeDevices, fakeDevices } from './fake-devices.ts';
import { type MemoryLog, memoryLog } from './memory-log.ts';
import { type Answer, Page } from './page.ts';
import { cardOf, OFFICERS, PEOPLE, type SampleRoster, sampleRoster } from './sample-roster.ts';

const Begun = z.object({ visitId: z.string() });

export class TestTerminal {
  readonly folder = mkdtempSync(join(tmpdir(), 'anban-bridge-'));
  readonly clock = new ManualClock();
  readonly roster: SampleRoster = sampleRoster(this.clock.now());
  readonly centre = new FakeCentre(this.roster.bundle);
  devices: FakeDevices = fakeDevices();
  logged: MemoryLog = memoryLog();
  /** Of the configuration at the next `boot`. */
  staffSignIn: StaffSignIn = 'number';
  /** Further fields of it. */
  further: object = {};
  #bridge: Bridge | null = null;
  #pages: Page[] = [];

  constructor() {
    writeFileSync(join(this.folder, 'index.html'), '<!doctype html><title>kiosk</title>');
  }

  /** Up and enrolled, with the roster. */
  static async start(): Promise<TestTerminal> {
    const terminal = new TestTerminal();
    await terminal.centre.up();
    await terminal.boot();
    await terminal.logged.waitFor('roster-fetched');
    return terminal;
  }

  get port(): number {
    return this.#bridge?.port ?? 0;
  }

  /** Starts the bridge on what is in its folder. */
  async boot(): Promise<void> {
    this.devices = fakeDevices();
    this.logged = memoryLog();
    const config = BridgeConfig.parse({
      port: 0,
      kioskDir: this.folder,
      stateDir: join(this.folder, 'state'),
      centre: { url: this.centre.url, enrolmentCode: CODE },
      impactAssessmentId: 'TEST-1',
      impactAssessmentDate: '2026-11-01',
      staffSignIn: this.staffSignIn,
      ...this.further,
    });
    const { devices, clock, logged } = this;
    this.#bridge = await startBridge({ config, devices, clock, log: logged.log, random: () => 0.5 });
  }

  async shutDown(): Promise<void> {
    for (const page of this.#pages) page.socket.terminate();
    this.#pages = [];
    await this.#bridge?.close();
    this.#bridge = null;
  }

  async close(): Promise<void> {
    await this.shutDown();
    await this.centre.down();
    rmSync(this.folder, { recursive: true });
  }

  /** A page that has claimed the terminal. */
  async page(): Promise<Page> {
    const page = await Page.open(this.port);
    this.#pages.push(page);
    const claimed = await page.send('Terminal.Claim');
    if (claimed.code !== 'ok') throw new Error(`claim refused: ${JSON.stringify(claimed)}`);
    return page;
  }

  /** A page, a visit, and a card that has been read. */
  async visitOf(person: keyof typeof PEOPLE = 'today', changes: Parameters<typeof cardOf>[1] = {}) {
    const page = await this.page();
    const visitId = await beginVisit(page);
    const card = cardOf(PEOPLE[person], changes);
    this.devices.idCardReader.lay(card);
    const document = await page.send('Visit.ReadDocument', { visitId });
    return { page, visitId, card, document };
  }
}

export async function beginVisit(page: Page): Promise<string> {
  return Begun.parse((await page.send('Visit.Begin')).payload).visitId;
}

export const matchFace = (page: Page, visitId: string): Promise<Answer> =>
  page.send('Visit.MatchFace', { visitId, consent: { textVersion: CONSENT_VERSION } });

export const confirm = (
  page: Page,
  visitId: string,
  officer: 0 | 1,
  samePerson = true,
  pin?: string,
): Promise<Answer> =>
  page.send('Visit.ConfirmByOfficer', {
    visitId,
    staffNumber: OFFICERS[officer].staffNumber,
    pin: pin ?? OFFICERS[officer].pin,
    samePerson,
    reason: samePerson ? 'face-like-card' : 'different-person',
  });
