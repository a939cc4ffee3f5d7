/**
 * Every message between kiosk and bridge: an example of each goes through JSON and its schema unchanged, and the bridge
 * answers what it does not know, what has the wrong content, and what is too long, in the standard's words.
 */

import { Command, MESSAGE_LIMIT } from '@anban/terminal-bridge/protocol/envelope';
import { FAULT_NAMES } from '@anban/terminal-bridge/protocol/faults';
import {
  COMMANDS,
  type CommandName,
  type RequestOf,
  UNSOLICITED,
  versionOf,
} from '@anban/terminal-bridge/protocol/messages';
import { DEVICE_NAMES, DeviceStatus } from '@anban/terminal-bridge/protocol/state';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { DEVICE_SERVICES_PATH, deviceServices, PUBLISHER_PATH } from '../../terminal-bridge/gateway/device-services.ts';
import { CONSENT_VERSION } from '../../terminal-bridge/protocol/consent.ts';
import { cookieOf, Page } from '../../terminal-bridge/testing/page.ts';
import { TestTerminal } from '../../terminal-bridge/testing/test-terminal.ts';

const ID = '0193a1b2-0000-7000-8000-000000000001';

/** A request that the schema takes, for every command: a new command does not compile without one. */
const REQUESTS: { readonly [N in CommandName]: RequestOf<N> } = {
  'Common.Cancel': { requestIds: [1] },
  'Terminal.Claim': {},
  'Terminal.Heartbeat': { showing: true },
  'Terminal.Interrupted': {},
  'Terminal.CallStaff': { reason: 'card-forgotten' },
  'Visit.Begin': {},
  'Visit.ReadDocument': { visitId: ID },
  'Visit.MatchFace': { visitId: ID, consent: { textVersion: CONSENT_VERSION } },
  'Visit.DeclineFace': { visitId: ID },
  'Visit.ConfirmByOfficer': {
    visitId: ID,
    staffNumber: '1001',
    pin: '246810',
    samePerson: true,
    reason: 'face-like-card',
  },
  'Visit.ReadGuardian': { visitId: ID },
  'Visit.OfficerSignIn': { visitId: ID, staffNumber: '1001', pin: '246810' },
  'Visit.ReadTicket': { visitId: ID },
  'Visit.ReadEntryDocument': { visitId: ID },
  'Visit.EnterRoom': { visitId: ID },
  'Visit.CheckIn': { visitId: ID },
  'Visit.Assist': { visitId: ID, staffNumber: '1001', pin: '246810' },
  'Visit.EndAssistance': { visitId: ID },
  'Diagnostics.Open': { staffNumber: '1001', pin: '246810' },
  'Diagnostics.Report': { diagnosticsId: ID },
  'Diagnostics.SelfTest': { diagnosticsId: ID, device: 'camera' },
  'Diagnostics.TryDocument': { diagnosticsId: ID },
  'Diagnostics.Print': { diagnosticsId: ID },
  'Diagnostics.SetMaintenance': { diagnosticsId: ID, on: true },
  'Diagnostics.Close': { diagnosticsId: ID },
  'Visit.End': { visitId: ID },
};
const NAMES = Object.keys(REQUESTS).filter((name): name is CommandName => name in COMMANDS);

let terminal: TestTerminal;
let page: Page;
beforeAll(async () => {
  terminal = await TestTerminal.start();
  page = await terminal.page();
});
afterAll(() => terminal.close());

