/** The work behind `anban diagnose`. */
import { systemClock } from '@anban/foundation/clock';
import { ConfigError, readConfig } from '@anban/foundation/config';
import { createEventLog } from '@anban/foundation/event-log';
import { BridgeConfig } from '../config.ts';
import { BRIDGE_EVENTS } from '../log.ts';
import { DiagnosticsReport } from '../protocol/diagnostics.ts';
import { DEVICE_NAMES } from '../protocol/state.ts';
import { createDevices } from '../terminal/create-devices.ts';
import { deviceReports, isWell } from './device-report.ts';
import { DeviceHistory } from './history.ts';
import { reportLines } from './report-lines.ts';

const WRONG_USAGE = 2;
const ENVIRONMENT = 3;
const ANSWER_MS = 5000;

export interface DiagnoseOptions {
  readonly url: string;
  readonly config?: string;
  readonly waitMs: number;
  readonly json: boolean;
}

/** Prints the report; the answer is the exit code. */
export async function diagnose({ url, config, waitMs, json }: DiagnoseOptions): Promise<number> {
  const running = await fromBridge(url);
  if (running !== null) return print(running, running.ready, json);
  if (config === undefined) {
    process.stderr.write(`no bridge answers at ${url}; with --config FILE the devices are opened without it\n`);
    return ENVIRONMENT;
  }
  try {
    const report = await fromDevices(readConfig(BridgeConfig, config), waitMs);
    return print(report, report.devices.every(isWell), json);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    process.stderr.write(`${error.message}\n`);
    return WRONG_USAGE;
  }
}

async function fromBridge(url: string): Promise<DiagnosticsReport | null> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const answer = await fetch(new URL('/diagnostics', url), { signal, redirect: 'error' });
    return DiagnosticsReport.parse(await answer.json());
  } catch {
    return null;
  }
}

/** Only the devices: what is known of centre and roster stands in the store of a bridge, which is not opened. */
async function fromDevices(config: BridgeConfig, waitMs: number): Promise<DiagnosticsReport> {
  const log = createEventLog('diagnose', BRIDGE_EVENTS, { write: () => undefined });
  const devices = createDevices(config, systemClock, log);
  const history = new DeviceHistory(devices, systemClock);
  const giveUpAt = systemClock.now() + waitMs;
  const settled = () => DEVICE_NAMES.every((name) => isWell(devices[name].status));
  while (!settled() && systemClock.now() < giveUpAt)
    await new Promise((resolve) => systemClock.after(100, () => resolve(null)));
  const report: DiagnosticsReport = {
    at: new Date(systemClock.now()).toISOString(),
    ready: false,
    profile: config.profile,
    siteName: '',
    terminalId: null,
    centre: 'unreachable',
    session: null,
    rosterAt: null,
    waiting: 0,
    stuck: false,
    devices: deviceReports(devices, history),
  };
  history.close();
  await Promise.allSettled(DEVICE_NAMES.map((name) => devices[name].close()));
  return report;
}

function print(report: DiagnosticsReport, well: boolean, json: boolean): number {
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${reportLines(report).join('\n')}\n`);
  return well ? 0 : 1;
}
