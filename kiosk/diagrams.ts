/**
 * The journeys of the kiosk as pages of the documentation, made from its machines: `node kiosk/diagrams.ts` writes
 * docs/journeys/kiosk-*.md, `--check` only says whether they are stale (exit 1).
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JOURNEYS } from './testing/journeys.ts';
import type { Journey } from './testing/walk.ts';

const FOLDER = join(import.meta.dirname, '../docs/journeys');

interface Page {
  readonly path: string;
  readonly text: string;
}

export const pages = (): readonly Page[] =>
  JOURNEYS.map((journey) => ({
    path: join(FOLDER, `kiosk-${journey.name}.md`),
    text: pageOf(journey.title, journey.source, journey),
  }));

/** One machine as a page: the diagram, and every step with the state that it leads to. */
export function pageOf<E extends { readonly type: string }>(
  title: string,
  source: string,
  journey: Journey<E>,
): string {
  const { declared, start, places } = journey;
  const arrows = arrowsOf(journey);
  const everywhere = commonTo(journey);
  const isDrawn = ({ from, to, type }: Arrow) => from !== to && !everywhere.has(`${type} ${to}`);
  const drawn = Map.groupBy(arrows.filter(isDrawn), ({ from, to }) => `${id(from)} --> ${id(to)}`);
  const ends = new Set(places.filter(({ isEnd }) => isEnd).map(({ state }) => state));
  return [
    `# ${title}`,
    '',
    `Made from \`${source}\` by \`node kiosk/diagrams.ts\`; do not edit. Steps that stay in their state, and those that`,
    'nearly every state has, are in the table only.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...declared.map((state) => `  state "${state}" as ${id(state)}`),
    `  [*] --> ${id(start.state)}`,
    ...[...drawn].map(([arrow, steps]) => `  ${arrow} : ${[...new Set(steps.map(({ type }) => type))].join(', ')}`),
    ...[...ends].map((state) => `  ${id(state)} --> [*]`),
    '```',
    '',
    '| from | event | to |',
    '| --- | --- | --- |',
    ...arrows.map(({ from, type, to }) => `| \`${from}\` | \`${type}\` | ${from === to ? '(stays)' : `\`${to}\``} |`),
    '',
  ].join('\n');
}

interface Arrow {
  readonly from: string;
  readonly type: string;
  readonly to: string;
}

/** Each step once, whatever it carries, in the order of the states. */
function arrowsOf<E extends { readonly type: string }>({ steps, declared }: Journey<E>): readonly Arrow[] {
  const all = new Map<string, Arrow>();
  for (const { from, event, to } of steps) {
    all.set(`${from.state} ${event.type} ${to.state}`, { from: from.state, type: event.type, to: to.state });
  }
  return declared.flatMap((state) => [...all.values()].filter(({ from }) => from === state));
}

/** Event and target of the steps that more than half of the states have: drawn, they would hide the others. */
function commonTo<E extends { readonly type: string }>(journey: Journey<E>): ReadonlySet<string> {
  const found = Map.groupBy(arrowsOf(journey), ({ type, to }) => `${type} ${to}`);
  return new Set([...found].filter(([, arrows]) => arrows.length > journey.declared.length / 2).map(([name]) => name));
}

const id = (state: string): string => state.replaceAll('.', '_');

/** Pages whose file is missing or says something else. */
export const stalePages = (): readonly Page[] => pages().filter(({ path, text }) => readOr(path) !== text);

function readOr(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function run(check: boolean): void {
  const stale = stalePages();
  for (const { path, text } of stale) {
    if (!check) writeFileSync(path, text);
    process.stdout.write(`${check ? 'stale' : 'written'}: ${path}\n`);
  }
  if (check && stale.length > 0) process.exitCode = 1;
}

if (import.meta.main) run(process.argv.includes('--check'));
