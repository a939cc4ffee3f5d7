/**
 * The journeys of a case as pages of the documentation, made from the machines' tables: `node server/cases/diagrams.ts`
 * writes docs/journeys/*.md, `--check` only says whether they are stale (exit 1).
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseMachine, StepInfo } from './machine.ts';
import { caseMachines } from './machines.ts';
import { PART_KINDS, type PartKind } from './model.ts';

const FOLDER = join(import.meta.dirname, '../../docs/journeys');
const TITLES: Readonly<Record<PartKind, string>> = {
  determination: '工伤认定 · determination',
  assessment: '劳动能力鉴定 · assessment',
  benefit: '工伤保险待遇 · benefit',
  service: '文书送达 · service of documents',
};

export interface Page {
  readonly path: string;
  readonly text: string;
}

export const pages = (): readonly Page[] =>
  PART_KINDS.map((kind) => ({ path: join(FOLDER, `${kind}.md`), text: pageOf(caseMachines[kind]) }));

/** One machine as a page: diagram, states, steps, ends of limits. */
export function pageOf(machine: CaseMachine): string {
  return [
    `# ${TITLES[machine.kind]}`,
    '',
    `Made from the table of \`server/cases/${machine.kind}\` by \`node server/cases/diagrams.ts\`; do not edit. Steps that stay in their state are in the table only.`,
    '',
    '```mermaid',
    ...diagram(machine),
    '```',
    '',
    '## States',
    '',
    '| state | name | whose move |',
    '| --- | --- | --- |',
    ...Object.entries(machine.states).map(([state, { name, queue, final }]) =>
      row([`\`${state}\``, name, final === true ? 'end' : (queue ?? '–')]),
    ),
    '',
    '## Steps',
    '',
    '| from | event | to | who | guards | basis |',
    '| --- | --- | --- | --- | --- | --- |',
    ...machine.steps.map(stepRow),
    ...limits(machine),
    '',
  ].join('\n');
}

function diagram({ initial, states, steps }: CaseMachine): string[] {
  const arrows = new Map<string, Set<string>>();
  for (const { from, to, event } of steps)
    for (const state of from) {
      if (state === to) continue;
      const arrow = `${state} --> ${to}`;
      arrows.set(arrow, (arrows.get(arrow) ?? new Set()).add(event));
    }
  return [
    'stateDiagram-v2',
    ...Object.entries(states).map(([state, { name }]) => `  ${state} : ${name}`),
    `  [*] --> ${initial}`,
    ...[...arrows].map(([arrow, events]) => `  ${arrow} : ${[...events].join(', ')}`),
    ...Object.entries(states).flatMap(([state, { final }]) => (final === true ? [`  ${state} --> [*]`] : [])),
  ];
}

const stepRow = ({ from, event, to, by, guards, basis }: StepInfo): string =>
  row([
    from.map((state) => `\`${state}\``).join(' '),
    `\`${event}\``,
    from.length === 1 && from[0] === to ? '(stays)' : `\`${to}\``,
    by.join(', '),
    guards.map((guard) => `\`${guard}\``).join(' ') || '–',
    basis,
  ]);

const row = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function limits({ expiry }: CaseMachine): string[] {
  const ends = Object.entries(expiry);
  if (ends.length === 0) return [];
  return [
    '',
    '## Limits that act by themselves',
    '',
    '| timer | event |',
    '| --- | --- |',
    ...ends.map(([timer, event]) => row([`\`${timer}\``, `\`${event}\``])),
  ];
}

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
  if (!check) mkdirSync(FOLDER, { recursive: true });
  for (const { path, text } of stale) {
    if (!check) writeFileSync(path, text);
    process.stdout.write(`${check ? 'stale' : 'written'}: ${path}\n`);
  }
  if (check && stale.length > 0) process.exitCode = 1;
}

if (import.meta.main) run(process.argv.includes('--check'));
