/** What the panel needs of the emulated devices: the emulators of the neighbouring folders have these shapes. */
import type { Presentation } from '../camera/presentation.ts';
import type { Condition, Scene } from '../camera/scene.ts';
import type { ReaderFault } from '../id-card-reader/faults.ts';
import type { Pose } from '../people/posed.ts';
import type { HandledPrinter } from '../receipt-printer/hands.ts';
import type { FurtherDevices } from './further.ts';
import type { SocialSecurityCards } from './social-security-cards.ts';

type Observed = {
  /** Called after every change; the answer unsubscribes. */
  onChange(listener: () => void): () => void;
};

export type PanelReader = Observed & {
  /** `personId`: whose card lies on it. */
  readonly state: { readonly plugged: boolean; readonly personId: string | null; readonly fault: ReaderFault | null };
  lay(personId: string): void;
  lift(): void;
  unplug(): void | Promise<void>;
  replug(): void | Promise<void>;
  setFault(fault: ReaderFault | null): void;
};

export type PanelCamera = Observed & {
  readonly state: {
    readonly plugged: boolean;
    readonly dropped: boolean;
    readonly show: Scene;
    readonly condition: Condition;
    readonly presentation: Presentation;
    readonly pose: Pose;
  };
  readonly url: string;
  show(scene: Scene): void | Promise<void>;
  setCondition(condition: Condition): void | Promise<void>;
  present(presentation: Presentation): void | Promise<void>;
  strike(pose: Pose): void | Promise<void>;
  drop(): void | Promise<void>;
  restore(): void | Promise<void>;
  unplug(): void | Promise<void>;
  replug(): void | Promise<void>;
};

export type PanelPrinter = Observed &
  HandledPrinter & {
    readonly state: {
      readonly plugged: boolean;
      readonly paper: 'ok' | 'low' | 'out';
      readonly cover: 'closed' | 'open';
    };
    readonly tickets: readonly { readonly id: string; readonly at: string; readonly text: string }[];
    png(id: string): Promise<Buffer>;
    clearTickets(): void;
  };

/** One of the sample people, as the panel shows them. */
export type PanelPerson = {
  readonly id: string;
  readonly name: string;
  /** GB/T 2261.1: 1 male, 2 female. */
  readonly sex: string;
  readonly birthDate: string;
  /** As on the card. */
  readonly number: string;
  readonly hasPortrait: boolean;
  /** Whose face this person has, when it is not their own. */
  readonly face?: string | undefined;
  /** What this person shows, in one line. */
  readonly note: string;
  readonly noteEn: string;
};

export type Desk = {
  readonly reader: PanelReader;
  readonly camera: PanelCamera;
  readonly printer: PanelPrinter;
  readonly people: readonly PanelPerson[];
  /** The devices beside the check-in, where there are any. */
  readonly further?: FurtherDevices;
  /** Social security cards, where there is something to read them. */
  readonly cards?: SocialSecurityCards;
  /** A small picture of the person. */
  readonly portrait: (id: string) => Promise<Buffer>;
};
