/** For staff: who signs in sees how every device fares, can test each, try a card and print the report. */
import { aboutDevice } from '@anban/terminal-bridge/protocol/device-about';
import type { DeviceReport, DiagnosticsReport } from '@anban/terminal-bridge/protocol/diagnostics';
import { wantsStaffCard } from '@anban/terminal-bridge/protocol/state';
import { useState } from 'preact/hooks';
import { STAFF_TEXTS } from '../../i18n/staff.ts';
import { useTexts } from '../../i18n/translate.ts';
import { Button } from '../../ui/button.tsx';
import { Facts } from '../../ui/facts.tsx';
import { FaultMessage } from '../../ui/fault-message.tsx';
import { Message } from '../../ui/message.tsx';
import { Lead } from '../../ui/phrases.tsx';
import { LayCard } from '../../ui/pictures.tsx';
import { Screen } from '../../ui/screen.tsx';
import { StaffLogin } from '../../ui/staff-login.tsx';
import type { Conductor } from '../conductor.ts';
import { isAsWanted } from '../devices.ts';
import { SESSION_TEXTS } from '../texts.ts';

const EMPTY = { staffNumber: '', pin: '' };
interface Props {
  readonly conductor: Conductor;
}

export default function Diagnostics({ conductor }: Props) {
  const { report, device } = conductor.diagnostics;
  if (report === null) return <SignIn conductor={conductor} />;
  const shown = report.devices.find(({ name }) => name === device);
  if (shown !== undefined) return <OneDevice conductor={conductor} device={shown} />;
  return <AllDevices conductor={conductor} report={report} />;
}

function SignIn({ conductor }: Props) {
  const t = useTexts(STAFF_TEXTS);
  const [login, setLogin] = useState(EMPTY);
  const { diagnostics, link } = conductor;
  const byCard = link.phase === 'online' && wantsStaffCard(link.terminal);
  const isChecking = diagnostics.activity === 'signing-in';
  const signIn = () => {
    setLogin(EMPTY);
    void diagnostics.signIn(byCard ? { ...login, staffNumber: null } : login);
  };
  if (byCard && isChecking) {
    return (
      <Screen name="diagnostics" title={t('layCard')} picture={<LayCard />} leave={t('leave')}>
        <Lead>{t('layCardMore')}</Lead>
      </Screen>
    );
  }
  const title = isChecking ? 'checking' : byCard ? 'loginByCard' : 'login';
  return (
    <Screen name="diagnostics" title={t(title)} leave={t('leave')}>
      <StaffLogin
        key={String(byCard)}
        login={login}
        fault={diagnostics.fault}
        byCard={byCard}
        onChange={setLogin}
        onNext={signIn}
        onBack={() => conductor.cancel()}
      />
    </Screen>
  );
}

function AllDevices({ conductor, report }: Props & { readonly report: DiagnosticsReport }) {
  const t = useTexts(STAFF_TEXTS);
  const say = useTexts(SESSION_TEXTS);
  const isOut = conductor.link.phase === 'online' && conductor.link.terminal.outOfService === 'maintenance';
  const { diagnostics } = conductor;
  const actions = (
    <div class="equals">
      <Button kind="equal" icon="card" onPress={() => void diagnostics.tryDocument()}>
        {t('tryCard')}
      </Button>
      <Button kind="equal" icon="printer" onPress={() => void diagnostics.print()}>
        {t('print')}
      </Button>
      <Button
        kind="equal"
        icon={isOut ? 'again' : 'unavailable'}
        onPress={() => void diagnostics.setMaintenance(!isOut)}
      >
        {say(isOut ? 'maintainEnd' : 'maintain')}
      </Button>
    </div>
  );
  return (
    <Screen
      name="diagnostics"
      title={t(diagnostics.activity === 'trying' ? 'trying' : 'title')}
      leave={t('leave')}
      actions={actions}
    >
      <News conductor={conductor} report={report} />
      <div class="devices">
        {report.devices.map(({ name }) => (
          <Button
            key={name}
            {...(isWell(conductor, name) ? {} : { icon: 'attention' as const })}
            onPress={() => void diagnostics.show(name)}
          >
            {t(`device.${name}`)}: <StatusNow conductor={conductor} name={name} />
          </Button>
        ))}
      </div>
    </Screen>
  );
}

