/**
 * A queue of 200 people before one terminal. The machine's part is really computed: a portrait, then frames until two
 * agree. What people need is assumed, and named in the figures: nobody was timed.
 */
import { DEFAULT_CALIBRATION, loadCalibration } from '../../terminal-bridge/matching/bands.ts';
import { RECOGNITION_WEIGHTS } from '../../terminal-bridge/matching/engine/networks.ts';
import { seeded } from '../../terminal-bridge/matching/evaluation/intervals.ts';
import { percentile, round } from './cpu-time.ts';
import type { ContenderProcess } from './face-contender.ts';
import type { BenchPixels } from './face-messages.ts';

const PEOPLE = 200;
/** Matches that are really computed; each person takes as long as one of them. */
const MATCHES = 30;
const FRAMES_THAT_AGREE = 2;
/** Seconds from the person before stepping away to looking into the camera with the card read; between these. */
const STEPPING_UP_S = [6, 14] as const;
/** The passive signs of life, as a site with staff beside the terminal has them, are watched at least so long, s. */
const WATCHED_S = 2;
/** Whoever is not recognised is looked at until the terminal gives up, and is not compared again that day, s. */
const LOOKED_AT_S = 8;
/** Two officers at the same terminal, between these, s. */
const OFFICERS_S = [40, 90] as const;

export async function simulateQueue(ours: ContenderProcess, card: BenchPixels, film: readonly Uint8Array[]) {
  const matches: number[] = [];
  for (let match = 0; match < MATCHES; match += 1) {
    let ms = (await ours.ask({ kind: 'portrait', pixels: card })).ms;
    for (let frame = 0; frame < FRAMES_THAT_AGREE; frame += 1) {
      const jpeg = film[(match + frame) % film.length] ?? new Uint8Array();
      ms += (await ours.ask({ kind: 'decide', jpeg })).ms;
    }
    matches.push(ms);
  }
  const refused = loadCalibration(DEFAULT_CALIBRATION, RECOGNITION_WEIGHTS).measurements[0]?.fnmrAtPass ?? 0;
  const random = seeded(200);
  const machine = Array.from({ length: PEOPLE }, (_, person) => matches[person % matches.length] ?? Number.NaN);
  const between = ([least, most]: readonly [number, number]) => least + random() * (most - least);
  let seconds = 0;
  let officers = 0;
  for (const ms of machine) {
    const passes = random() >= refused;
    seconds += between(STEPPING_UP_S);
    seconds += passes ? Math.max(WATCHED_S, ms / 1000) : LOOKED_AT_S + between(OFFICERS_S);
    if (!passes) officers += 1;
  }
  return {
    queueOfPeople: PEOPLE,
    queueMatchesComputed: MATCHES,
    queueMatchMsP50: round(percentile(machine, 0.5), 0),
    queueMatchMsP95: round(percentile(machine, 0.95), 0),
    peoplePerMinuteMachineAlone: round((60_000 * PEOPLE) / machine.reduce((sum, ms) => sum + ms, 0), 1),
    peoplePerMinutePerTerminal: round((60 * PEOPLE) / seconds, 2),
    queueAssumes: `${STEPPING_UP_S.join(' to ')} s to step up, at least ${WATCHED_S} s of looking; not recognised: ${LOOKED_AT_S} s, then officers for ${OFFICERS_S.join(' to ')} s`,
    queueToOfficers: officers,
  };
}
