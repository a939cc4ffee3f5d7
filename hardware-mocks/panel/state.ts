/** The state of the whole desk in one object: what GET /api/state answers and the event stream sends. */
import type { Presentation } from '../camera/presentation.ts';
import type { Condition, Scene } from '../camera/scene.ts';
import type { ReaderFaultKind } from '../id-card-reader/faults.ts';
import type { Pose } from '../people/posed.ts';
import type { Desk } from './devices.ts';

export type DeskState = {
  readonly reader: {
    readonly plugged: boolean;
    /** Whose card lies on it. */
    readonly card: string | null;
    /** `times` is null when it lasts until it is cleared. */
    readonly fault: { readonly kind: ReaderFaultKind; readonly times: number | null } | null;
  };
  readonly camera: {
    readonly plugged: boolean;
    /** The connection is cut and refused. */
    readonly dropped: boolean;
    readonly show: Scene;
    readonly condition: Condition;
    /** In person, or by an artefact. */
    readonly presentation: Presentation;
    /** What the person, or who holds the artefact, does. */
    readonly pose: Pose;
  };
  readonly printer: {
    readonly plugged: boolean;
    readonly paper: 'ok' | 'low' | 'out';
    readonly cover: 'closed' | 'open';
  };
  /** Oldest first. */
  readonly tickets: readonly { readonly id: string; readonly at: string }[];
};

export function deskState({ reader, camera, printer }: Desk): DeskState {
  const { fault } = reader.state;
  return {
    reader: {
      plugged: reader.state.plugged,
      card: reader.state.personId,
      fault: fault === null ? null : { kind: fault.kind, times: Number.isFinite(fault.times) ? fault.times : null },
    },
    camera: {
      plugged: camera.state.plugged,
      dropped: camera.state.dropped,
      show: camera.state.show,
      condition: camera.state.condition,
      presentation: camera.state.presentation,
      pose: camera.state.pose,
    },
    printer: { plugged: printer.state.plugged, paper: printer.state.paper, cover: printer.state.cover },
    tickets: printer.tickets.map(({ id, at }) => ({ id, at })),
  };
}

/** Calls `listener` after every change of any device; the answer unsubscribes. */
export function watchDesk({ reader, camera, printer }: Desk, listener: () => void): () => void {
  const unsubscribe = [reader, camera, printer].map((device) => device.onChange(listener));
  return () => {
    for (const stop of unsubscribe) stop();
  };
}
