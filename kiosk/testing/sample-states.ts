/** What a bridge says of a terminal, for the gallery and for tests of the page: everything well, and one reader gone. */
import type { TerminalState } from '@anban/terminal-bridge/protocol/state';

/** Every reader is there and well; what only a hall has is absent. */
export const READY: TerminalState = {
  profile: 'assessment',
  siteName: '潍城区劳动能力鉴定中心',
  office: {
    name: '潍城区劳动能力鉴定委员会办公室',
    nameEn: 'Weicheng Labour Ability Assessment Office',
    telephone: '0536-0000000',
  },
  session: { title: '2026 年第 11 次劳动能力鉴定', day: '2026-11-22' },
  centre: 'connected',
  waiting: 0,
  devices: {
    idCardReader: { status: 'ready' },
    socialSecurityReader: { status: 'ready' },
    qrScanner: { status: 'ready' },
    portraitDecoder: { status: 'ready' },
    camera: { status: 'ready' },
    matcher: { status: 'ready' },
    receiptPrinter: { status: 'ready' },
    pagePrinter: { status: 'absent' },
    documentCamera: { status: 'absent' },
  },
};

const device = (name: string, status: string, more: object = {}) => ({
  name,
  status,
  reason: null,
  code: null,
  warning: null,
  model: null,
  connection: null,
  serialNumber: null,
  firmware: null,
  errors: [],
  ...more,
});
const READER_GONE = {
  reason: 'readerUnplugged',
  code: 'R01',
  connection: '/dev/serial/by-id/usb-reader 115200',
  serialNumber: '05.03-20261121-0000012345-0000067890',
  errors: ['00', '10', '20'].map((minute) => ({
    at: `2026-11-22T00:${minute}:00.000Z`,
    fault: 'readerUnplugged',
    code: 'R01',
  })),
};

/** The answer to Diagnostics.Report: the reader for cards away since this morning, with as long a connection as any. */
export const REPORT = {
  at: '2026-11-22T01:00:00.000Z',
  ready: false,
  profile: 'assessment',
  siteName: READY.siteName,
  terminalId: '0193a1b2-0000-7000-8000-000000000002',
  centre: 'connected',
  session: null,
  rosterAt: '2026-11-22T00:30:00.000Z',
  waiting: 0,
  stuck: false,
  devices: Object.entries(READY.devices).map(([name, { status }]) =>
    name === 'idCardReader' ? device(name, 'reconnecting', READER_GONE) : device(name, status),
  ),
} as const;
