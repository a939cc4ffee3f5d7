/** Keeps the public state in step with the parts: devices, roster, enrolment, centre, outbox. */
import type { Clock } from '@anban/foundation/clock';
import { dayInChina } from '@anban/server/contract/common';
import type { CentreLink } from '../centre/link.ts';
import type { Device } from '../devices/device.ts';
import type { BridgeLog } from '../log.ts';
import type { OutboxQueue } from '../outbox/queue.ts';
import type { DeviceName, DeviceStatus } from '../protocol/state.ts';
import { DEVICE_NAMES } from '../protocol/state.ts';
import type { RosterStore } from '../roster/roster-store.ts';
import type { Enrolment } from './enrolment.ts';
import type { TerminalStatus } from './state.ts';

/** How soon a new day's session is shown. */
const DAY_CHECK_MS = 60_000;

export interface WiringOptions {
  readonly status: TerminalStatus;
  readonly devices: Readonly<Record<DeviceName, Device>>;
  readonly link: CentreLink;
  readonly roster: RosterStore;
  readonly enrolment: Enrolment;
  readonly queue: OutboxQueue;
  readonly clock: Clock;
  readonly log: BridgeLog;
}

export interface Wiring {
  /** Call when the outbox changed. */
  readonly outboxChanged: () => void;
  readonly close: () => void;
}

/** Starts following; every change of a device is logged once. */
export function wireStatus(options: WiringOptions): Wiring {
  const { status, devices, link, queue } = options;
  const outboxChanged = () => status.update({ waiting: queue.waiting() });
  const place = () => status.update(placeOf(options));
  const offs = DEVICE_NAMES.map((name) => follow(options, name, devices[name]));
  offs.push(link.onState.on((centre) => status.update({ centre })));
  offs.push(link.onRoster.on(place));
  place();
  outboxChanged();
  let stopDays = () => {};
  const day = () => {
    place();
    stopDays = options.clock.after(DAY_CHECK_MS, day);
  };
  day();
  return {
    outboxChanged,
    close: () => {
      stopDays();
      for (const off of offs) off();
    },
  };
}

function follow({ status, log }: WiringOptions, name: DeviceName, device: Device): () => void {
  let logged = '';
  const tell = (now: DeviceStatus) => {
    status.device(name, now);
    // A card that comes and goes is a person's doing, not the device's: it would fill the log.
    const health = now.status === 'card-present' || now.status === 'busy' ? 'ready' : now.status;
    const entry = `${health} ${now.reason ?? ''}`;
    if (entry !== logged) log.write('device-status', { device: name, status: health, fault: now.reason ?? null });
    logged = entry;
  };
  tell(device.status);
  return device.onStatus(tell);
}

function placeOf({ enrolment, roster, clock }: WiringOptions) {
  const session = roster.sessionOn(dayInChina(clock.now()));
  return {
    siteName: session?.siteName ?? enrolment.answer?.siteName ?? '',
    session: session === null ? null : { title: session.title, day: session.day },
  };
}
