/**
 * A whole Anban on one machine: the centre on its embedded database with sample people and officers, the emulated
 * devices with their panel, and one terminal. `npm start` runs it for people, the end-to-end tests for themselves.
 */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { dayInChina } from '@anban/server/contract/common';
import { z } from 'zod';
import { ROOT } from './kiosk.ts';
import type { Ports } from './ports.ts';
import type { Program } from './processes.ts';

export interface StackOptions {
  /** Everything that must outlive a restart: database, keys, outbox. */
  readonly dataDir: string;
  readonly profile: 'assessment' | 'hall' | 'bank';
  readonly ports: Ports;
  /** `postgres://…` of a PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl: string | null;
  /** Load the sample officers and rosters. */
  readonly samples: boolean;
  /** More people for the emulated card reader, as JSON like `hardware-mocks/people/people.json`. */
  readonly peopleFile?: string;
  /** Movements are asked for before the camera, as at a terminal with nobody beside it. */
  readonly movements?: boolean;
  /** The terminal also stands at the door of an examination room and records what happens there; needs ffmpeg. */
  readonly recording?: boolean;
  /** Where the bridge asks for a new page; without it nobody starts pages, as in a trial. */
  readonly pageRestartFile?: string;
}

export const REGION = '370702';
export const SITES = [
  { code: '370702-01', name: '潍城区劳动能力鉴定中心' },
  { code: '370702-02', name: '潍城区人民医院' },
] as const;
export const SAMPLE_OFFICERS = [
  { number: '1001', name: '示例甲', pin: '246810' },
  { number: '1002', name: '示例乙', pin: '135790' },
] as const;

/** Invented: nobody answers there. */
const SAMPLE_OFFICE = {
  name: '潍城区劳动能力鉴定委员会办公室',
  nameEn: 'Weicheng Labour Ability Assessment Office',
  telephone: '0536-0000000',
};

const WEEK_MS = 7 * 86_400_000;
const NODE = process.execPath;
const run = promisify(execFile);

/** The centre's server. */
export function serverProgram({ dataDir, ports, databaseUrl, samples }: StackOptions): Program {
  mkdirSync(dataDir, { recursive: true });
  const config = {
    host: '127.0.0.1',
    port: ports.officers,
    dataDir: join(dataDir, 'server'),
    databaseUrl,
    regionCode: REGION,
    publicUrl: `http://127.0.0.1:${ports.officers}`,
    partners: samples ? 'simulated' : 'own',
    notices: { kind: samples ? 'file' : 'none' },
  };
  return program('server', 'server/main.ts', ['--config', write(dataDir, 'server.json', config)], 'server-ready');
}

/** The emulated devices and their panel. */
export function mocksProgram(
  { dataDir, ports, peopleFile }: StackOptions,
  links: { kiosk: string; officers: string },
): Program {
  const args = [
    ...[
      '--state',
      join(dataDir, 'devices'),
      '--panel-port',
      String(ports.panel),
      '--camera-port',
      String(ports.camera),
    ],
    ...['--printer-port', String(ports.printer), '--kiosk-url', links.kiosk, '--officer-url', links.officers],
    ...['--smart-card-port', String(ports.smartCard)],
    ...['--page-printer-port', String(ports.pagePrinter), '--document-camera-port', String(ports.documentCamera)],
    // A phone shows what the simulated issuer of this stack's centre makes for it.
    ...['--e-card-command', JSON.stringify(anbanWords(dataDir, ['e-card', 'issue']))],
    ...(peopleFile === undefined ? [] : ['--people', peopleFile]),
  ];
  return program('devices', 'hardware-mocks/main.ts', args, 'mocks-ready');
}

/** What the emulated devices announce when they are ready. */
export const Devices = z.object({
  panel: z.string(),
  serialPath: z.string(),
  camera: z.string(),
  printer: z.object({ host: z.string(), port: z.int() }),
  decoder: z.array(z.string()),
  qrScanner: z.string(),
  pagePrinter: z.string(),
  documentCamera: z.string(),
});
export type Devices = z.infer<typeof Devices>;

