/** The work behind `anban document-camera shoot`. */
import { access, constants, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { systemClock } from '@anban/foundation/clock';
import { EXIT, exitOf, failed, failureOf } from '../../command-line/failure.ts';
import { interruptible } from '../../command-line/read-once.ts';
import { FAULTS, type FaultName } from '../../protocol/faults.ts';
import type { ShootOptions } from './command.ts';
import { createDocumentCamera } from './document-camera.ts';

const MESSAGE = '没有拍到材料 (no sheet was taken)';

/** Takes one sheet and tells how it went; the answer is the exit code. */
export async function shootToFile({ source, out, timeout, json }: ShootOptions): Promise<number> {
  const notWritten = () => {
    const hint = `${out} cannot be written: does its folder exist, and may this user write there?`;
    return failed(json, EXIT.environment, { name: 'fileNotWritten', code: 'D08', message: MESSAGE, hint });
  };
  // Before anybody lays down a sheet for nothing.
  if (!(await succeeds(access(dirname(out), constants.W_OK)))) return notWritten();
  const shot = await interruptible(async (interrupt) => {
    const stop = new AbortController();
    const cancel = systemClock.after(timeout * 1000, () => stop.abort());
    const camera = createDocumentCamera(source, { clock: systemClock });
    const advise = (fault: FaultName) => process.stderr.write(`${fault}: ${FAULTS[fault].hint}\n`);
    const taken = await camera.shoot(AbortSignal.any([stop.signal, interrupt]), advise);
    cancel();
    await camera.close();
    return taken;
  });
  if (!shot.ok) return failed(json, exitOf(shot.fault), failureOf(shot.fault, MESSAGE));
  const { jpeg, width, height, dpi, quality } = shot.value;
  // The paper of a person: for this user only.
  if (!(await succeeds(writeFile(out, jpeg, { mode: 0o600 })))) return notWritten();
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
  process.stdout.write(json ? `${JSON.stringify(told)}\n` : `${out}: ${width} x ${height}, ${dpi} dpi\n`);
  return EXIT.done;
}

const succeeds = (work: Promise<unknown>): Promise<boolean> =>
  work.then(
    () => true,
    () => false,
  );
