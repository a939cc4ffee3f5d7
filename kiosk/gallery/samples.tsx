/** Everything that the gallery can show, by name: `<state>`, `<state>/<variant>`, `dialog/<which>`, `component/<which>`. */
import type { VNode } from 'preact';
import { SCREENS } from '../services/check-in/screens/index.ts';
import type { RoomEntryContext, RoomEntryState } from '../services/room-entry/machine.ts';
import { SCREENS as ENTRY_SCREENS, SCREEN_NAMES } from '../services/room-entry/screens.tsx';
import type { Patience, Service } from '../services/service.ts';
import { READY } from '../testing/sample-states.ts';
import { CHECK_IN_SAMPLES, type CheckInSample, contextOf } from './check-in-samples.ts';
import { COMPONENT_SAMPLES } from './component-samples.tsx';
import { DIALOG_SAMPLES, TAKE_CARD, TAKE_CARD_S } from './dialog-samples.ts';
import { entryContextOf, ROOM_ENTRY_SAMPLES } from './room-entry-samples.ts';
import { type Arrangement, SESSION_SAMPLES } from './session-samples.ts';

export interface Sample extends Arrangement {
  /** What the root of the screen is called, for its test id. */
  readonly screen: string;
  /** Drawn in place of a visit. */
  readonly draw?: () => VNode;
  /** How long it waits; that of a question where nothing else is said. */
  readonly patience?: Patience;
}

const named = (screen: string, variant: string): string => (variant === '' ? screen : `${screen}/${variant}`);

/** A service whose only visit shows one screen and goes nowhere. */
export const serviceOf = (draw: () => VNode, patience: Patience = { kind: 'ask', seconds: 60 }): Service => ({
  id: 'sample',
  profiles: ['assessment', 'hall', 'bank'],
  startsWithCard: false,
  title: () => '样例',
  recovers: false,
  load: async () => ({
    begin: () => ({
      over: false,
      screen: 'sample',
      patience,
      send: () => {},
      subscribe: () => () => {},
      render: draw,
      stop: () => {},
    }),
  }),
});

const isAtTheDoor = (state: string): state is RoomEntryState => state in ROOM_ENTRY_SAMPLES;
const STATES_AT_THE_DOOR = Object.keys(ROOM_ENTRY_SAMPLES).filter(isAtTheDoor);

const begin: NonNullable<Arrangement['act']> = (conductor) => conductor.begin('sample');

function checkIns(): [string, Sample][] {
  return Object.entries(CHECK_IN_SAMPLES).flatMap(([screen, variants]) =>
    Object.entries<CheckInSample>(variants).map(([variant, sample]): [string, Sample] => {
      const Shown = sample.part ?? Object.entries(SCREENS).find(([state]) => state === screen)?.[1] ?? SCREENS.ended;
      const { checking = false, byCard = false } = sample;
      const draw = () => <Shown context={contextOf(sample)} checking={checking} byCard={byCard} send={() => {}} />;
      return [named(`check-in/${screen}`, variant), { screen, draw, act: begin }];
    }),
  );
}

function roomEntries(): [string, Sample][] {
  return STATES_AT_THE_DOOR.flatMap((state) =>
    Object.entries<Partial<RoomEntryContext>>(ROOM_ENTRY_SAMPLES[state]).map(([variant, change]): [string, Sample] => {
      const Shown = ENTRY_SCREENS[state];
      const draw = () => <Shown context={entryContextOf(change)} send={() => {}} />;
      return [named(`room-entry/${state}`, variant), { screen: SCREEN_NAMES[state], draw, act: begin }];
    }),
  );
}

function sessions(): [string, Sample][] {
  return Object.entries(SESSION_SAMPLES).flatMap(([screen, variants]) =>
    Object.entries<Arrangement>(variants).map(([variant, arrangement]): [string, Sample] => [
      named(`session/${screen}`, variant),
      { screen: screen === 'visit' ? 'card' : screen, ...arrangement },
    ]),
  );
}

function dialogs(): [string, Sample][] {
  return Object.entries<Arrangement>(DIALOG_SAMPLES).map(([name, arrangement]) => [
    `dialog/${name}`,
    {
      screen: 'consent',
      draw: () => (
        <SCREENS.consent context={contextOf(CHECK_IN_SAMPLES.consent[''])} checking={false} send={() => {}} />
      ),
      ...arrangement,
    },
  ]);
}

/** What lies beside a screen while it matters: a helper is here, a card must not be forgotten, the room is recorded. */
function beside(): [string, Sample][] {
  return [
    [
      'beside/assisted-face',
      {
        screen: 'face',
        draw: () => <SCREENS.face context={contextOf(CHECK_IN_SAMPLES.face[''])} checking={false} send={() => {}} />,
        ...DIALOG_SAMPLES.assisting,
      },
    ],
    [
      'beside/take-card',
      {
        screen: 'ticket',
        draw: () => (
          <SCREENS.ticket context={contextOf(CHECK_IN_SAMPLES.ticket[''])} checking={false} send={() => {}} />
        ),
        ...TAKE_CARD,
        patience: { kind: 'leave', seconds: TAKE_CARD_S },
      },
    ],
    [
      'beside/recorded',
      {
        screen: SCREEN_NAMES.entered,
        terminal: { ...READY, recording: true },
        draw: () => <ENTRY_SCREENS.entered context={entryContextOf(ROOM_ENTRY_SAMPLES.entered[''])} send={() => {}} />,
        act: begin,
      },
    ],
  ];
}

function components(): [string, Sample][] {
  return Object.entries(COMPONENT_SAMPLES).map(([name, Shown]) => [
    `component/${name}`,
    { screen: 'component', draw: () => <Shown />, act: begin },
  ]);
}

export const SAMPLES: ReadonlyMap<string, Sample> = new Map([
  ...sessions(),
  ...checkIns(),
  ...roomEntries(),
  ...dialogs(),
  ...beside(),
  ...components(),
]);

/** `consent` for `check-in/consent`, where only one has the name. */
export function findSample(name: string): Sample | undefined {
  return SAMPLES.get(name) ?? SAMPLES.get(`check-in/${name}`) ?? SAMPLES.get(`session/${name}`);
}
