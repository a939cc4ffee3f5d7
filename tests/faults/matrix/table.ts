/** The matrix as text: one table for each device. */
import type { Outcome } from './cell.ts';
import { FAULTS, type Fault, MEANINGS, STATES, type State } from './faults.ts';
import type { DeviceUnderTest } from './rig.ts';

export type Outcomes = ReadonlyMap<string, Outcome>;
export const keyOf = (device: DeviceUnderTest, fault: Fault, state: State): string =>
  `${device.name}|${fault}|${state}`;

export function matrixDocument(devices: readonly DeviceUnderTest[], outcomes: Outcomes): string {
  return `# Fault matrix

Every device of the terminal, every fault, in every state: what the device says of itself at the end of the fault, then
what came of the operation that the fault struck, or of one that was begun meanwhile (it must end within its time, and
never with a lie: another person's card, a ticket that is said to be printed and is not), then whether an operation succeeds afterwards without anybody's help.
Made by \`tests/faults/device-matrix.test.ts\` from the real drivers over the emulated devices' bytes; do not edit.

${FAULTS.map((fault) => `- **${fault}**: ${MEANINGS[fault]}`).join('\n')}

States: idle; working: in the middle of a read or a print; just finished: right after one. "–": makes no sense for the
device, with the reason.
${devices.map((device) => section(device, outcomes)).join('')}`;
}

function section(device: DeviceUnderTest, outcomes: Outcomes): string {
  const rows = FAULTS.map((fault) => {
    const reason = device.senseless[fault];
    const cells = STATES.map((state) =>
      reason === undefined ? words(outcomes.get(keyOf(device, fault, state))) : `– ${reason}`,
    );
    return [fault, ...cells];
  });
  const about = device.about === undefined ? '' : `${device.about}\n\n`;
  return `\n## ${device.name}\n\n${about}${table([['fault', ...STATES], ...rows])}\n`;
}

function words(outcome: Outcome | undefined): string {
  if (outcome === undefined) return '?';
  const { status, reason } = outcome.during;
  const said = reason === undefined ? status : `${status}: ${reason}`;
  const struck = outcome.struck === null ? '' : `; that operation: ${outcome.struck}`;
  const meanwhile = outcome.meanwhile === null ? '' : `; meanwhile: ${outcome.meanwhile}`;
  return `${said}${struck}${meanwhile}; afterwards: ${outcome.afterwards}`;
}

function table(rows: readonly (readonly string[])[]): string {
  const [head = [], ...body] = rows;
  const widths = head.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`, ...body.map(line)].join('\n');
}
