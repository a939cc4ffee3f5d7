/** A recorder in a process of its own, to be killed: `recorder-child.ts ROOT CAMERA-URL start|resume`. */
import { systemClock } from '@anban/foundation/clock';
import { room, subject } from './room.ts';

const [root = '', url = '', what = ''] = process.argv.slice(2);
const { recorder } = room(root, url, { segmentSeconds: 4 });
if (what === 'resume') recorder.resume();
else await recorder.start(subject());
process.stdout.write(`${JSON.stringify(recorder.view.recording)}\n`);
systemClock.after(120_000, () => process.exit(1));