const through = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe.each(NAMES)('%s', (name) => {
  it('goes through JSON, envelope and schema unchanged', () => {
    const header = { type: 'command', name, version: versionOf(name), requestId: 7, timeout: 1000 };
    const sent = { header, payload: REQUESTS[name] };
    const received = Command.parse(through(sent));
    expect(received).toEqual(sent);
    expect(COMMANDS[name].request.parse(received.payload)).toEqual(REQUESTS[name]);
  });

  it('is refused by the schema with a property too many', () => {
    expect(COMMANDS[name].request.safeParse({ ...REQUESTS[name], more: 1 }).success).toBe(false);
  });

  it('is answered invalidData by the bridge with a property too many, and nothing is done', async () => {
    expect((await page.send(name, { ...REQUESTS[name], more: 1 })).code).toBe('invalidData');
  });

  it('wants a claim, unless it makes one', async () => {
    const other = await Page.open(terminal.port);
    const free = ['Common.Cancel', 'Terminal.Claim'].includes(name);
    const { code } = await other.send(name, REQUESTS[name]);
    expect(code).toBe(free ? 'commandErrorCode' : 'authorizationRequired');
    await other.close();
  });
});

describe('what the bridge answered', () => {
  it('fits the schema of its command', async () => {
    const begun = await page.send('Visit.Begin');
    expect(COMMANDS['Visit.Begin'].answer.safeParse(begun.payload).success).toBe(true);
    const opened = await page.send('Diagnostics.Open', REQUESTS['Diagnostics.Open']);
    const { diagnosticsId } = COMMANDS['Diagnostics.Open'].answer.parse(opened.payload);
    const report = await page.send('Diagnostics.Report', { diagnosticsId });
    expect(COMMANDS['Diagnostics.Report'].answer.parse(report.payload)).toMatchObject({ centre: 'connected' });
    expect((await page.send('Diagnostics.Report', { diagnosticsId: ID })).payload).toEqual({
      errorCode: 'diagnosticsOver',
    });
    expect((await page.send('Diagnostics.Print', { diagnosticsId })).payload).toEqual({ printFault: null });
    expect(terminal.devices.receiptPrinter.reports[0]?.join()).toContain('ID card reader');
    expect((await page.send('Diagnostics.SelfTest', { diagnosticsId, device: 'pagePrinter' })).payload).toMatchObject({
      outcome: 'passed',
    });
    terminal.devices.pagePrinter.fault = 'pagePrinterPaperOut';
    expect((await page.send('Diagnostics.SelfTest', { diagnosticsId, device: 'pagePrinter' })).payload).toMatchObject({
      outcome: 'failed',
      fault: 'pagePrinterPaperOut',
    });
    expect(
      (await page.send('Diagnostics.SelfTest', { diagnosticsId, device: 'documentCamera' })).payload,
    ).toMatchObject({ outcome: 'passed' });
    terminal.devices.documentCamera.picture = null;
    expect(
      (await page.send('Diagnostics.SelfTest', { diagnosticsId, device: 'documentCamera' })).payload,
    ).toMatchObject({ outcome: 'failed', fault: 'documentCameraLost' });
    await page.send('Diagnostics.Close', { diagnosticsId });
    expect((await page.send('Diagnostics.Report', { diagnosticsId })).code).toBe('commandErrorCode');
  });

  it('began with a snapshot that fits its schema', () => {
    const first = page.received.find(({ header }) => header.name === 'Terminal.SnapshotEvent');
    expect(UNSOLICITED['Terminal.SnapshotEvent'].safeParse(first?.payload).success).toBe(true);
  });
});

describe('what no bridge knows', () => {
  /** Sends bytes as they are; what comes back until the connection closes or a completion comes. */
  async function raw(text: string): Promise<{ answers: unknown[]; closed: number | null }> {
    const other = await Page.open(terminal.port);
    other.socket.send(text);
    const completed = other.when(({ header }) => header.type === 'completion').then(() => null);
    const closed = await Promise.race([completed, other.closed]);
    const answers = other.received.filter(({ header }) => header.type !== 'unsolicited');
    if (closed === null) await other.close();
    return { answers, closed };
  }
  const command = (header: object, payload?: object) =>
    JSON.stringify({
      header: { type: 'command', name: 'Visit.Begin', version: '1.0', requestId: 1, ...header },
      payload,
    });

  it.each([
    ['an unknown message', { name: 'Visit.Dance' }],
    ["another major version of a message's", { version: '9.0' }],
  ])('%s: acknowledged, then unsupportedCommand', async (_, header) => {
    const { answers } = await raw(command(header));
    expect(answers).toHaveLength(2);
    expect(answers[1]).toMatchObject({ header: { completionCode: 'unsupportedCommand' } });
  });

  it.each([
    ['a header with a property too many', command({ more: 1 })],
    ['something beside header and payload', command({}).replace(/}$/, ',"more":1}')],
    ['a type that only the bridge sends', command({ type: 'completion' })],
    ['no JSON', 'hello'],
  ])('%s: refused, and the connection ends', async (_, text) => {
    expect((await raw(text)).closed).toBe(1008);
  });

  it('a message over the limit: the connection ends, the bridge does not', async () => {
    const { closed } = await raw(command({}, { filler: 'x'.repeat(MESSAGE_LIMIT) }));
    expect([1008, 1009]).toContain(closed);
    expect((await page.send('Common.Status')).payload).toEqual({ common: { device: 'online' } });
  });
});

