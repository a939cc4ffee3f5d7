/**
 * Managed policies of the kiosk's Chromium (Debian: /etc/chromium/policies/managed), each with its reason.
 * `node deploy/session/policies.ts --origin http://127.0.0.1:5870 [--for-tests] [--explain]` prints them as JSON, or as a
 * table. Names and values: https://chromeenterprise.google/policies/
 */
import { parseArgs } from 'node:util';

export interface Policy {
  readonly value: unknown;
  readonly why: string;
}

/** Policies that shut out a debugger: all that the tests of the session leave out, because they drive it with one. */
export const AGAINST_DEBUGGERS = ['DeveloperToolsAvailability', 'RemoteDebuggingAllowed'] as const;

const no = (why: string): Policy => ({ value: false, why });

/** All policies for a kiosk whose page comes from `origin` (`http://127.0.0.1:5870`). */
export function policies(origin: string): Readonly<Record<string, Policy>> {
  return {
    URLBlocklist: {
      value: ['*', 'chrome://*', 'devtools://*'],
      why: 'the terminal shows its own page and nothing else: no web, no file:, no data:; `*` alone leaves Chromium’s own pages open',
    },
    URLAllowlist: { value: [origin, 'about:blank'], why: 'the bridge; and the page that Chromium itself starts from' },
    DeveloperToolsAvailability: { value: 2, why: 'no developer tools, also not by a keyboard that is plugged in' },
    RemoteDebuggingAllowed: no('nobody drives the page from another program'),
    IncognitoModeAvailability: { value: 1, why: 'one window, with the policies of this file' },
    BrowserAddPersonEnabled: no('no second profile'),
    BrowserGuestModeEnabled: no('no guest window'),
    BrowserSignin: { value: 0, why: 'no account' },
    SyncDisabled: { value: true, why: 'nothing leaves the terminal' },
    ExtensionInstallBlocklist: { value: ['*'], why: 'no extension reads the page' },
    DownloadRestrictions: { value: 3, why: 'no downloads' },
    AllowFileSelectionDialogs: no('a file dialog shows the disk'),
    PrintingEnabled: no('printing is the bridge’s: no dialog with printers and "save as PDF"'),
    BookmarkBarEnabled: no('nothing beside the page'),
    EditBookmarksEnabled: no('nothing that one person leaves for the next'),
    SavingBrowserHistoryDisabled: { value: true, why: 'nothing of a visit is kept' },
    PasswordManagerEnabled: no('the officers’ PINs are not offered for keeping'),
    AutofillAddressEnabled: no('what one person types is not offered to the next'),
    AutofillCreditCardEnabled: no('the same'),
    SearchSuggestEnabled: no('what is typed goes nowhere'),
    SpellcheckEnabled: no('red lines below names; a dictionary that grows'),
    TranslateEnabled: no('no bar that offers a translation; the page has its own languages'),
    DefaultNotificationsSetting: { value: 2, why: 'nothing lies over the page' },
    DefaultPopupsSetting: { value: 2, why: 'one window' },
    DefaultGeolocationSetting: { value: 2, why: 'no question to the person' },
    DefaultClipboardSetting: { value: 2, why: 'what one person copied is not the next one’s' },
    DefaultWebUsbGuardSetting: { value: 2, why: 'devices belong to the bridge' },
    DefaultSerialGuardSetting: { value: 2, why: 'the same' },
    DefaultWebHidGuardSetting: { value: 2, why: 'the same' },
    DefaultWebBluetoothGuardSetting: { value: 2, why: 'the same' },
    VideoCaptureAllowed: no('the camera is the bridge’s: the page shows the bridge’s picture'),
    AudioCaptureAllowed: no('the terminal does not listen'),
    ScreenCaptureAllowed: no('nobody takes the screen'),
    AutoplayAllowed: { value: true, why: 'the voice speaks without being touched first' },
    MetricsReportingEnabled: no('nothing leaves the terminal'),
    SafeBrowsingProtectionLevel: { value: 0, why: 'asks a foreign server about addresses; there is only one here' },
    ComponentUpdatesEnabled: no('changes come with Debian’s packages, when the operator wants them'),
    BackgroundModeEnabled: no('no Chromium without its window'),
    DefaultBrowserSettingEnabled: no('no question about the default browser'),
    PromotionsEnabled: no('no welcome page'),
    HideWebStoreIcon: { value: true, why: 'no web store' },
    NetworkPredictionOptions: { value: 2, why: 'no look-ups of names that nobody asked for' },
    DnsOverHttpsMode: { value: 'off', why: 'names are the operator’s resolver’s' },
    BrowserNetworkTimeQueriesEnabled: no('asks a foreign server'),
    AllowDinosaurEasterEgg: no('an error page is not a game'),
  };
}

/** What goes into the file. `forTests`: without those against debuggers, and nothing else. */
export function managedPolicies(origin: string, forTests = false): Record<string, unknown> {
  const left = forTests ? new Set<string>(AGAINST_DEBUGGERS) : new Set<string>();
  const kept = Object.entries(policies(origin)).filter(([name]) => !left.has(name));
  return Object.fromEntries(kept.map(([name, { value }]) => [name, value]));
}

/** A table for people. */
function explained(origin: string): string {
  const rows = Object.entries(policies(origin)).map(
    ([name, { value, why }]) => `| ${name} | \`${JSON.stringify(value)}\` | ${why} |`,
  );
  return ['| policy | value | why |', '|---|---|---|', ...rows].join('\n');
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      origin: { type: 'string', default: 'http://127.0.0.1:5870' },
      'for-tests': { type: 'boolean', default: false },
      explain: { type: 'boolean', default: false },
    },
  });
  const text = values.explain
    ? explained(values.origin)
    : JSON.stringify(managedPolicies(values.origin, values['for-tests']), null, 2);
  process.stdout.write(`${text}\n`);
}
