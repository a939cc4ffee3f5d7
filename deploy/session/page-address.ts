/**
 * The address of the kiosk's page, from the terminal's configuration: its port, how fine the panel is, and the keys of a
 * person's switches. `node page-address.ts FILE` prints it; `node page-address.ts FILE --ppi N` prints the configuration
 * with another `panel.ppi` instead. Exit code 2 and a sentence when the file or the number is wrong.
 *
 * Runs before the release's packages are proven: it uses nothing but Node. The fields are those of terminal-bridge/config.ts.
 */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const DEFAULT_PORT = 5870;
const WRONG_USAGE = 2;
type Fields = Record<string, unknown>;

/** `config` is what the file holds. Throws an Error with a sentence for the person. */
export function pageAddress(config: Fields): string {
  const address = new URL(`http://127.0.0.1:${config.port ?? DEFAULT_PORT}/`);
  const { panel, switches } = config;
  if (isFields(panel) && panel.ppi !== undefined) address.searchParams.set('ppi', String(ppiOf(Number(panel.ppi))));
  if (isFields(switches)) {
    for (const name of ['next', 'press']) {
      const code = switches[name];
      if (code === undefined) continue;
      // What KeyboardEvent.code can be; anything else has no business in an address that systemd passes on.
      if (typeof code !== 'string' || !/^[A-Za-z0-9]+$/.test(code)) throw new Error(`switches.${name}: like "KeyA"`);
      address.searchParams.set(name, code);
    }
  }
  return address.href;
}

/** The configuration for a panel of `ppi` pixels per inch; all else stays. */
export const withPpi = (config: Fields, ppi: number): Fields => ({ ...config, panel: { ppi: ppiOf(ppi) } });

function ppiOf(ppi: number): number {
  if (ppi >= 60 && ppi <= 400) return ppi;
  throw new Error('pixels per inch of the panel: 60 to 400 (1080 × 1920 on 21.5": 102; on 15.6": 141)');
}

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

if (import.meta.main) {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { ppi: { type: 'string' } } });
  try {
    const config: unknown = JSON.parse(readFileSync(positionals[0] ?? '', 'utf8'));
    if (!isFields(config)) throw new Error('the configuration is not a JSON object');
    const { ppi } = values;
    const text = ppi === undefined ? pageAddress(config) : JSON.stringify(withPpi(config, Number(ppi)), null, 2);
    process.stdout.write(`${text}\n`);
  } catch (error) {
    process.stderr.write(`anban: ${error instanceof Error ? error.message : error}\n`);
    process.exit(WRONG_USAGE);
  }
}
