/** The work behind `anban diagnose`. */
import { systemClock } from '@anban/foundation/clock';
import { ConfigError, readConfig } from '@anban/foundation/config';
import { createEventLog } from '@anban/foundation/event-log';
import { EXIT, failed } from '../command-line/failure.ts';
import { BridgeConfig } from '../config.ts';
import { BRIDGE_EVENTS } from '../log.ts';
import { DiagnosticsReport } from '../protocol/diagnostics.ts';
import { DEVICE_NAMES, type DeviceName } from '../protocol/state.ts';
import { createDevices } from '../terminal/create-devices.ts';
import { deviceReports, isWell } from './device-report.ts';
import { DeviceHistory } from './history.ts';
import { DiagnosticsProof } from './proof.ts';
import { DEVICE_WORDS, reportLines } from './report-lines.ts';
import { unsteady } from './watch.ts';

const MESSAGE = '没有自检报告 (there is no report)';
const ANSWER_MS = 5000;
const DEFAULT_PORT = 5870;

export interface DiagnoseOptions {
  /** Default: 127.0.0.1 with the port of the configuration. */
  readonly url?: string;
  readonly config?: string;
  readonly waitMs: number;
  readonly json: boolean;
}

/** Prints the report; the answer is the exit code. */
export async function diagnose({ url, config, waitMs, json }: DiagnoseOptions): Promise<number> {
  try {
    const configured = config === undefined ? null : readConfig(BridgeConfig, config);
    const address = url ?? `http://127.0.0.1:${configured?.port ?? DEFAULT_PORT}`;
    const proof = configured === null ? null : DiagnosticsProof.read(configured.stateDir);
    const running = await fromBridge(address, proof);
    if (typeof running !== 'string') return print(running, running.ready, json);
    if (running === 'refused')
      return failed(json, EXIT.environment, {
        name: 'bridgeRefuses',
        code: 'B02',
        message: MESSAGE,
        hint: `a bridge runs at ${address} and keeps its report to those who can read its stateDir: use --config FILE, as its user`,
      });
    if (configured === null)
      return failed(json, EXIT.environment, {
        name: 'noBridge',
        code: 'B01',
        message: MESSAGE,
        hint: `no bridge answers at ${address}; with --config FILE the devices are opened without it`,
      });
    process.stderr.write(
      `没有终端程序在运行，直接查看设备 ${waitMs / 1000} 秒… (no bridge runs: watching the devices)\n`,
    );
    const { report, fell } = await fromDevices(configured, waitMs);
    for (const name of fell) process.stderr.write(`时好时坏 comes and goes: ${DEVICE_WORDS[name]}\n`);
    return print(report, fell.length === 0 && report.devices.every(isWell), json);
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return failed(json, EXIT.usage, { name: 'configWrong', code: 'B03', message: MESSAGE, hint: error.message });
  }
}

/** `refused`: a bridge runs and wants another proof. Whatever else answers there is no bridge. */
async function fromBridge(url: string, proof: string | null): Promise<DiagnosticsReport | 'none' | 'refused'> {
  try {
    const signal = AbortSignal.timeout(ANSWER_MS);
    const headers = proof === null ? {} : { authorization: proof };
    const answer = await fetch(new URL('/diagnostics', url), { signal, headers, redirect: 'error' });
    if (answer.status === 401) return 'refused';
    return DiagnosticsReport.parse(await answer.json());
  } catch {
    return 'none';
  }
}

/**
 * Only the devices: what is known of centre and roster stands in the store of a bridge, which is not opened. `fell`: those
 * that failed in the time after they had worked.
 */
async function fromDevices(
  config: BridgeConfig,
  waitMs: number,
): Promise<{ readonly report: DiagnosticsReport; readonly fell: readonly DeviceName[] }> {
  const log = createEventLog('diagnose', BRIDGE_EVENTS, { write: () => undefined });
  const devices = createDevices(config, systemClock, log);
  const history = new DeviceHistory(devices, systemClock);
  const fell = await unsteady(devices, DEVICE_NAMES, systemClock, waitMs);
  const report: DiagnosticsReport = {
    at: new Date(systemClock.now()).toISOString(),
    ready: false,
    profile: config.profile,
    siteName: '',
    terminalId: null,
    centre: 'unknown',
    session: null,
    rosterAt: null,
    waiting: 0,
    stuck: false,
    devices: deviceReports(devices, history),
  };
  history.close();
  await Promise.allSettled(DEVICE_NAMES.map((name) => devices[name].close()));
  return { report, fell };
}

function print(report: DiagnosticsReport, well: boolean, json: boolean): number {
  process.stdout.write(json ? `${JSON.stringify(report)}\n` : `${reportLines(report).join('\n')}\n`);
  return well ? EXIT.done : EXIT.failed;
}
