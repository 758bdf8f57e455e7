import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createTar } from 'nanotar';
import type { PackageArchive } from '../model/host.js';

const PACKED_PATHS = ['bin', 'skills', 'dist'];
/**
 * Files that the archive omits: declarations, for programs that import the package, and an archive
 * of the commands themselves.
 */
const OMITTED_FILE = /^dist\/(types\/|vendor\/create-)/;
/** Members of `package.json` that only the repository needs. */
const REPOSITORY_MEMBERS = [
  'allowScripts',
  'devDependencies',
  'overrides',
  'scripts',
  'workspaces',
];

/**
 * Returns the commands as a package, `create-mcp-provider-<version>-<hash of its files>.tgz`.
 * @param root directory of the built or installed package
 */
export async function ownArchive(root: string): Promise<PackageArchive> {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const manifestEntries = Object.entries(manifest).filter(
    ([key]) => !REPOSITORY_MEMBERS.includes(key),
  );
  const files = [
    {
      name: 'package.json',
      data: Buffer.from(JSON.stringify(Object.fromEntries(manifestEntries), null, 2)),
    },
    ...PACKED_PATHS.flatMap((folder) => listFiles(root, folder)).sort((a, b) =>
      a.name < b.name ? -1 : 1,
    ),
  ];
  const hash = createHash('sha256');
  for (const { name, data } of files) hash.update(`${name}\0`).update(data).update('\0');
  // Package managers remove the first folder.
  const items = files.map(({ name, data }) => ({ name: `package/${name}`, data }));
  return {
    name: `${manifest.name}-${manifest.version}-${hash.digest('hex').slice(0, 8)}.tgz`,
    bytes: await promisify(gzip)(
      Buffer.concat([createTar(items, { attrs: { mode: '755' } }), END_OF_ARCHIVE]),
    ),
  };
}

/**
 * Two blocks of zeros (POSIX, "pax", ustar Interchange Format), which nanotar omits if the files
 * fill its last record.
 */
const END_OF_ARCHIVE = Buffer.alloc(1024);

interface ArchiveFile {
  name: string;
  data: Buffer;
}

/**
 * Lists files folder by folder, because in a zip file of Yarn, a recursive list does not contain
 * the parent of each entry.
 */
const listFiles = (root: string, folder: string): ArchiveFile[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return listFiles(root, name);
    const isPacked = entry.isFile() && !OMITTED_FILE.test(name);
    return isPacked ? [{ name, data: readFileSync(join(root, name)) }] : [];
  });
