/** A terminal under a real systemd: services started, watched and started again as on the machine, without its console. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { BootedMachine, whyNoBoot } from './booted-machine.ts';
import { whyNoSession } from './kiosk-session.ts';

const BRIDGE = 'anban-bridge.service';
const KIOSK = 'anban-kiosk.service';
const soon = { timeout: 60_000, interval: 200 };
const reason = whyNoBoot() ?? whyNoSession();

/** There is no console here, so the kiosk draws nowhere; and we do not want to wait 15 s for the watchdog. */
const WITHOUT_CONSOLE = `
mkdir -p /etc/systemd/system/${KIOSK}.d /etc/systemd/system/${BRIDGE}.d
printf '%s\\n' '[Unit]' ConditionPathExists= '[Service]' PAMName= TTYPath= TTYReset=no TTYVHangup=no \
  TTYVTDisallocate=no StandardInput=null UtmpIdentifier= \
  'Environment=WLR_BACKENDS=headless WLR_LIBINPUT_NO_DEVICES=1 WLR_RENDERER=pixman' >/etc/systemd/system/${KIOSK}.d/test.conf
printf '%s\\n' '[Service]' WatchdogSec=3 RestartSec=200ms >/etc/systemd/system/${BRIDGE}.d/test.conf`;

describe.skipIf(reason !== null)(
  `a terminal that systemd runs${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    let machine: BootedMachine;

    beforeAll(async () => {
      machine = new BootedMachine();
      await vi.waitFor(
        () => expect(machine.run('systemctl', 'is-system-running').said, machine.bootLog).toMatch(/running|degraded/),
        soon,
      );
      machine.run('sh', '-c', WITHOUT_CONSOLE);
      const install = machine.run('/srv/release/deploy/install.sh', '--no-packages', '--centre', 'http://127.0.0.1:9');
      expect(install.said).toMatch(/is installed as terminal/);
      await vi.waitFor(() => expect(claims()).toBeGreaterThan(0), soon);
    });
    afterAll(() => machine?.close());

    /** How often a page took over the terminal. */
    const claims = () =>
      machine
        .run('sh', '-c', `journalctl -b -o cat -u ${BRIDGE} | grep -c client-claimed`)
        .said.split('\n')
        .map(Number)[0] ?? 0;
    const process = (unit: string) => machine.show(unit, 'MainPID');
    const isNew = (unit: string, before: string) =>
      vi.waitFor(() => {
        expect(machine.show(unit, 'ActiveState')).toBe('active');
        expect(process(unit)).not.toBe(before);
        expect(process(unit)).not.toBe('0');
      }, soon);

    test('bridge and browser run under the units’ restrictions, each as its own user', () => {
      expect(machine.run('systemctl', 'is-active', BRIDGE, KIOSK, 'anban-kiosk-restart.path').said).toBe(
        'active\nactive\nactive',
      );
      const users = machine.run('ps', '-o', 'user:20=', '-p', `${process(BRIDGE)},${process(KIOSK)}`).said;
      expect(users.split(/\s+/).sort()).toEqual(['anban-bridge', 'anban-kiosk']);
      const foreign = machine.run(
        'setpriv',
        '--reuid=anban-kiosk',
        '--regid=anban-kiosk',
        '--clear-groups',
        'ls',
        '/var/lib/anban',
      );
      expect(foreign.said).toContain('Permission denied');
      expect(machine.show(BRIDGE, 'NRestarts')).toBe('0');
    });

    test('the bridge asks for a new browser: it comes, and the request is gone', async () => {
      const before = process(KIOSK);
      machine.run(
        'setpriv',
        '--reuid=anban-bridge',
        '--regid=anban-bridge',
        '--clear-groups',
        'touch',
        '/run/anban/restart-page',
      );
      await isNew(KIOSK, before);
      expect(machine.run('ls', '/run/anban').said).toBe('');
    });

    test('the bridge is killed: it comes back, and the screen stays', async () => {
      const [bridge, kiosk] = [process(BRIDGE), process(KIOSK)];
      machine.run('systemctl', 'kill', '-s', 'KILL', BRIDGE);
      await isNew(BRIDGE, bridge);
      expect(process(KIOSK)).toBe(kiosk);
    });

    test('the bridge hangs: it falls silent, is ended and comes back', async () => {
      const before = process(BRIDGE);
      machine.run('systemctl', 'kill', '-s', 'STOP', BRIDGE);
      await isNew(BRIDGE, before);
      expect(machine.run('journalctl', '-b', '-o', 'cat', '-u', BRIDGE).said).toContain('Watchdog timeout');
    });
  },
);
