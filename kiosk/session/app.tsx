/** The whole page: which screen, what surrounds it, and the two dialogs that can lie above it. */
import type { VNode } from 'preact';
import { useEffect, useMemo, useReducer, useState } from 'preact/hooks';
import { COMMON_TEXTS } from '../i18n/common.ts';
import { LanguageContext, useTexts } from '../i18n/translate.ts';
import { Modes } from '../modes/modes.tsx';
import { Button } from '../ui/button.tsx';
import { Countdown } from '../ui/countdown.tsx';
import { Dialog } from '../ui/dialog.tsx';
import { FrameContext } from '../ui/frame.ts';
import { sentences } from '../ui/phrases.tsx';
import { AssistedContext } from './assistance.ts';
import { AssistDialog, AssistingBanner, TakeCardBanner } from './banners.tsx';
import type { Conductor } from './conductor.ts';
import type { SessionState } from './machine.ts';
import { applyPreferences } from './preferences.ts';
import { RecordingSign } from './recording-sign.tsx';
import { Attract } from './screens/attract.tsx';
import { LazyDiagnostics } from './screens/lazy-diagnostics.tsx';
import { OutOfService } from './screens/out-of-service.tsx';
import { Starting, Wiped } from './screens/passing.tsx';
import { Problem } from './screens/problem.tsx';
import { SESSION_TEXTS } from './texts.ts';

/** A screen for every state of the session; a visit draws its own. */
const SCREENS = {
  outOfService: OutOfService,
  attract: Attract,
  diagnostics: LazyDiagnostics,
  starting: Starting,
  visit: ({ conductor }) => conductor.visit?.render() ?? <Starting conductor={conductor} />,
  problem: Problem,
  wiped: Wiped,
} satisfies Record<SessionState, (props: { readonly conductor: Conductor }) => VNode>;

interface AppProps {
  readonly conductor: Conductor;
  /** By the calendar on the wall, which can turn while the page stands. */
  readonly thisYear: () => number;
}

export function App({ conductor, thisYear }: AppProps) {
  const [, redraw] = useReducer((n: number) => n + 1, 0);
  useEffect(() => conductor.subscribe(() => redraw(undefined)), [conductor]);
  const { preferences, link, help, idle, assistance, reminder } = conductor;
  // Before anything is drawn: what measures itself does so in the letters that it is shown in.
  useMemo(() => applyPreferences(document.documentElement, preferences), [preferences]);
  const Shown = SCREENS[conductor.state];
  const helper = assistance.active && <AssistingBanner onEnd={() => void conductor.endAssistance()} />;
  // Its button is within reach of somebody who sits.
  const isSeated = preferences.reach === 'low';
  return (
    <LanguageContext.Provider value={preferences.language}>
      <FrameContext.Provider
        value={{
          siteName: link.phase === 'online' ? link.terminal.siteName : '',
          office: (link.phase === 'online' ? link.terminal.office : undefined) ?? null,
          thisYear: thisYear(),
          phoneHint: conductor.phoneHint,
          preferences,
          onPrefer: (choice) => conductor.prefer(choice),
          staffHold: conductor.staffHold,
          onHelp: () => void help.call(),
          onDisplay: () => conductor.showSettings(true),
          onLeave: () => conductor.cancel(),
        }}
      >
        {link.phase === 'online' && link.terminal.recording === true && <RecordingSign />}
        {!isSeated && helper}
        {reminder.due && conductor.state === 'visit' && <TakeCardBanner />}
        <AssistedContext.Provider value={assistance.active}>
          <Shown conductor={conductor} />
        </AssistedContext.Provider>
        {isSeated && helper}
        {(assistance.state === 'asking' || assistance.state === 'checking') && idle.countdown === null && (
          <AssistDialog conductor={conductor} />
        )}
        {help.state !== 'quiet' && idle.countdown === null && <HelpDialog conductor={conductor} />}
        <Modes conductor={conductor} />
        {idle.countdown !== null && <IdleDialog conductor={conductor} seconds={idle.countdown} />}
      </FrameContext.Provider>
    </LanguageContext.Provider>
  );
}

const HELP_TEXTS = {
  quiet: ['help', 'helpToldMore'],
  calling: ['helpCalling', 'helpToldMore'],
  told: ['helpTold', 'helpToldMore'],
  untold: ['helpUntold', 'helpUntoldMore'],
} as const;

function HelpDialog({ conductor }: { readonly conductor: Conductor }) {
  const t = useTexts(COMMON_TEXTS);
  const forHelper = useTexts(SESSION_TEXTS);
  const { help, assistance } = conductor;
  const [title, more] = HELP_TEXTS[help.state];
  const close = () => help.dismiss();
  return (
    <Dialog
      title={t(title)}
      icon={help.state === 'calling' ? 'working' : 'staff'}
      onDismiss={close}
      actions={
        <>
          <Button kind="primary" icon="done" onPress={close}>
            {t('close')}
          </Button>
          {conductor.state === 'visit' && assistance.state === 'none' && (
            <Button
              kind="quiet"
              icon="staff"
              onPress={() => {
                help.dismiss();
                assistance.ask();
              }}
            >
              {forHelper('assist')}
            </Button>
          )}
          {conductor.canDiagnose && (
            <Button kind="quiet" icon="staff" onPress={() => conductor.diagnose()}>
              {forHelper('diagnose')}
            </Button>
          )}
        </>
      }
    >
      <p role="status">{sentences(t(more))}</p>
    </Dialog>
  );
}

function IdleDialog({ conductor, seconds }: { readonly conductor: Conductor; readonly seconds: number }) {
  const t = useTexts(COMMON_TEXTS);
  const [from] = useState(seconds);
  return (
    <Dialog
      title={t('idleTitle')}
      icon="waiting"
      sign={<Countdown seconds={seconds} of={from} />}
      actions={
        <>
          <Button kind="primary" icon="done" onPress={() => conductor.idle.stay()}>
            {t('idleStay')}
          </Button>
          <Button icon="close" onPress={() => conductor.cancel()}>
            {t('idleLeave')}
          </Button>
        </>
      }
    >
      <p role="timer">{sentences(t('idleMore', { seconds }))}</p>
    </Dialog>
  );
}
