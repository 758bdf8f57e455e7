import { spawn } from 'node:child_process';
import { expect } from 'vitest';

/**
 * Runs what commands list under "Next", each once, one after another in a shell without a terminal: all of them end. A
 * command may fail only for what the list says before it, or beside it.
 * @param followed commands that need not be run again; gets those that are
 */
export async function followNext(
  stdout: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  followed = new Set<string>(),
): Promise<void> {
  const lists = Array.from(stdout.matchAll(/^Next\n((?: {2}.*\n)+)/gm), ([, list = '']) => list);
  expect(lists, stdout).not.toEqual([]);
  const needed: string[] = [];
  let folder = cwd;
  for (const line of new Set(lists.join('').trimEnd().split('\n'))) {
    const [command = '', purpose = ''] = line.trim().split(/ {2,}/);
    if (command.startsWith('#'))
      needed.push(...(command.match(/\b[A-Z][A-Z0-9]*(_[A-Z0-9]+)+\b/g) ?? []));
    else if (command.startsWith('cd ')) folder = await directory(command, folder);
    else if (!followed.has(command)) {
      followed.add(command);
      const { code, output } = await ended(command, folder, env);
      const transcript = `${folder}$ ${command}\n${output}`;
      if (purpose === 'once you are signed in') expect(transcript).toContain('Not signed in');
      else if (code !== 0) expect(transcript).toMatch(new RegExp(needed.join('|') || '(?!)'));
    }
  }
}

async function directory(command: string, cwd: string): Promise<string> {
  const { output } = await ended(`${command} && pwd`, cwd, {});
  return output.trim();
}

function ended(
  command: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<{ code: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('sh', ['-c', command], {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => (output += String(data)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