/** The names of the standard (2024-03) that a status or a capability of ours may use; nothing else is let through. */
const works = z.enum(['ok', 'inoperative']);
const Paper = z.strictObject({ upper: z.enum(['full', 'low', 'out', 'notSupported', 'unknown', 'jammed']) });
const Status = z.strictObject({
  common: z.strictObject({
    device: z.enum([
      'online',
      'offline',
      'powerOff',
      'noDevice',
      'hardwareError',
      'userError',
      'deviceBusy',
      'fraudAttempt',
      'potentialFraud',
      'starting',
    ]),
  }),
  cardReader: z.strictObject({ media: z.enum(['unknown', 'present', 'notPresent']) }).optional(),
  barcodeReader: z.strictObject({ scanner: z.enum(['on', 'off', 'inoperative', 'unknown']) }).optional(),
  camera: z
    .strictObject({
      person: z.strictObject({ media: z.literal('notSupported'), camera: works }).optional(),
      document: z.strictObject({ media: z.literal('notSupported'), camera: works }).optional(),
    })
    .optional(),
  printer: z
    .strictObject({
      media: z.literal('unknown'),
      paper: Paper,
      toner: z.enum(['full', 'low', 'out', 'notSupported', 'unknown']).optional(),
    })
    .optional(),
});
const Versions = z.strictObject({ versions: z.array(z.string().regex(/^[1-9]\d*\.\d+$/)).min(1) });
const Capabilities = z.strictObject({
  interfaces: z.array(
    z.strictObject({
      name: z.enum(['Common', 'CardReader', 'BarcodeReader', 'Camera', 'Printer']),
      commands: z.record(z.string().regex(/^[A-Z]\w+\.[A-Z]\w+$/), Versions),
      events: z.record(z.string().regex(/^[A-Z]\w+\.[A-Z]\w+Event$/), Versions).optional(),
      maximumRequests: z.int().nonnegative(),
    }),
  ),
  common: z.strictObject({
    serviceVersion: z.string(),
    deviceInformation: z.array(
      z.strictObject({
        modelName: z.string().optional(),
        serialNumber: z.string().optional(),
        modelDescription: z.string().optional(),
        firmware: z.array(z.strictObject({ firmwareName: z.string(), firmwareVersion: z.string() })).optional(),
      }),
    ),
  }),
  cardReader: z
    .strictObject({
      type: z.enum(['motor', 'swipe', 'dip', 'latchedDip', 'contactless', 'intelligentContactless', 'permanent']),
    })
    .optional(),
  barcodeReader: z.strictObject({ canFilterSymbologies: z.boolean() }).optional(),
  camera: z.strictObject({ cameras: z.record(z.string(), z.literal(true)) }).optional(),
  printer: z
    .strictObject({
      type: z.partialRecord(z.enum(['receipt', 'passbook', 'journal', 'document', 'scanner']), z.literal(true)),
    })
    .optional(),
});
const ErrorEvent = z.strictObject({
  eventId: z.enum(['hardware', 'software', 'user', 'fraudAttempt']),
  action: z.enum(['reset', 'softwareError', 'configuration', 'clear', 'maintenance', 'suspend']),
  vendorDescription: z.string(),
});

