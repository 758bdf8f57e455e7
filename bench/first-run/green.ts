import { mkdtempSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { talkTo } from '../../tests/cli/talk.js';
import { run } from '../measure.js';
import type { Creator } from './creators.js';

/** Makes a project in an empty folder, and installs, builds and tests it. */
type Make = (folder: string) => Promise<void>;

/** Seconds with an empty cache of npm, and with what the first run has downloaded. */
export async function coldAndWarm(temporary: string, make: Make): Promise<[string, string]> {
  process.env.npm_config_cache = mkdtempSync(join(temporary, 'cache-'));
  const seconds = async () => {
    const folder = mkdtempSync(join(temporary, 'green-'));
    const started = performance.now();
    await make(folder);
    return ((performance.now() - started) / 1000).toFixed(1);
  };
  return [await seconds(), await seconds()];
}

/** Projects of other creators have no tests: they end with a build. */
export const builtBy =
  ({ package: name, args, answers, home }: Creator & { home: string }): Make =>
  async (folder) => {
    const program = join(home, 'node_modules', '.bin', name);
    const terminal = { columns: 120, variables: { HOME: folder }, seconds: 60 };
    await talkTo([program, ...args], folder, answers, terminal);
    const [project = ''] = readdirSync(folder).filter((each) => !each.startsWith('.'));
    await run('npm', ['install', '--no-audit', '--no-fund'], join(folder, project));
    await run('npm', ['run', 'build'], join(folder, project));
  };
