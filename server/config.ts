/** The configuration of one server process: a JSON file, `DATABASE_URL` in the environment goes before it. */
import { z } from 'zod';
import { RegionCode } from './contract/common.ts';

const Site = z.strictObject({
  code: z.string().regex(/^\d{6}-\d{2}$/, 'six digits of the region, a dash, two digits'),
  name: z.string().min(1).max(60),
});

export const ServerConfig = z.strictObject({
  host: z.string().default('127.0.0.1'),
  /** 0 = any free port; the ready line says which. */
  port: z.int().min(0).max(65_535).default(5890),
  /** Where people reach the centre: printed on every document as the address of its verification page. */
  publicUrl: z.url({ protocol: /^https?$/ }).default('http://127.0.0.1:5890'),
  /** Keys, the embedded database and its connection file live here. */
  dataDir: z.string().min(1),
  /** Any PostgreSQL from version 15 on; null = the embedded one under `dataDir`. */
  databaseUrl: z.string().nullable().default(null),
  /** Connections of this process to the database. */
  databaseConnections: z.int().min(2).max(200).default(16),
  /** The county that this centre serves when a command names none (GB/T 2260). */
  regionCode: RegionCode.default('370702'),
  /** Assessment sites that are added, or renamed, at start. */
  sites: z.array(Site).default([]),
  officerSession: z.strictObject({ hours: z.number().positive().max(24) }).default({ hours: 10 }),
  /** How often the heads of the audit log are signed. */
  checkpointMinutes: z.number().positive().default(5),
  /**
   * own: figures as the office enters them, payments settled by the agency, no insurance records and no platform of
   * social security cards yet. simulated: invented insurance records and cards, and a bank that pays by itself, for
   * samples only.
   */
  partners: z.enum(['own', 'simulated']).default('own'),
  /** none: notices to people are kept and wait. file: a line each in `notices.jsonl` under `dataDir`, for samples only. */
  notices: z.strictObject({ kind: z.enum(['none', 'file']) }).default({ kind: 'none' }),
  /** Set when a proxy speaks TLS for this process: the session cookie is then `Secure`. */
  behindTls: z.boolean().default(false),
});
export type ServerConfig = z.infer<typeof ServerConfig>;
