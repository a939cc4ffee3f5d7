/** `node server/main.ts --config FILE`: the centre. Ready when it prints `server-ready`; SIGTERM ends it cleanly. */
import { parseArgs } from 'node:util';
import { systemClock } from '@anban/foundation/clock';
import { ConfigError, readConfig } from '@anban/foundation/config';
import { ServerConfig } from './config.ts';
import { errorCode } from './db/failures.ts';
import { createServerLog } from './log.ts';
import { gatheringDestination } from './log-destination.ts';
import manifest from './package.json' with { type: 'json' };
import { startServer } from './server.ts';

const EXIT = { configuration: 2, environment: 3, portInUse: 98 };

function readArguments(): ServerConfig {
  const { values } = parseArgs({ options: { config: { type: 'string' } } });
  if (values.config === undefined) throw new ConfigError('usage: node server/main.ts --config FILE');
  const config = readConfig(ServerConfig, values.config);
  const url = process.env.DATABASE_URL;
  return url === undefined || url === '' ? config : { ...config, databaseUrl: url };
}

function end(code: number, words: string): never {
  process.stderr.write(`${words}\n`);
  process.exit(code);
}

async function main(): Promise<void> {
  const config = readArguments();
  const destination = gatheringDestination();
  process.once('exit', () => destination.flush());
  const log = createServerLog(destination);
  const server = await startServer(config, systemClock, log, manifest.version).catch((cause: unknown) => {
    if (errorCode(cause) === 'EADDRINUSE')
      end(EXIT.portInUse, `port ${config.port} on ${config.host} is in use by another program`);
    end(EXIT.environment, `the server cannot start: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
  log.write('server-ready', { port: server.port });
  let ending = false;
  const stop = async (signal: string) => {
    if (ending) return;
    ending = true;
    log.write('server-stopping', { signal });
    await server.close();
    log.write('server-stopped');
    process.exit(0);
  };
  process.on('SIGTERM', () => void stop('SIGTERM'));
  process.on('SIGINT', () => void stop('SIGINT'));
}

await main().catch((cause: unknown) => {
  if (cause instanceof ConfigError) end(EXIT.configuration, cause.message);
  throw cause;
});
