/** What the panel does to the devices when it is asked to. */
import { setTimeout as delay } from 'node:timers/promises';
import type { ReaderFault, ReaderFaultKind } from '../id-card-reader/faults.ts';
import { handle } from '../receipt-printer/hands.ts';
import type { Desk, PanelCamera } from './devices.ts';
import { layCard } from './lay.ts';
import type { CameraRequest, PrinterRequest, ReaderRequest } from './requests.ts';

/** A fault of a few answers waits for a card to be read: the search for a card would use it up unseen. */
function faultOf(kind: ReaderFaultKind, times: number | undefined): ReaderFault {
  return times === undefined ? { kind, times: Number.POSITIVE_INFINITY } : { kind, times, on: 'read' };
}

export async function onReader({ reader }: Desk, request: ReaderRequest): Promise<void> {
  switch (request.action) {
    case 'lay':
      return layCard(reader, request.person, delay);
    case 'lift':
      return reader.lift();
    case 'unplug':
      return reader.unplug();
    case 'replug':
      return reader.replug();
    case 'clear-fault':
      return reader.setFault(null);
    case 'fault':
      return reader.setFault(faultOf(request.kind, request.times));
  }
}

/** Only a camera that was cut off: those who watch another one would lose their picture. */
async function restore(camera: PanelCamera): Promise<void> {
  if (camera.state.dropped) await camera.restore();
}

export async function onCamera({ camera }: Desk, request: CameraRequest): Promise<void> {
  if ('show' in request) return camera.show(request.show);
  if ('condition' in request) return camera.setCondition(request.condition);
  if ('presentation' in request) return camera.present(request.presentation);
  if ('pose' in request) return camera.strike(request.pose);
  switch (request.action) {
    case 'drop':
      return camera.drop();
    case 'restore':
      return restore(camera);
    case 'unplug':
      return camera.unplug();
    case 'replug':
      return camera.replug();
  }
}

export const onPrinter = ({ printer }: Desk, request: PrinterRequest): Promise<void> => handle(printer, request.action);

/** Everything plugged and in order, nobody there, no card. Tickets stay. */
export async function tidyUp({ reader, camera, printer }: Desk): Promise<void> {
  await reader.replug();
  reader.setFault(null);
  reader.lift();
  await camera.replug();
  await restore(camera);
  await camera.setCondition('normal');
  await camera.present('live');
  await camera.strike('front');
  await camera.show({ kind: 'nobody' });
  await printer.replug();
  printer.closeCover();
  printer.refill();
}
