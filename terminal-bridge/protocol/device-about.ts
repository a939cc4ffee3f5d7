/** What a device tells about itself, under names that fit that device: an engine has no serial number, a reader's is its SAM's. */
import type { DeviceReport } from './diagnostics.ts';
import type { DeviceName } from './state.ts';

const FIELDS = ['model', 'connection', 'serialNumber', 'firmware'] as const;
type Field = (typeof FIELDS)[number];

export type AboutLabel = Field | 'samNumber' | 'program' | 'engine' | 'calibration' | 'modelDigest';

const OWN_LABELS: Partial<Record<DeviceName, Partial<Record<Field, AboutLabel>>>> = {
  idCardReader: { serialNumber: 'samNumber' },
  portraitDecoder: { connection: 'program' },
  matcher: { model: 'engine', connection: 'calibration', firmware: 'modelDigest' },
};

/** What is told, in the order in which it is shown; what is not told is left out. */
export const aboutDevice = (
  report: Pick<DeviceReport, 'name' | Field>,
): readonly { readonly label: AboutLabel; readonly value: string }[] =>
  FIELDS.flatMap((field) => {
    const value = report[field];
    return value === null ? [] : [{ label: OWN_LABELS[report.name]?.[field] ?? field, value }];
  });
