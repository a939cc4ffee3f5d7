/** The centre as the rest of the bridge sees it. */
import type { Result } from '@anban/foundation/result';
import type { HelpCall } from '@anban/server/contract/alerts';
import type { Assistance } from '@anban/server/contract/assistance';
import type { ECardHolder, ECardRequest } from '@anban/server/contract/e-card';
import type { CheckInAnswer, IdentityCheckAnswer, SignedRecord } from '@anban/server/contract/evidence';
import type { FaceStandingAnswer, FaceStandingRequest } from '@anban/server/contract/face-standing';
import type { Picture, Playlist } from '@anban/server/contract/playlist';
import type { ExaminationStage, RecordingList } from '@anban/server/contract/recordings';
import type { RoomEntryAnswer, RoomEntryRequest } from '@anban/server/contract/room-entry';
import type { RosterBundle } from '@anban/server/contract/roster';
import type { SocialSecurityCardRequest } from '@anban/server/contract/social-security-card';
import type { EnrolAnswer, EnrolRequest } from '@anban/server/contract/terminals';
import type { z } from 'zod';

/** `refused` carries the HTTP status and the refusal's name; `expectedSequence` when the chain does not continue. */
export type CentreFault =
  | { readonly kind: 'unreachable' }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly name: string;
      readonly expectedSequence: number | null;
    };

export type SubmitAnswer = IdentityCheckAnswer | CheckInAnswer;

export interface Centre {
  enrol(request: EnrolRequest): Promise<Result<EnrolAnswer, CentreFault>>;
  roster(): Promise<Result<RosterBundle, CentreFault>>;
  /** Sends one signed record; the same answer however often it is sent. */
  submit(signed: SignedRecord): Promise<Result<SubmitAnswer, CentreFault>>;
  /** Sends the hash list of an examination recording; a longer one extends what the centre has. */
  /** How far the examination behind it is; null: the centre does not know of any. */
  recordingList(list: RecordingList): Promise<Result<ExaminationStage | null, CentreFault>>;
  callHelp(call: HelpCall): Promise<Result<void, CentreFault>>;
  /** Tells that a helper stands beside a person, or did; told again it changes nothing. */
  assistance(assistance: Assistance): Promise<Result<void, CentreFault>>;
  /** Whose electronic social security card a code is; the same answer to the same `id`. */
  resolveECard(request: ECardRequest): Promise<Result<ECardHolder, CentreFault>>;
  /** Whose third-generation social security card it is. */
  resolveSocialSecurityCard(request: SocialSecurityCardRequest): Promise<Result<ECardHolder, CentreFault>>;
  /** Whether this ticket may go in now; the same answer to the same `id`. */
  roomEntry(request: RoomEntryRequest): Promise<Result<RoomEntryAnswer, CentreFault>>;
  /** What comparisons of this person in this session came to, at any terminal. */
  faceStanding(request: FaceStandingRequest): Promise<Result<FaceStandingAnswer, CentreFault>>;
  /** What this terminal's site shows in the quiet part of its first screen. */
  playlist(): Promise<Result<Playlist, CentreFault>>;
  /** One of its pictures, by SHA-256. */
  playlistPicture(digest: string): Promise<Result<z.infer<typeof Picture>, CentreFault>>;
  /** Whether the centre answers at all. */
  alive(): Promise<boolean>;
}
