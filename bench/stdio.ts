import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { type Era, EXPECTED, type Load, loadOf, META } from './load.js';
import { inFolder, processorTimes, ratio, type Row } from './measure.js';
import { prepared } from './prepared.js';
import { compared, type Contender, inTurns } from './turns.js';

const line = (value: object) => `${JSON.stringify({ jsonrpc: '2.0', ...value })}\n`;

const INITIALIZE = {
  protocolVersion: '2025-11-25',
  capabilities: {},
  clientInfo: { name: 'bench', version: '1.0.0' },
};

/** Starts a server and ends it when the first list of tools is there. @returns its messages */
export function listOverStdio(args: readonly string[], node = process.execPath): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(node, args, { stdio: ['pipe', 'pipe', 'ignore'] });
    let text = '';
    child.stdout.on('data', (data) => {
      text += String(data);
      const lines = text.split('\n').length - 1;
      if (lines === 1 && !text.includes('"tools":[')) {
        child.stdin.write(line({ method: 'notifications/initialized' }));
        child.stdin.write(line({ id: 2, method: 'tools/list' }));
      }
      if (lines >= 2) child.kill();
    });
    child.on('error', reject);
    child.on('close', () => {
      if (text.includes('"tools":[')) resolve(text);
      else reject(new Error(`${args.join(' ')} listed nothing: ${text}`));
    });
    child.stdin.write(line({ id: 1, method: 'initialize', params: INITIALIZE }));
  });
}

/** A project next to a server of the bare SDK with the same tools, over stdio. */
export const benchStdio = (node: string): Promise<Row[]> =>
  inFolder(async (folder) => {
    const { server, bare } = await prepared(folder, 3);
    const [ours = 0, theirs = 1] = await processorTimes([
      { label: 'project', run: () => listOverStdio([server], node) },
      { label: 'bare', run: () => listOverStdio([bare], node) },
    ]);
    const what = 'stdio, processor time from start to first `tools/list` / bare SDK';
    const rows: Row[] = [{ what, now: ratio(ours, theirs), budget: '≤ 0.80' }];
    for (const era of ['current', 'legacy'] as const)
      for (const inFlight of [1, 16]) {
        const programs = [server, bare].map((file) => startProgram(node, file));
        const [own, other] = await inTurns(
          programs.map((child) => contender(child, era, inFlight)),
          { warmUpMs: 2_000 },
        );
        for (const child of programs) child.kill();
        rows.push({
          what: `stdio, tools/call, ${inFlight} in flight, ${era} protocol / bare SDK`,
          now: compared(own, other),
          budget: '≥ 1',
        });
      }
    return rows;
  });

const startProgram = (node: string, file: string) =>
  spawn(node, [file], { stdio: ['pipe', 'pipe', 'ignore'] });

/** A client of a program that keeps as many calls in flight, and checks each answer. */
function contender(
  { pid = NaN, stdin, stdout }: ReturnType<typeof startProgram>,
  era: Era,
  inFlight: number,
): Contender {
  const waiting = new Map<number, (text: string) => void>();
  let last = 0;
  createInterface(stdout).on('line', (text) => {
    const { id } = JSON.parse(text) as { id: number };
    waiting.get(id)?.(text);
    waiting.delete(id);
  });
  const ask = (method: string, params: object): Promise<string> =>
    new Promise((resolve) => {
      waiting.set(++last, resolve);
      const all = era === 'current' ? { ...params, _meta: META } : params;
      stdin.write(line({ id: last, method, params: all }));
    });
  const opened =
    era === 'current'
      ? Promise.resolve()
      : ask('initialize', INITIALIZE).then(
          () => void stdin.write(line({ method: 'notifications/initialized' })),
        );

  async function load(milliseconds: number): Promise<Load> {
    await opened;
    const latencies: number[] = [];
    const started = performance.now();
    const worker = async () => {
      while (performance.now() - started < milliseconds) {
        const sent = performance.now();
        const text = await ask('tools/call', { name: 'say_0', arguments: { text: 'hello' } });
        if (!text.includes(EXPECTED['tools/call'])) throw new Error(text);
        latencies.push(performance.now() - sent);
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    return loadOf(latencies, performance.now() - started);
  }
  return { pid, load };
}
