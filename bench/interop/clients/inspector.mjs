import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const folder = dirname(
  createRequire(import.meta.url).resolve('@modelcontextprotocol/inspector/package.json'),
);

export async function connect({ url, token }) {
  const { default: description } = await import(join(folder, 'package.json'), {
    with: { type: 'json' },
  });
  const program = join(folder, Object.values(description.bin)[0]);
  const run = async (...args) => {
    const header = token ? ['--header', `Authorization: Bearer ${token}`] : [];
    const all = [program, '--cli', url, '--transport', 'http', ...args, ...header];
    try {
      return JSON.parse((await promisify(execFile)(process.execPath, all)).stdout);
    } catch (error) {
      // It prints the result of a tool that failed, and ends as failed.
      throw new Error(`${error.message}\n${error.stdout ?? ''}`, { cause: error });
    }
  };
  const list = async () => (await run('--method', 'tools/list')).tools.map(({ name }) => name);
  return {
    list,
    call: (name, args) =>
      run(
        ...['--method', 'tools/call', '--tool-name', name],
        ...Object.entries(args).flatMap(([key, value]) => ['--tool-arg', `${key}=${value}`]),
      ),
    close: async () => {},
  };
}
