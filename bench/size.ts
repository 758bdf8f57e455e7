import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { before } from './before.js';
import type { Row } from './measure.js';
import { inFolder, run } from './measure.js';
import { desks, REPOSITORY, writeFiles } from './projects.js';

/** What npm would publish, and what a project installs for production. */
export const benchSize = async (): Promise<Row[]> => [
  { what: 'package `create-mcp-provider`', before: before.cliPackage, now: await packed('.') },
  { what: 'package `mcp-provider`', now: await packed('runtime') },
  ...(await production()),
];

async function packed(folder: string): Promise<string> {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const report = JSON.parse(await run('npm', args, join(REPOSITORY, folder))) as [
    { size: number; unpackedSize: number; entryCount: number },
  ];
  const [{ size, unpackedSize, entryCount }] = report;
  return `${megabytes(size)} packed, ${megabytes(unpackedSize)} unpacked, ${entryCount} files`;
}

const production = (): Promise<Row[]> =>
  inFolder(async (folder) => {
    const vendor = join(REPOSITORY, 'dist', 'vendor');
    writeFiles(folder, desks(1, 1), {
      vendored: readdirSync(vendor).map((name) => `vendor/${name}`),
    });
    cpSync(vendor, join(folder, 'vendor'), { recursive: true });
    const quiet = ['--prefer-offline', '--no-audit', '--no-fund'];
    await run('npm', ['install', '--omit=dev', ...quiet], folder);
    const [kibibytes] = (await run('du', ['-sk', 'node_modules'], folder)).split('\t');
    const listed = await run('npm', ['ls', '--all', '--parseable', '--omit=dev'], folder);
    return [
      {
        what: '`node_modules` for production, one provider',
        before: before.production,
        now: `${megabytes(Number(kibibytes) * 1024)}, ${listed.trim().split('\n').length - 1} packages`,
        budget: '≤ 24 MB, ≤ 25 packages',
      },
    ];
  });

const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(bytes < 1e7 ? 2 : 1)} MB`;