/** What is not well is marked, because the sentence above sends staff to it. */
const isWell = ({ link }: Conductor, name: DeviceReport['name']): boolean =>
  link.phase === 'offline' || isAsWanted(link.terminal, name);

/** As the terminal says now, which can be later than the report. */
function StatusNow({ conductor: { link }, name }: Props & { readonly name: DeviceReport['name'] }) {
  const t = useTexts(STAFF_TEXTS);
  if (link.phase === 'offline') return null;
  const { status, warning } = link.terminal.devices[name];
  return <strong>{t(warning === undefined ? `status.${status}` : `warning.${warning}`)}</strong>;
}

/** One sentence: what is being done, what came of it, or how the terminal fares. */
function News({ conductor, report }: Props & { readonly report: DiagnosticsReport }) {
  const t = useTexts(STAFF_TEXTS);
  const { diagnostics, link } = conductor;
  const { activity, fault, tried, printed } = diagnostics;
  if (activity === 'trying') return <Message tone="info">{t('tryingMore')}</Message>;
  if (activity === 'printing') return <Message tone="info">{t('printing')}</Message>;
  if (fault !== null) return <FaultMessage fault={fault} />;
  if (tried !== null) {
    const { kind, milliseconds } = tried;
    return <Message tone="good">{t('tried', { kind: t(`kind.${kind}`), milliseconds })}</Message>;
  }
  if (printed) return <Message tone="good">{t('printed')}</Message>;
  if (link.phase === 'online' && link.terminal.outOfService === 'maintenance') {
    return <Message tone="care">{t('maintained')}</Message>;
  }
  if (report.stuck) return <Message tone="care">{t('stuck')}</Message>;
  // From the state that the marks below are from: a report is of the moment in which it was asked.
  const now = link.phase === 'online' ? link.terminal : report;
  if (now.centre !== 'connected') return <Message tone="care">{t('centreLost', { waiting: now.waiting })}</Message>;
  const ready = report.devices.every(({ name }) => isWell(conductor, name));
  return <Message tone={ready ? 'good' : 'care'}>{t(ready ? 'ready' : 'notReady')}</Message>;
}

/** Hour and minute by the clock on the wall, which is China's. */
const timeOf = (at: string): string =>
  new Date(at).toLocaleTimeString('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit' });

function OneDevice({ conductor, device }: Props & { readonly device: DeviceReport }) {
  const t = useTexts(STAFF_TEXTS);
  const { diagnostics } = conductor;
  const { activity, test, fault } = diagnostics;
  const errors = device.errors.slice(0, 3).map(({ code, at }) => `${code} ${timeOf(at)}`);
  const told = aboutDevice(device).map(({ label, value }) => ({ label: t(`about.${label}`), value }));
  const warning = device.warning === null ? '' : t(`warning.${device.warning}`);
  const status = [t(`status.${device.status}`), device.code ?? '', warning].filter((word) => word !== '').join(' ');
  const facts = [
    { label: t('status'), value: status },
    ...told,
    { label: t('lastErrors'), value: errors.length === 0 ? t('noErrors') : errors.join(', ') },
  ];
  const actions = (
    <div class="equals">
      <Button kind="equal" icon="again" onPress={() => void diagnostics.selfTest(device.name)}>
        {t(activity === 'testing' ? 'testing' : 'selfTest')}
      </Button>
      <Button kind="equal" icon="back" onPress={() => void diagnostics.show(null)}>
        {t('back')}
      </Button>
    </div>
  );
  return (
    <Screen name="diagnostics" title={t(`device.${device.name}`)} leave={t('leave')} actions={actions}>
      {fault !== null && <FaultMessage fault={fault} />}
      {test?.outcome === 'passed' && <Message tone="good">{t('passed', { milliseconds: test.milliseconds })}</Message>}
      {test?.outcome === 'card-needed' && <Message tone="info">{t('cardNeeded')}</Message>}
      {test?.outcome === 'failed' && <FaultMessage fault={test.fault}>{t('failed')}</FaultMessage>}
      <div class="device-facts">
        <Facts facts={facts} />
      </div>
    </Screen>
  );
}
