/** The work behind `anban document-camera shoot`. */
import { writeFile } from 'node:fs/promises';
import { systemClock } from '@anban/foundation/clock';
import { FAULTS } from '../../protocol/faults.ts';
import type { ShootOptions } from './command.ts';
import { createDocumentCamera } from './document-camera.ts';

const ENVIRONMENT = 3;

/** Takes one sheet and tells how it went; the answer is the exit code. */
export async function shootToFile({ source, out, timeout, json }: ShootOptions): Promise<number> {
  const stop = new AbortController();
  const cancel = systemClock.after(timeout * 1000, () => stop.abort());
  const camera = createDocumentCamera(source, { clock: systemClock });
  const shot = await camera.shoot(stop.signal, (fault) => process.stderr.write(`${fault}: ${FAULTS[fault].hint}\n`));
  cancel();
  await camera.close();
  if (!shot.ok) {
    const { code, hint } = FAULTS[shot.fault];
    if (json) write({ error: shot.fault, code, hint });
    process.stderr.write(`no sheet was taken: ${shot.fault} (${code}): ${hint}\n`);
    return shot.fault === 'documentCameraLost' ? ENVIRONMENT : 1;
  }
  const { jpeg, width, height, dpi, quality } = shot.value;
  // The paper of a person: for this user only.
  const written = await writeFile(out, jpeg, { mode: 0o600 }).then(
    () => true,
    () => false,
  );
  if (!written) {
    if (json) write({ error: 'fileNotWritten', hint: `${out} cannot be written` });
    process.stderr.write(`${out} cannot be written\n`);
    return ENVIRONMENT;
  }
  const round = (value: number) => Math.round(value * 1000) / 1000;
  const { angle, sharpness, shadow } = quality;
  const told = {
    file: out,
    width,
    height,
    dpi,
    angle: round(angle),
    sharpness: round(sharpness),
    shadow: round(shadow),
  };
  if (json) write(told);
  else process.stdout.write(`${out}: ${width} x ${height}, ${dpi} dpi\n`);
  return 0;
}

const write = (value: unknown): void => {
  process.stdout.write(`${JSON.stringify(value)}\n`);
};
