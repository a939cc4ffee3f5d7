/** `anban`: a thin dispatcher. Each subcommand stands beside what it runs and is loaded only when it is asked for. */
import { Command } from 'commander';

/** A module that adds its commands to the program. Its own imports stay light; work is imported in the action. */
interface CommandModule {
  register(program: Command): void;
}

const MODULES: Record<string, () => Promise<CommandModule>> = {
  'id-card': () => import('../terminal-bridge/devices/id-card-reader/command.ts'),
  ssc: () => import('../terminal-bridge/devices/social-security-card/command.ts'),
  qr: () => import('../terminal-bridge/devices/qr-scanner/command.ts'),
  'document-camera': () => import('../terminal-bridge/devices/document-camera/command.ts'),
  voice: () => import('./setup/voice-command.ts'),
  print: () => import('../terminal-bridge/devices/page-printer/command.ts'),
  diagnose: () => import('../terminal-bridge/diagnostics/command.ts'),
  face: async () => {
    const [face, pad] = [await import('../terminal-bridge/matching/command.ts'), await import('./pad/command.ts')];
    return {
      register(program) {
        face.register(program);
        pad.register(program);
      },
    };
  },
  recording: () => import('../terminal-bridge/examination-recording/command.ts'),
  terminal: () => import('../server/terminals/command.ts'),
  officer: () => import('../server/officers/command.ts'),
  'e-card': () => import('../server/identity/e-card/command.ts'),
  site: () => import('../server/assessment/site-command.ts'),
  playlist: () => import('../server/playlist/command.ts'),
  assistance: () => import('../server/assistance/command.ts'),
  roster: () => import('../server/assessment/command.ts'),
  figures: () => import('../server/exchange/figures-command.ts'),
  session: () => import('../server/assessment/planning/command.ts'),
  expert: () => import('../server/assessment/experts/command.ts'),
  draw: () => import('../server/assessment/draw/command.ts'),
  sample: () => import('../server/samples/command.ts'),
  audit: () => import('../server/audit/command.ts'),
  case: () => import('../server/cases/command.ts'),
  document: () => import('../server/documents/command.ts'),
  rules: () => import('../server/rules/command.ts'),
  seed: () => import('../server/seed/command.ts'),
};

const program = new Command('anban')
  .description('Anban (安办): tools for operators and tests. Every command has --help and --json.')
  .version('0.1.0')
  .showHelpAfterError()
  // Wrong usage is 2 in every command; commander says 1, which here means "not possible".
  .exitOverride(({ exitCode }) => process.exit(exitCode === 1 ? 2 : exitCode));

const group = process.argv[2] ?? '';
const wanted = group in MODULES ? [group] : Object.keys(MODULES);
for (const name of wanted) (await MODULES[name]?.())?.register(program);
await program.parseAsync();
