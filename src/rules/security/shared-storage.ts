import type { Rule } from '../../model/rule.js';

const CONFIG = 'provider-config.yaml';
const files = (...storages: readonly string[]) => ({
  [CONFIG]: `providers:\n${storages
    .map(
      (storage, index) =>
        `  files${index}:\n    kind: files\n    name: Files\n    description: Files.\n    auth: none\n    storage: ${storage}\n`,
    )
    .join('')}`,
});

export default {
  severity: 'warning',
  summary: 'The storage of a provider is not inside the storage of another provider.',
  why: 'The tools of the outer provider can read, change and delete files of the inner one, including files of other users.',
  source: {
    text: 'CWE-639, Authorization Bypass Through User-Controlled Key; docs/files.md of create-mcp-provider.',
    url: 'https://cwe.mitre.org/data/definitions/639.html',
  },
  securitySeverity: 8.1,
  project({ config }, report) {
    const storages = Array.from(config?.get('providers')?.members ?? []).flatMap(
      ([name, entry]) => {
        const storage = entry.get('storage');
        return typeof storage?.value === 'string'
          ? [{ name, at: storage.range, folder: storageFolder(storage.value) }]
          : [];
      },
    );
    // Sorted by path, so that folders inside a folder follow it.
    storages.sort((left, right) => (left.folder < right.folder ? -1 : 1));
    let outer: (typeof storages)[number] | undefined;
    for (const storageEntry of storages) {
      if (!outer || !storageEntry.folder.startsWith(outer.folder)) outer = storageEntry;
      else
        report(
          storageEntry.at,
          `The provider "${outer.name}" serves the files in this folder, too.`,
          `Use folders of which none contains the other for "${outer.name}" and "${storageEntry.name}".`,
        );
    }
  },
  examples: {
    pass: [files('data/a', 'data/ab', 'https://s3.example.com/a')],
    fail: [
      [files('data', '‹./data//b›'), 'The provider "files0" serves the files in this folder, too.'],
      [files('/srv/x', '‹/srv/x/›'), 'The provider "files0" serves the files in this folder, too.'],
    ],
  },
} satisfies Rule;

/** Returns the normalized folder: `data/documents/` for `./data//documents`. */
const storageFolder = (storage: string): string =>
  `${storage
    .replace(/^(\.\/)+/, '')
    .replace(/(?<!:)\/+/g, '/')
    .replace(/\/$/, '')}/`;
