/**
 * The seam between whoever notices that the page has fallen silent and the system that shows it.
 *
 * The bridge has no right to restart another service, and must not get one. It leaves an empty file in its own runtime
 * folder; systemd's `anban-kiosk-restart.path` watches for it, and `anban-kiosk-restart.service` (root, fixed command
 * line, reads nothing of the file) removes it and restarts `anban-kiosk.service` if that runs. While the file is there
 * the request stands, so a request cannot get lost, and asking twice is asking once. See deploy/systemd.
 */
import { writeFileSync } from 'node:fs';
import type { BridgeConfig } from '../config.ts';
import { type BridgeLog, errorName } from '../log.ts';

/**
 * Asks for a new browser. True: asked. False: there is nobody to ask (`pageRestartFile` is not configured, as in a
 * trial) or the file could not be written; both are logged. Never throws.
 */
export function restartPage(config: Pick<BridgeConfig, 'pageRestartFile'>, log: BridgeLog): boolean {
  if (config.pageRestartFile === null) {
    log.write('page-restart-impossible', { why: 'pageRestartFile is not configured' });
    return false;
  }
  try {
    writeFileSync(config.pageRestartFile, '');
  } catch (error) {
    log.write('page-restart-impossible', { why: errorName(error) });
    return false;
  }
  log.write('page-restart-asked');
  return true;
}
