/** The terminal bridge's process: `node terminal-bridge/main.ts --config FILE`. */
import { parseArgs } from 'node:util';
import { systemClock } from '@anban/foundation/clock';
import { ConfigError, readConfig } from '@anban/foundation/config';
import { createEventLog } from '@anban/foundation/event-log';
import { startBridge } from './bridge.ts';
import { BridgeConfig } from './config.ts';
import { BRIDGE_EVENTS, errorName, errorPlace } from './log.ts';
import { serviceManager } from './service-manager.ts';
import { StoreError } from './store/store.ts';
import { createDevices } from './terminal/create-devices.ts';
import { answersOn, startWatchdog } from './watchdog.ts';

const WRONG_USAGE = 2;
const ENVIRONMENT = 3;
const DEFECT = 70;
const PORT_IN_USE = 98;
const HELP = 'usage: node terminal-bridge/main.ts --config FILE   (fields: terminal-bridge/config.ts)\n';

const config = configuration();
const log = createEventLog('terminal-bridge', BRIDGE_EVENTS);
process.on('uncaughtException', (error) => defect('process', error));
log.write('bridge-starting', { profile: config.profile });
const devices = createDevices(config, systemClock, log);
const bridge = await startBridge({ config, devices, clock: systemClock, log, random: Math.random }).catch(explain);
log.write('bridge-ready', { port: bridge.port });
const manager = serviceManager(process.env, process.pid, log);
const endWatchdog =
  manager === null
    ? () => {}
    : startWatchdog({ manager, isWell: (ms) => answersOn(bridge.port, ms), clock: systemClock, log });

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  log.write('bridge-stopping');
  endWatchdog();
  await bridge.close();
  await Promise.allSettled(Object.values(devices).map((device) => device.close()));
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());

function configuration(): BridgeConfig {
  const { values } = parseArgs({ options: { config: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help) {
    process.stdout.write(HELP);
    process.exit(0);
  }
  if (values.config === undefined) return end(WRONG_USAGE, HELP.trim());
  try {
    return readConfig(BridgeConfig, values.config);
  } catch (error) {
    if (error instanceof ConfigError) return end(WRONG_USAGE, error.message);
    throw error;
  }
}

/** What a person can do something about is said in one line; anything else is a defect and shows itself. */
function explain(error: unknown): never {
  if (error instanceof StoreError) return end(ENVIRONMENT, error.message);
  if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    return end(PORT_IN_USE, `port ${config.port} is in use by another program`);
  }
  return defect('start', error);
}

/** Ends at once, to be started again: what was committed is safe. The message stays unsaid, for it could quote data. */
function defect(where: string, error: unknown): never {
  log.write('unexpected-error', { where, error: errorName(error), at: errorPlace(error) });
  process.exit(DEFECT);
}

function end(code: number, line: string): never {
  process.stderr.write(`${line}\n`);
  process.exit(code);
}