it('the services are published with their addresses', async () => {
  const publisher = deviceServices(terminal.devices, () => 'ws://127.0.0.1:5870').get(PUBLISHER_PATH);
  const context = { signal: new AbortController().signal, client: {}, emit: () => undefined };
  const answer = await publisher?.commands.get('ServicePublisher.GetServices')?.run({}, context);
  expect(answer).toEqual({
    version: '2.0',
    payload: {
      vendorName: 'Anban',
      services: DEVICE_NAMES.map((name) => ({ serviceURI: `ws://127.0.0.1:5870/kiosk/v1/devices/${name}` })),
    },
  });
});

describe.each(DEVICE_NAMES)('the service of the device %s', (device) => {
  const Completed = z.object({
    header: z.looseObject({ type: z.string(), version: z.string() }),
    payload: z.optional(z.unknown()),
  });

  async function connect(): Promise<WebSocket> {
    const origin = `http://127.0.0.1:${terminal.port}`;
    const headers = { cookie: await cookieOf(terminal.port) };
    const url = `ws://127.0.0.1:${terminal.port}${DEVICE_SERVICES_PATH}${device}`;
    const socket = new WebSocket(url, { headers, origin });
    await new Promise((resolve) => socket.once('open', resolve));
    return socket;
  }

  async function ask(name: string, payload?: object) {
    const socket = await connect();
    const answered = new Promise<z.infer<typeof Completed>>((resolve) => {
      socket.on('message', (data) => {
        const message = Completed.parse(JSON.parse(String(data)));
        if (message.header.type === 'completion') resolve(message);
      });
    });
    socket.send(JSON.stringify({ header: { type: 'command', name, version: '2.0', requestId: 1 }, payload }));
    const answer = await answered;
    socket.terminate();
    return answer;
  }

  it('tells its status and its capabilities', async () => {
    terminal.devices[device].become({ status: 'ready' });
    const status = await ask('Common.Status');
    expect(status.header.version).toBe('3.0');
    expect(Status.parse(status.payload)).toMatchObject({ common: { device: 'online' } });
    terminal.devices[device].become({ status: 'reconnecting', reason: 'readerUnplugged' });
    expect(Status.parse((await ask('Common.Status')).payload)).toMatchObject({ common: { device: 'offline' } });
    terminal.devices[device].become({ status: 'ready' });
    const capabilities = Capabilities.parse((await ask('Common.Capabilities')).payload);
    const { common: _, ...ofStatus } = Status.parse(status.payload);
    const { common: __, interfaces, ...ofCapabilities } = capabilities;
    // Whatever part of the standard the status has, the capabilities name.
    expect(Object.keys(ofCapabilities)).toEqual(Object.keys(ofStatus));
    expect(interfaces.map(({ name }) => name.toLowerCase())).toEqual([
      'common',
      ...Object.keys(ofStatus).map((part) => part.toLowerCase()),
    ]);
  });

  it('fits the tables of the standard in every status that it can have', () => {
    const service = deviceServices(terminal.devices, () => '').get(`${DEVICE_SERVICES_PATH}${device}`);
    const context = { signal: new AbortController().signal, client: {}, emit: () => undefined };
    return Promise.all(
      DeviceStatus.shape.status.options.flatMap((status) =>
        [undefined, ...FAULT_NAMES].map(async (reason) => {
          terminal.devices[device].status = reason === undefined ? { status } : { status, reason };
          const answered = service?.commands.get('Common.Status')?.run({}, context);
          terminal.devices[device].status = { status: 'ready' };
          Status.parse((await answered)?.payload);
        }),
      ),
    );
  });

  it('tells what is wrong as an error of the standard, once', () => {
    const service = deviceServices(terminal.devices, () => '').get(`${DEVICE_SERVICES_PATH}${device}`);
    const told: unknown[] = [];
    const off = service?.onError((error) => told.push(ErrorEvent.parse(error)));
    terminal.devices[device].become({ status: 'reconnecting', reason: 'readerUnplugged' });
    terminal.devices[device].become({ status: 'out-of-service', reason: 'readerUnplugged' });
    terminal.devices[device].become({ status: 'out-of-service', reason: 'printerPaperOut' });
    terminal.devices[device].become({ status: 'ready' });
    off?.();
    expect(told).toMatchObject([
      { eventId: 'hardware', action: 'reset' },
      { eventId: 'user', action: 'clear' },
    ]);
  });

  it('tells a change of its status unasked, once, and only what changed', async () => {
    terminal.devices[device].become({ status: 'ready' });
    const socket = await connect();
    const changes: z.infer<typeof Completed>[] = [];
    const isError = ({ header }: z.infer<typeof Completed>) => header.name === 'Common.ErrorEvent';
    const told = (count: number) =>
      new Promise<void>((resolve) => {
        socket.on('message', (data) => {
          const message = Completed.parse(JSON.parse(String(data)));
          if (message.header.type === 'unsolicited' && !isError(message)) changes.push(message);
          if (changes.length === count) resolve();
        });
      });
    const both = told(2);
    terminal.devices[device].become({ status: 'reconnecting', reason: 'readerUnplugged' });
    terminal.devices[device].become({ status: 'reconnecting', reason: 'readerUnplugged' });
    terminal.devices[device].become({ status: 'ready' });
    await both;
    expect(changes[0]?.header).toMatchObject({ name: 'Common.StatusChangedEvent', version: '3.0' });
    expect(changes[0]?.payload).toMatchObject({ common: { device: 'offline' } });
    expect(changes[1]?.payload).toMatchObject({ common: { device: 'online' } });
    socket.terminate();
  });

  it("takes no payload, and none of the page's commands", async () => {
    expect((await ask('Common.Status', { more: 1 })).header).toMatchObject({ completionCode: 'invalidData' });
    expect((await ask('Visit.Begin')).header).toMatchObject({ completionCode: 'unsupportedCommand' });
  });
});

