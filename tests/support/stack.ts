/** A whole Anban for one test file: real processes on free ports, a folder of its own, each of them killable. */
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DEVICE_NAMES, type DeviceName, DOCUMENT_READERS } from '@anban/terminal-bridge/protocol/state';
import { z } from 'zod';
import { ROOT } from '../../scripts/setup/kiosk.ts';
import { end, type Program, startOnce } from '../../scripts/setup/processes.ts';
import {
  anban,
  bridgeProgram,
  Devices,
  enrolmentCode,
  mocksProgram,
  type StackOptions,
  seedCentre,
  serverProgram,
  untilReady,
} from '../../scripts/setup/stack.ts';
import { freePorts } from './free-ports.ts';
import { Wire } from './network.ts';
import { Panel } from './panel.ts';

/** A phone that was taken away is waited for a few seconds: it may only be turned. */
const NOTICED_WITHIN_MS = 20_000;
const Status = z.object({ status: z.string() });
const Health = z.object({
  devices: z.object({ idCardReader: Status, socialSecurityReader: Status, qrScanner: Status }),
});

export type Part = 'server' | 'bridge' | 'devices';

export interface StackChoices {
  readonly peopleFile?: string;
  /** Whoever tests plays systemd, and starts the page that the bridge asks for. */
  readonly pageRestartFile?: string;
  /** Switches the 2023 foreigner's card on, as an operator who has seen a real one would. */
  readonly provisionalCards?: boolean;
  /** `card`: as terminals are delivered. The sample officers have no cards: `seed` gives some to others. */
  readonly staffSignIn?: 'card';
  /** Called when the centre is up and has its samples, before the terminal starts. */
  readonly seed?: (stack: TestStack) => Promise<void>;
}

export class TestStack {
  readonly options: StackOptions;
  readonly panel: Panel;
  /** What the bridge goes through to reach the centre. */
  readonly wire: Wire;
  readonly #parts = new Map<Part, ChildProcess>();
  readonly #log: string[] = [];
  #devices: Devices | null = null;
  #wirePort = 0;
  #choices: StackChoices = {};

  private constructor(options: StackOptions) {
    this.options = options;
    this.panel = new Panel(`http://127.0.0.1:${options.ports.panel}`, () => this.untilEmpty(...DOCUMENT_READERS));
    this.wire = new Wire(options.ports.officers);
  }

