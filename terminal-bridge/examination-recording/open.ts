/** The recorder of a bridge put together: sources, encoder, what a death left, delivery, retention, control. */
import type { Clock } from '@anban/foundation/clock';
import type { Centre } from '../centre/centre.ts';
import { createCamera } from '../devices/camera/create-camera.ts';
import type { Signatory } from '../evidence/chain.ts';
import type { TerminalKey } from '../evidence/key.ts';
import { type BridgeLog, errorName } from '../log.ts';
import type { ExaminationRecordingConfig } from './config.ts';
import { openControl } from './control.ts';
import { damagedRecordings } from './damage.ts';
import { ListDelivery } from './delivery.ts';
import { ffmpegEncoder } from './encoder.ts';
import { endWithExamination } from './end-with-examination.ts';
import type { Recordable } from './examinees.ts';
import { ffmpegMicrophone, inputOf } from './microphone.ts';
import { Recorder } from './recorder.ts';
import { deleteByRule } from './retention.ts';
import { freeBytes } from './room.ts';
import { siteKey } from './vault.ts';

const HOUR_MS = 3_600_000;

export interface ExaminationRecorder {
  readonly recorder: Recorder;
  /** How many recordings are damaged, as of the last hourly look. */
  readonly damaged: number;
  /** Call when the centre is reached again. */
  wake(): void;
  close(): Promise<void>;
}

export interface ExaminationRecorderOptions {
  readonly config: ExaminationRecordingConfig;
  readonly stateDir: string;
  readonly clock: Clock;
  readonly log: BridgeLog;
  readonly key: TerminalKey;
  readonly centre: Pick<Centre, 'recordingList'>;
  readonly signatory: () => Signatory | null;
  /** Whom a recording can be begun for now. */
  readonly examinees: () => readonly Recordable[];
  /** Told when a recording begins, ends, or has grown. */
  readonly onRecording: (isRecording: boolean) => void;
}

export async function openExaminationRecorder(options: ExaminationRecorderOptions): Promise<ExaminationRecorder> {
  const { config, stateDir, clock, log, key, centre, signatory } = options;
  const camera = createCamera(config.camera, { clock });
  const delivery = new ListDelivery({
    ...{ root: config.folder, key, centre, clock, log },
    onStage: endWithExamination(
      (id) => recorder.view.recording?.id === id,
      (why) => recorder.stop(why),
      log,
    ),
  });
  const { ffmpeg } = config;
  const recorder = new Recorder({
    ...{ config, camera, clock, log, key, signatory, site: siteKey(stateDir) },
    microphone: ffmpegMicrophone({ ffmpeg, inputArgs: inputOf(config.microphone), clock }),
    startEncoder: ffmpegEncoder(config),
    monotonic: () => performance.now(),
    free: () => freeBytes(config.folder),
    onGrown: () => {
      tell();
      delivery.wake();
    },
  });
  const tell = () => options.onRecording(recorder.view.recording !== null);
  recorder.resume();
  tell();
  const closeControl = await openControl(stateDir, recorder, options.examinees);
  let damaged = 0;
  const stopRule = keepRule(options, (count) => {
    damaged = count;
  });
  return {
    recorder,
    get damaged() {
      return damaged;
    },
    wake: () => delivery.wake(),
    async close() {
      stopRule();
      await closeControl();
      await recorder.close();
      await Promise.all([delivery.close(), camera.close()]);
    },
  };
}

/** The retention rule, and a look at what it leaves, at the start and every hour. */
function keepRule({ config, clock, log }: ExaminationRecorderOptions, onDamaged: (count: number) => void): () => void {
  let cancel = () => {};
  const unexpected = (error: unknown) =>
    log.write('unexpected-error', { where: 'recording-retention', error: errorName(error), at: null });
  const known = new Set<string>();
  const tell = (ids: readonly string[]) => {
    for (const recordingId of ids.filter((id) => !known.has(id)))
      log.write('recording-failed', { recordingId, why: 'damaged', error: null });
    for (const id of ids) known.add(id);
    onDamaged(ids.length);
  };
  const apply = () => {
    try {
      deleteByRule(config.folder, config.keepDays, clock.now(), log);
    } catch (error) {
      unexpected(error);
    }
    damagedRecordings(config.folder).then(tell).catch(unexpected);
    cancel = clock.after(HOUR_MS, apply);
  };
  apply();
  return () => cancel();
}