describe('what printers say of their supplies', () => {
  const services = (name: 'receiptPrinter' | 'pagePrinter') =>
    deviceServices(terminal.devices, () => 'ws://127.0.0.1:1').get(`${DEVICE_SERVICES_PATH}${name}`);
  const context = { signal: new AbortController().signal, client: {}, emit: () => undefined };

  it.each([
    ['receiptPrinter', { status: 'ready' }, { paper: { upper: 'full' } }],
    ['receiptPrinter', { status: 'ready', warning: 'paper-low' }, { paper: { upper: 'low' } }],
    ['receiptPrinter', { status: 'out-of-service', reason: 'printerPaperOut' }, { paper: { upper: 'out' } }],
    ['pagePrinter', { status: 'ready', warning: 'toner-low' }, { paper: { upper: 'full' }, toner: 'low' }],
    ['pagePrinter', { status: 'out-of-service', reason: 'pagePrinterJammed' }, { paper: { upper: 'jammed' } }],
    ['pagePrinter', { status: 'out-of-service', reason: 'pagePrinterTonerOut' }, { toner: 'out' }],
  ] as const)('%s %j: %j', async (name, status, printer) => {
    terminal.devices[name].become(status);
    const answer = await services(name)?.commands.get('Common.Status')?.run({}, context);
    expect(answer?.payload).toMatchObject({ printer });
    terminal.devices[name].become({ status: 'ready' });
  });

  it('low paper is told to whoever listens', () => {
    const told: unknown[] = [];
    const off = services('receiptPrinter')?.onStatus((change) => told.push(change));
    terminal.devices.receiptPrinter.become({ status: 'ready', warning: 'paper-low' });
    off?.();
    terminal.devices.receiptPrinter.become({ status: 'ready' });
    expect(told).toEqual([{ printer: { media: 'unknown', paper: { upper: 'low' } } }]);
  });
});