  static async start(choices: StackChoices = {}): Promise<TestStack> {
    const [kiosk = 0, panel = 0, officers = 0, camera = 0, printer = 0, ...others] = await freePorts(8);
    const [smartCard = 0, pagePrinter = 0, documentCamera = 0] = others;
    const dataDir = mkdtempSync(join(tmpdir(), 'anban-stack-'));
    // The embedded database runs as a user of its own where we are root: it must reach its files in here.
    chmodSync(dataDir, 0o755);
    const stack = new TestStack({
      dataDir,
      profile: 'assessment',
      databaseUrl: null,
      samples: true,
      ports: { kiosk, panel, officers, camera, printer, smartCard, pagePrinter, documentCamera },
      ...(choices.peopleFile === undefined ? {} : { peopleFile: choices.peopleFile }),
      ...(choices.pageRestartFile === undefined ? {} : { pageRestartFile: choices.pageRestartFile }),
    });
    stack.#choices = choices;
    await stack.#startAll(choices).catch(async (error: unknown) => {
      await stack.close();
      throw error;
    });
    return stack;
  }

  get kioskUrl(): string {
    return `http://127.0.0.1:${this.options.ports.kiosk}`;
  }

  get officersUrl(): string {
    return `http://127.0.0.1:${this.options.ports.officers}`;
  }

  /** The address of the centre's database. */
  get databaseUrl(): string {
    const file = join(this.options.dataDir, 'server', 'connection.json');
    return z.object({ url: z.string() }).parse(JSON.parse(readFileSync(file, 'utf8'))).url;
  }

  /** Waits until the bridge calls these devices ready: one that was disturbed may be on its way back. */
  async untilReady(...devices: DeviceName[]): Promise<void> {
    const waiting = await untilReady(this.kioskUrl, devices);
    if (waiting.length > 0) throw new Error(`not ready: ${waiting.join(', ')}`);
  }

  /** Waits until the bridge has noticed that no document lies on these readers. */
  async untilEmpty(...readers: (typeof DOCUMENT_READERS)[number][]): Promise<void> {
    const end = performance.now() + NOTICED_WITHIN_MS;
    for (;;) {
      const { devices } = Health.parse(await (await fetch(`${this.kioskUrl}/health`)).json());
      const taken = readers.filter((reader) => devices[reader].status === 'card-present');
      if (taken.length === 0) return;
      if (performance.now() > end) throw new Error(`a document still lies on ${taken.join(', ')}`);
      await delay(50);
    }
  }

  /** Everything that all processes have written, for the search for what must not be there. */
  get log(): string {
    return this.#log.join('\n');
  }

  /** `anban … --json` against this stack's centre, parsed. */
  async anban(...args: string[]): Promise<unknown> {
    return JSON.parse(await anban(this.options, args));
  }

  /** The process of a part that runs, for the search in its memory. */
  pid(part: Part): number {
    const pid = this.#parts.get(part)?.pid;
    if (pid === undefined) throw new Error(`${part} does not run`);
    return pid;
  }

  /** SIGKILL: no goodbye. Resolves when the process is gone. */
  async kill(part: Part): Promise<void> {
    const child = this.#parts.get(part);
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  /** Starts a part again after it was killed. */
  async restart(part: Part): Promise<void> {
    await this.#start(part, part === 'bridge' ? await this.#bridge() : this.#program(part));
  }

  async close(): Promise<void> {
    await Promise.all([...this.#parts.values()].map(end));
    await this.wire.close();
    rmSync(this.options.dataDir, { recursive: true, force: true });
  }

  async #startAll(choices: StackChoices): Promise<void> {
    await this.#start('server', this.#program('server'));
    await seedCentre(this.options, new Date());
    await choices.seed?.(this);
    await this.#start('devices', this.#program('devices'));
    this.#wirePort = await this.wire.start();
    await this.#start('bridge', await this.#bridge());
    await this.untilReady(...DEVICE_NAMES);
  }

  #program(part: 'server' | 'devices'): Program {
    if (part === 'server') return serverProgram(this.options);
    return mocksProgram(this.options, { kiosk: this.kioskUrl, officers: this.officersUrl });
  }

  async #bridge(): Promise<Program> {
    if (this.#devices === null) throw new Error('the devices start before the bridge');
    const code = await enrolmentCode(this.options);
    const program = bridgeProgram(this.options, this.#devices, `http://127.0.0.1:${this.#wirePort}`, code);
    this.#configure();
    return program;
  }

  /** What an operator would change in the configuration of the bridge. */
  #configure(): void {
    const { provisionalCards, staffSignIn } = this.#choices;
    const file = join(this.options.dataDir, 'terminal.json');
    const config = z.looseObject({ idCardReader: z.looseObject({}) }).parse(JSON.parse(readFileSync(file, 'utf8')));
    const idCardReader = { ...config.idCardReader, ...(provisionalCards ? { provisional: true } : {}) };
    const signIn = staffSignIn === undefined ? {} : { staffSignIn };
    writeFileSync(file, JSON.stringify({ ...config, ...signIn, idCardReader }));
  }

  async #start(part: Part, program: Program): Promise<void> {
    const started = await startOnce(program, ROOT, (line) => this.#log.push(line));
    started.child.stdout?.on('data', (bytes: Buffer) => this.#log.push(bytes.toString()));
    this.#parts.set(part, started.child);
    if (part === 'devices') this.#devices = Devices.parse(started.announcement);
  }
}