/** The terminal's bridge, wired to those devices. */
export function bridgeProgram(options: StackOptions, devices: Devices, centre: string, code: string | null): Program {
  const config = {
    port: options.ports.kiosk,
    kioskDir: join(ROOT, 'kiosk/dist'),
    profile: options.profile,
    stateDir: join(options.dataDir, 'terminal'),
    centre: { url: centre, enrolmentCode: code },
    idCardReader: { path: devices.serialPath },
    portraitDecoder: { kind: 'command', command: devices.decoder },
    camera: { kind: 'mjpeg', url: devices.camera },
    socialSecurityReader: { kind: 'vpcd', port: options.ports.smartCard },
    qrScanner: { path: devices.qrScanner },
    receiptPrinter: devices.printer,
    pagePrinter: { url: devices.pagePrinter },
    documentCamera: { source: devices.documentCamera },
    office: SAMPLE_OFFICE,
    impactAssessmentId: 'SAMPLE-PIPIA-0001',
    // Staff stand beside the terminals of an assessment day; the panel's people move only when they are told to.
    faceLiveness: options.movements ? 'challenge' : 'passive',
    attended: !options.movements,
    examinationRecording: options.recording ? recorderOf(options, devices) : null,
    impactAssessmentDate: '2026-01-05',
    // The sample officers have no cards of their own.
    staffSignIn: 'number',
    pageRestartFile: options.pageRestartFile ?? null,
  };
  const bridge = program(
    'bridge',
    'terminal-bridge/main.ts',
    ['--config', write(options.dataDir, 'terminal.json', config)],
    'bridge-ready',
  );
  // As deploy/systemd/anban-bridge.service does: what is freed is overwritten.
  return { ...bridge, env: { GLIBC_TUNABLES: 'glibc.malloc.perturb=165:glibc.malloc.tcache_count=0' } };
}

/** The room has no camera of its own here: the terminal's sees it, and hears it. */
const recorderOf = ({ dataDir }: StackOptions, { camera }: Devices) => ({
  folder: join(dataDir, 'recordings'),
  camera: { kind: 'mjpeg', url: camera },
  microphone: { kind: 'url', url: new URL('/sound.wav', camera).href },
  keepDays: 30,
  segmentSeconds: 10,
});

const Health = z.object({
  /** Null until the roster has been fetched. */
  session: z.unknown().nullable(),
  devices: z.record(z.string(), z.object({ status: z.string() })),
});

/**
 * Waits until the bridge has today's roster and calls `devices` ready. It answers before that: face matching takes seconds to warm up.
 * Gives up after `longestMs` and tells which are not; a device that is not configured (`absent`) is not waited for.
 */
export async function untilReady(kiosk: string, devices: readonly string[], longestMs = 90_000): Promise<string[]> {
  const end = Date.now() + longestMs;
  for (;;) {
    const health = Health.parse(await (await fetch(`${kiosk}/health`)).json());
    const isUp = (name: string) => ['ready', 'card-present', 'absent'].includes(health.devices[name]?.status ?? '');
    const waiting = [...devices.filter((name) => !isUp(name)), ...(health.session === null ? ['roster'] : [])];
    if (waiting.length === 0 || Date.now() > end) return waiting;
    await delay(100);
  }
}

/** The sites; with samples also the office and rosters for today and next week. Does nothing that is already done. */
export async function seedCentre(options: StackOptions, today: Date): Promise<void> {
  await Promise.all(SITES.map(({ code, name }) => anban(options, ['site', 'add', '--code', code, '--name', name])));
  if (!options.samples) return;
  await anban(options, ['sample', 'load', '--site', SITES[0].code]);
  const samples = join(ROOT, 'server/samples');
  await anban(options, ['roster', 'import', join(samples, 'roster-today.csv'), '--day', dayInChina(today.getTime())]);
  await anban(options, [
    'roster',
    'import',
    join(samples, 'roster-next-week.csv'),
    '--day',
    dayInChina(today.getTime() + WEEK_MS),
  ]);
}

/** A one-time enrolment code, or null when the terminal has enrolled before. */
export async function enrolmentCode(options: StackOptions): Promise<string | null> {
  if (existsSync(join(options.dataDir, 'terminal', 'enrolled'))) return null;
  const answer = await anban(options, ['terminal', 'code', '--site', SITES[0].code]);
  return z.object({ code: z.string() }).parse(JSON.parse(answer)).code;
}

/** Runs `anban … --json` against this stack's centre; its standard output. */
export async function anban({ dataDir, databaseUrl }: StackOptions, args: readonly string[]): Promise<string> {
  const env = { ...process.env, ...(databaseUrl === null ? {} : { DATABASE_URL: databaseUrl }) };
  const [node = NODE, ...all] = anbanWords(dataDir, args);
  return (await run(node, all, { env })).stdout;
}

/** The command line of `anban … --json` against this stack's centre. */
const anbanWords = (dataDir: string, args: readonly string[]): string[] => [
  NODE,
  join(ROOT, 'scripts/anban.ts'),
  ...args,
  '--data-dir',
  join(dataDir, 'server'),
  '--json',
];

const program = (name: string, file: string, args: string[], ready: string): Program => ({
  name,
  argv: [NODE, join(ROOT, file), ...args],
  ready,
});

function write(dataDir: string, name: string, config: object): string {
  const path = join(dataDir, name);
  writeFileSync(path, JSON.stringify(config, null, 2), { mode: 0o600 });
  return path;
}
