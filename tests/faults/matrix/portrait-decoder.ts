/** The decoder of the card's portrait in the matrix: a real program beside the bridge, killed, hung and made to babble. */
import { ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { ManualClock } from '@anban/foundation/clock';
import { ChildDecoder } from '../../../terminal-bridge/devices/portrait/child-decoder.ts';
import { WLT_BYTES } from '../../../terminal-bridge/devices/portrait/wlt.ts';
import { Births } from './births.ts';
import { HelperHands } from './helper-state.ts';
import { NO_CABLE, settleHelpers } from './helpers.ts';
import type { DeviceUnderTest, Rig } from './rig.ts';
import { deadline } from './waiting.ts';

const PROGRAM = fileURLToPath(new URL('portrait-program.ts', import.meta.url));

export const portraitDecoder: DeviceUnderTest = {
  name: 'portrait decoder',
  about:
    'A program of a vendor in a process of its own. Unplug: it is killed, and ends at once whenever it is started; replug: it is killed once.',
  senseless: NO_CABLE,
  async start(): Promise<Rig> {
    const clock = new ManualClock();
    const hands = new HelperHands();
    const children = new Births('child_process', 'close', ({ process: child }) =>
      child instanceof ChildProcess ? child : null,
    );
    const running = () => children.living.filter(({ spawnargs }) => spawnargs.includes(PROGRAM));
    const decoder = new ChildDecoder({ command: ['node', PROGRAM, hands.file] }, clock);
    let underWay = 0;
    let shade = 0;
    return {
      clock,
      status: () => decoder.status,
      settle: () =>
        settleHelpers(() => {
          if (running().some(isDying)) return true;
          const pid = running().at(-1)?.pid;
          const isAsked = decoder.status.status !== 'ready' || underWay > 0;
          return pid !== undefined && isAsked && !hands.hasLetFall(pid);
        }),
      async operate(ms, atMiddle) {
        shade = (shade % 250) + 1;
        underWay += 1;
        const decoding = decoder.decode(blockOf(shade));
        atMiddle();
        const over = new Promise<null>((resolve) => deadline(clock, ms).addEventListener('abort', () => resolve(null)));
        const decoded = await Promise.race([decoding, over]);
        underWay -= 1;
        if (decoded === null) return 'no answer in time';
        if (!decoded.ok) return decoded.fault;
        return decoded.value.data.every((byte) => byte === shade) ? 'ok' : 'another picture';
      },
      apply: (fault) => hands.apply(fault, () => running().forEach((child) => void child.kill('SIGKILL'))),
      mend: () => hands.mend(),
      async close() {
        await decoder.close();
        children.forget();
        hands.forget();
      },
    };
  },
};

const isDying = ({ killed, exitCode, signalCode }: ChildProcess): boolean =>
  killed || exitCode !== null || signalCode !== null;

/** Begins as the chip's do. */
function blockOf(shade: number): Uint8Array {
  const block = new Uint8Array(WLT_BYTES);
  block.set([0x57, 0x4c, 0x66, 0x00, 0x7e, 0x00, 0x32, 0x00, shade]);
  return block;
}
