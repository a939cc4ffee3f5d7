/** The kinds that the page shows, in its own order; the types keep both in step. */

import type { Presentation } from '../../camera/presentation.ts';
import type { Condition } from '../../camera/scene.ts';
import type { ReaderFaultKind } from '../../id-card-reader/faults.ts';
import type { Pose } from '../../people/posed.ts';

const everyFault: Record<ReaderFaultKind, true> = {
  'lift-mid-read': true,
  silent: true,
  'corrupt-byte': true,
  'missing-byte': true,
  checksum: true,
  garbage: true,
  'split-chunks': true,
  'slow-chunks': true,
  'read-fails': true,
  'card-auth-fails': true,
  'unsupported-card': true,
  'find-fails': true,
  'select-fails': true,
  'self-test-fails': true,
};
const isFault = (kind: string): kind is ReaderFaultKind => Object.hasOwn(everyFault, kind);
export const READER_FAULT_KINDS: readonly ReaderFaultKind[] = Object.keys(everyFault).filter(isFault);

const everyCondition: Record<Condition, true> = {
  normal: true,
  frozen: true,
  dark: true,
  bright: true,
  blurred: true,
  far: true,
  turned: true,
};
const isCondition = (kind: string): kind is Condition => Object.hasOwn(everyCondition, kind);
export const CONDITION_KINDS: readonly Condition[] = Object.keys(everyCondition).filter(isCondition);

const everyPresentation: Record<Presentation, true> = {
  live: true,
  print: true,
  'bent-print': true,
  'near-print': true,
  'cut-out': true,
  screen: true,
  'fine-screen': true,
  film: true,
  loop: true,
  injected: true,
};
const isPresentation = (kind: string): kind is Presentation => Object.hasOwn(everyPresentation, kind);
export const PRESENTATION_KINDS: readonly Presentation[] = Object.keys(everyPresentation).filter(isPresentation);

const everyPose: Record<Pose, true> = { front: true, left: true, right: true, 'mouth-open': true };
const isPose = (kind: string): kind is Pose => Object.hasOwn(everyPose, kind);
export const POSE_KINDS: readonly Pose[] = Object.keys(everyPose).filter(isPose);
