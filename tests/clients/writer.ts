/** `<home> <format> <path> <key> <prefix> <count>`: adds entries to a file, one after the other. */
import { carryOutEdits } from '../../src/client-config/change-files.js';
import { upsert } from '../../src/edit/formats/entry.js';
import { diskFiles } from '../../src/host/disk.js';
import type { Format } from '../../src/model/client.js';

const [home = '', format = '', path = '', key = '', prefix = '', count = ''] =
  process.argv.slice(2);
const writing = {
  files: diskFiles,
  machine: { home, platform: 'linux', env: {} } as const,
  dryRun: false,
  signal: new AbortController().signal,
};
const file = { path, scope: 'user', base: home, isLegacy: false } as const;
const container = { format: format as Format, path: [key] };
async function write() {
  for (let index = 0; index < Number(count); index++) {
    const name = `${prefix}${index}`;
    const edit = (before: string | null) =>
      upsert(before ?? '', { ...container, name }, { url: 'u' });
    await carryOutEdits(writing, [{ file, edit }]);
  }
}

void write();
