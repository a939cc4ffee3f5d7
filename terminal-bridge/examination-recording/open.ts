/** The recorder of a bridge put together: sources, encoder, what a death left, delivery, retention, control. */
import type { Clock } from '@anban/foundation/clock';
import type { Centre } from '../centre/centre.ts';
import { createCamera } from '../devices/camera/create-camera.ts';
import type { Signatory } from '../evidence/chain.ts';
import type { TerminalKey } from '../evidence/key.ts';
import { type BridgeLog, errorName } from '../log.ts';
import type { ExaminationRecordingConfig } from './config.ts';
import { openControl } from './control.ts';
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
  const stopRule = keepRule(options);
  return {
    recorder,
    wake: () => delivery.wake(),
    async close() {
      stopRule();
      await closeControl();
      await recorder.close();
      await Promise.all([delivery.close(), camera.close()]);
    },
  };
}

/** The retention rule, at the start and every hour. */
function keepRule({ config, clock, log }: ExaminationRecorderOptions): () => void {
  let cancel = () => {};
  const apply = () => {
    try {
      deleteByRule(config.folder, config.keepDays, clock.now(), log);
    } catch (error) {
      log.write('unexpected-error', { where: 'recording-retention', error: errorName(error), at: null });
    }
    cancel = clock.after(HOUR_MS, apply);
  };
  apply();
  return () => cancel();
}
