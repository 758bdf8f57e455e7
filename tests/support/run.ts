import { spawn } from 'node:child_process';

/** What a program said and how it ended; never throws for a failure of the program. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export function run(
  command: string,
  args: readonly string[],
  options: { cwd: string; input?: string; env?: NodeJS.ProcessEnv },
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const ended: Ended = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (data) => (ended.stdout += String(data)));
    child.stderr.on('data', (data) => (ended.stderr += String(data)));
    child.on('error', reject);
    child.on('close', (code) => resolve({ ...ended, code }));
    child.stdin.on('error', () => {}); // it has ended without reading
    child.stdin.end(options.input ?? '');
  });
}

/** Runs a program that must exit with 0. @throws Error with its output if it fails */
export async function succeed(
  command: string,
  args: readonly string[],
  cwd: string,
): Promise<string> {
  const { code, stdout, stderr } = await run(command, args, { cwd });
  if (code !== 0)
    throw new Error(`${command} ${args.join(' ')}: exit ${code}\n${stdout}\n${stderr}`);
  return stdout;
}
