import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bareServer } from './bare-server.js';
import { before } from './before.js';
import { type Load, load } from './load.js';
import { inFolder, median, processorTimes, ratio, type Row } from './measure.js';
import { speakers, writeProject } from './projects.js';
import { benchSignedIn } from './signed-in.js';
import { build, started } from './started.js';
import { listOverStdio } from './stdio.js';

/** A project next to a server of the bare SDK with the same tools: start on stdio, and HTTP with 8 connections. */
export const benchServer = (): Promise<Row[]> =>
  inFolder(async (folder) => [
    await stdio(folder),
    await frontDoor(folder),
    ...(await http(folder, 1)),
    ...(await http(folder, 200)),
    ...(await benchSignedIn((await prepared(join(folder, 'signed-in'), 1)).server)),
  ]);

async function stdio(folder: string): Promise<Row> {
  const { server, bare } = await prepared(folder, 3);
  const [ours = 0, theirs = 1] = await processorTimes([
    { label: 'project', run: () => listOverStdio([server]) },
    { label: 'bare', run: () => listOverStdio([bare]) },
  ]);
  return {
    what: 'stdio, start to first `tools/list` / bare SDK',
    before: before.stdio,
    now: ratio(ours, theirs),
    budget: '≤ 0.85',
  };
}

/** What the built-in authorization server adds to the start over HTTP, from the program to its address. */
async function frontDoor(folder: string): Promise<Row> {
  const { server } = await prepared(folder, 2);
  const on = { MCP_AUTHORIZATION_SERVER: 'built-in', MCP_PUBLIC_URL: 'http://127.0.0.1:4060', MCP_GATE: 'open' }; // prettier-ignore
  const start = async (environment: Record<string, string>) => {
    const begun = performance.now();
    const { stop } = await started([server, '--transport', 'http', '--port', '0'], environment);
    const ms = performance.now() - begun;
    stop();
    return ms;
  };
  const added: number[] = [];
  for (let round = 0; round < 15; round++) {
    const without = await start({});
    added.push((await start({ ...on, MCP_DATA_DIR: join(folder, 'data') })) - without);
  }
  return {
    what: 'HTTP, start with the built-in authorization server',
    now: `+${median(added).toFixed(1)} ms`,
    budget: '≤ 10 ms',
  };
}

const BUDGETS: Readonly<Record<string, string>> = {
  'tools/call, 1 tool, current': '≥ 6',
  'tools/call, 1 tool, legacy': '≥ 6',
  'tools/list, 1 tool, current': '≥ 10',
  'tools/list, 1 tool, legacy': '≥ 10',
  'tools/call, 200 tools, current': '≥ 10',
  'tools/call, 200 tools, legacy': '≥ 10',
  'tools/list, 200 tools, current': '≥ 10',
  'tools/list, 200 tools, legacy': '≥ 10',
};

async function http(folder: string, tools: number): Promise<Row[]> {
  const { server, bare } = await prepared(folder, tools);
  const ours = await started([server, '--transport', 'http', '--port', '0']);
  const theirs = await started([bare, 'http']);
  const rows: Row[] = [];
  for (const era of ['current', 'legacy'] as const) {
    for (const method of ['tools/call', 'tools/list'] as const) {
      const rounds: { own: Load; bare: Load }[] = [];
      for (let round = 0; round < 5; round++) {
        const bare = await load(theirs.url, era, method);
        rounds.push({ own: await load(ours.url, era, method), bare });
      }
      const ratios = rounds.map(({ own, bare }) => own.rate / bare.rate);
      const lowest = Math.min(...ratios).toFixed(2);
      const p99 = (side: 'own' | 'bare') => median(rounds.map((of) => of[side].p99)).toFixed(1);
      const name = `${method}, ${tools === 1 ? '1 tool' : `${tools} tools`}, ${era}`;
      rows.push({
        what: `HTTP, ${name} protocol / bare SDK`,
        before: before.http[name],
        now: `${median(ratios).toFixed(2)} (lowest ${lowest}); p99 ${p99('own')} / ${p99('bare')} ms`,
        budget: BUDGETS[name],
      });
    }
  }
  ours.stop();
  theirs.stop();
  return rows;
}

/** Builds the project, its tools answering without an API, and writes the bare server. */
async function prepared(folder: string, tools: number): Promise<{ server: string; bare: string }> {
  const project = join(folder, `project-${tools}`);
  writeProject(project, [speakers(tools)]);
  await build(project);
  const bare = join(project, 'bare.mjs');
  writeFileSync(bare, bareServer(tools));
  return { server: join(project, 'dist', 'server.js'), bare };
}
