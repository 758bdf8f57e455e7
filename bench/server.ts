import { join } from 'node:path';
import { benchEmbedded } from './embedded.js';
import { writeFloor } from './floor.js';
import { inFolder, median, type Row } from './measure.js';
import { prepared } from './prepared.js';
import { benchSignedIn } from './signed-in.js';
import { started } from './started.js';
import { compared, CONNECTIONS, httpContender, inTurns } from './turns.js';

const HTTP = ['--transport', 'http', '--port', '0'];

/** A project over HTTP, next to a server of the bare SDK with the same tools, and to the floor. */
export const benchServer = (node: string): Promise<Row[]> =>
  inFolder(async (folder) => {
    const one = await prepared(folder, 1);
    const many = await prepared(folder, 200);
    return [
      await frontDoor(folder, node, one.server),
      ...(await http(node, one, 1)),
      ...(await http(node, many, 200)),
      ...(await benchSignedIn(node, one.server)),
      ...(await benchEmbedded(node, one.project, one.bare)),
    ];
  });

/** What the built-in authorization server adds to the start over HTTP, from the program to its address. */
async function frontDoor(folder: string, node: string, server: string): Promise<Row> {
  const on = {
    MCP_AUTHORIZATION_SERVER: 'built-in',
    MCP_PUBLIC_URL: 'http://127.0.0.1:4060',
    MCP_GATE: 'open',
  };
  const start = async (environment: Record<string, string>) => {
    const begun = performance.now();
    const { stop } = await started([server, ...HTTP], environment, node);
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

interface Cell {
  method: 'tools/call' | 'tools/list';
  connections: number;
  budget: string;
}

const FLOOR_BUDGET = '≤ 3';
const OF_ONE_TOOL: readonly Cell[] = [
  { method: 'tools/call', connections: CONNECTIONS, budget: '≥ 5' },
  { method: 'tools/list', connections: CONNECTIONS, budget: '≥ 10' },
  { method: 'tools/call', connections: 1, budget: '' },
  { method: 'tools/call', connections: 256, budget: '' },
];
const OF_MANY_TOOLS: readonly Cell[] = [
  { method: 'tools/call', connections: CONNECTIONS, budget: '≥ 5' },
  { method: 'tools/list', connections: CONNECTIONS, budget: '≥ 10' },
];

async function http(
  node: string,
  { project, server, bare }: Awaited<ReturnType<typeof prepared>>,
  tools: number,
): Promise<Row[]> {
  const ours = await started([server, ...HTTP], {}, node);
  const theirs = await started([bare, 'http'], {}, node);
  const floorFile = join(project, 'floor.mjs');
  await writeFloor(floorFile, ours.url);
  const floor = await started([floorFile], {}, node);
  const rows: Row[] = [];
  for (const era of ['current', 'legacy'] as const)
    for (const { method, connections, budget } of tools === 1 ? OF_ONE_TOOL : OF_MANY_TOOLS) {
      const [own = [], other, lowest] = await inTurns(
        [ours, theirs, floor].map((of) => httpContender(of, era, method, { connections })),
      );
      const shape = `${tools === 1 ? '1 tool' : `${tools} tools`}, ${era} protocol, ${connections} connections`;
      const p99 = median(own.map((turn) => turn.p99)).toFixed(0);
      rows.push(
        {
          what: `HTTP, ${method}, ${shape} / bare SDK`,
          now: `${compared(own, other)}; p99 ${p99} ms`,
          budget,
        },
        { what: '… floor / ours', now: compared(lowest, own), budget: FLOOR_BUDGET },
      );
    }
  for (const { stop } of [ours, theirs, floor]) stop();
  return rows;
}
