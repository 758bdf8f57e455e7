import { cpSync, existsSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before } from './before.js';
import { inFolder, type Row, run } from './measure.js';
import { desks, REPOSITORY, writeFiles } from './projects.js';

/** What npm would publish, and what a project installs. */
export const benchSize = async (): Promise<Row[]> => [
  { what: 'package `create-mcp-provider`', before: before.cliPackage, now: await packed('.') },
  { what: 'package `mcp-provider`', now: await packed('runtime') },
  ...(await installed()),
];

async function packed(folder: string): Promise<string> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const report = JSON.parse(await run('npm', args, join(REPOSITORY, folder))) as [
    { size: number; unpackedSize: number; entryCount: number },
  ];
  const [{ size, unpackedSize, entryCount }] = report;
  return `${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked, ${entryCount} files`;
}

const installed = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    const vendor = join(REPOSITORY, 'dist', 'vendor');
    writeFiles(folder, desks(1, 1), {
      vendored: readdirSync(vendor).map((name) => `vendor/${name}`),
    });
    cpSync(vendor, join(folder, 'vendor'), { recursive: true });
    const row = async (use: string, args: readonly string[], then?: string, budget?: string) => {
      await run('npm', ['install', ...args, '--prefer-offline', '--no-audit', '--no-fund'], folder);
      const listed = await run('npm', ['ls', '--all', '--parseable', ...args], folder);
      const packages = listed.trim().split('\n').length - 1;
      const bytes = bytesIn(join(folder, 'node_modules'));
      const now = `${megabytes(bytes)}, ${packages} packages`;
      return { what: `\`node_modules\` for ${use}`, before: then, now, budget };
    };
    return [
      await row('development', [], undefined, '≤ 105 MB'),
      await row('production, one provider', ['--omit=dev'], before.production, '≤ 21 MB'),
    ];
  });

/** Of all files, without the space that a file system takes for them; 0 where there is no such folder. */
const bytesIn = (folder: string): number =>
  existsSync(folder)
    ? readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .reduce((sum, { parentPath, name }) => sum + lstatSync(join(parentPath, name)).size, 0)
    : 0;

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`;
