/**
 * `npm test`: installs what the tests need (a browser, a Chinese font, ffmpeg, a C compiler), checks formatting, imports
 * and types, then runs unit, contract, fault and browser tests. Ends with what was skipped, and one plain line
 * `N passed, N failed`.
 * Arguments narrow the run: `npm test -- kiosk/` or `npm test -- --project unit`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aptInstall, canUseApt } from './setup/apt.ts';
import { ensureBrowser } from './setup/browser.ts';
import { FONT_PACKAGES } from './setup/fonts.ts';
import { buildKiosk, ROOT } from './setup/kiosk.ts';
import { lastLines, type Tally, tallyOf } from './tally.ts';

const say = (line: string) => process.stderr.write(`anban: ${line}\n`);

/** What a test needs from Debian, and the file that shows that it is there. A test that lacks it says so and is skipped. */
const WANTED = [
  ...FONT_PACKAGES,
  { name: 'ffmpeg', file: '/usr/bin/ffmpeg' },
  { name: 'cups-ipp-utils', file: '/usr/sbin/ippeveprinter' },
  { name: 'gcc', file: '/usr/bin/cc' },
  { name: 'libc6-dev', file: '/usr/include/stdio.h' },
  // The second opinion on sealed documents (server/documents).
  { name: 'poppler-utils', file: '/usr/bin/pdfsig' },
  { name: 'libnss3-tools', file: '/usr/bin/certutil' },
  // The kiosk's real session, and the shell scripts that install it (deploy).
  { name: 'cage', file: '/usr/bin/cage' },
  { name: 'xwayland', file: '/usr/bin/Xwayland' },
  { name: 'shellcheck', file: '/usr/bin/shellcheck' },
  ...emulatedCardReader(),
];

const missing = WANTED.filter(({ file }) => !existsSync(file)).map(({ name }) => name);
if (missing.length > 0 && canUseApt()) {
  say(`installing ${missing.join(', ')} with apt …`);
  aptInstall(missing);
}
const browser = await ensureBrowser(ROOT, say);
await buildKiosk();

const checks = spawnSync(process.execPath, [join(ROOT, 'scripts/check.ts')], { cwd: ROOT, stdio: 'inherit' });
const report = join(mkdtempSync(join(tmpdir(), 'anban-test-')), 'report.json');
const vitest = spawnSync(
  'vitest',
  ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, ...process.argv.slice(2)],
  {
    cwd: ROOT,
    stdio: 'inherit',
    env: { ...process.env, ...browser.env, ANBAN_CHROMIUM: browser.path, ANBAN_KIOSK_BUILT: '1' },
  },
);

/**
 * A real pcscd with a virtual reader (tests/devices/pcsc.test.ts). Whoever reaches that reader over the network puts in
 * any card: never where a terminal is installed (docs/devices.md).
 */
function emulatedCardReader(): { readonly name: string; readonly file: string }[] {
  if (['/opt/anban', '/etc/anban'].some((path) => existsSync(path))) {
    say(
      'an Anban is installed on this machine: the virtual card reader (vsmartcard-vpcd) is not, and its tests are skipped',
    );
    return [];
  }
  return [
    { name: 'pcscd', file: '/usr/sbin/pcscd' },
    { name: 'vsmartcard-vpcd', file: '/usr/lib/pcsc/drivers/serial/libifdvpcd.so' },
  ];
}

const tally = count();
const failed = tally.failed + (checks.status === 0 ? 0 : 1);
if (checks.status !== 0) say('formatting, import rules or types are wrong: see the top of this output');
process.stdout.write(`\n${lastLines({ ...tally, failed })}\n`);
process.exit(failed === 0 && vitest.status === 0 ? 0 : 1);

/** A run without a report is a failure. */
function count(): Tally {
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: new Map() };
  return tallyOf(JSON.parse(readFileSync(report, 'utf8')), vitest.status === 0);
}
