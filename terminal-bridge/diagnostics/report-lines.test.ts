import { expect, it } from 'vitest';
import type { DeviceReport, DiagnosticsReport } from '../protocol/diagnostics.ts';
import { reportLines } from './report-lines.ts';

const REPORT: DiagnosticsReport = {
  at: '2026-11-22T10:12:00Z',
  ready: true,
  profile: 'assessment',
  siteName: '甲',
  terminalId: null,
  centre: 'connected',
  session: null,
  rosterAt: '2026-11-22T22:00:00Z',
  waiting: 0,
  stuck: false,
  devices: [],
};
const WELL: Pick<DeviceReport, 'status' | 'reason' | 'code' | 'warning' | 'errors'> = {
  status: 'ready',
  reason: null,
  code: null,
  warning: null,
  errors: [],
};

const linesOf = (device: DeviceReport) =>
  reportLines({ ...REPORT, devices: [device] }).slice(reportLines(REPORT).length);

// Bug: the report said 10:12Z while the screen beside it said 18:12.
it('the report tells the times that the clock on the wall shows', () => {
  const text = reportLines(REPORT).join('\n');
  expect(text).toContain('2026-11-22 18:12:00');
  expect(text).toContain('2026-11-23 06:00:00');
});

// Bug: an enrolled terminal with a roster, asked without its bridge, read "not enrolled" and "never fetched".
it('what only a bridge knows is told as unknown where none was asked', () => {
  const text = reportLines({ ...REPORT, centre: 'unknown', rosterAt: null }).join('\n');
  expect(text).toContain('未知');
  expect(text).not.toMatch(/not enrolled|never fetched|none today|Waiting/);
});

// Bug: numbers stood one below the other, and nobody could tell a firmware from a serial number.
it('what a device tells about itself stands behind its name', () => {
  const told = { model: 'Scanner', connection: '/dev/anban-qr', serialNumber: 'EMU-1', firmware: '1.4' };
  const errors = [{ at: '2026-11-22T10:12:00Z', fault: 'scannerUnplugged' as const, code: 'Q01' }];
  expect(linesOf({ ...WELL, ...told, errors, name: 'qrScanner' })).toEqual([
    '扫码器 QR scanner',
    '  正常 ready',
    '  型号 Model Scanner',
    '  接口 Connection /dev/anban-qr',
    '  编号 Number EMU-1',
    '  固件 Firmware 1.4',
    '  错误 Errors Q01 18:12',
  ]);
});

// Bug: the digest of the matcher's model was called a firmware, and its calibration a connection.
it('an engine has a calibration and a model, and no firmware; the number of a reader of cards is that of its SAM', () => {
  const told = { model: 'face-api', connection: 'pairs-2026', serialNumber: null, firmware: 'a1b2c3d4e5f6' };
  expect(linesOf({ ...WELL, ...told, name: 'matcher' })).toEqual([
    '人脸比对 Face matcher',
    '  正常 ready',
    '  引擎 Engine face-api',
    '  标定 Calibration pairs-2026',
    '  模型摘要 Model digest a1b2c3d4e5f6',
  ]);
  const reader = {
    model: null,
    connection: null,
    serialNumber: '05.03-20251121-0000012345-1234567890',
    firmware: null,
  };
  expect(linesOf({ ...WELL, ...reader, name: 'idCardReader' })).toContain('    05.03-20251121-0000012345-1234567890');
});
