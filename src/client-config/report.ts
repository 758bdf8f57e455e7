import { join } from 'node:path';
import { toolsWithLongNames } from '../clients/entry/entry.js';
import type { Note } from '../clients/entry/server.js';
import type { Scope } from '../model/client.js';
import type { HostFiles } from '../model/host.js';
import { maskLines } from '../model/secrets.js';
import type { Ui } from '../model/ui.js';
import { diffPlan } from '../plan/diff.js';
import { partNames } from '../project/provider-parts.js';
import { readProject } from '../project/read.js';
import { type FileChange, plansByDirectory } from './change-files.js';
import { clientById, type EntryRequest } from './request.js';

const WORDS = {
  created: 'Created',
  updated: 'Updated',
  deleted: 'Deleted',
  unchanged: 'Unchanged:',
} as const;

function changeWord({ currentText, newText }: FileChange): keyof typeof WORDS {
  if (currentText === newText) return 'unchanged';
  if (currentText === null) return 'created';
  return newText === null ? 'deleted' : 'updated';
}

/** Returns a line for each file, with the path of its backup. */
export const changesText = (changes: readonly FileChange[]): string =>
  changes
    .flatMap((change) => [
      `${WORDS[changeWord(change)]} ${change.file.path}`,
      ...(change.backup === undefined ? [] : [`  Backup: ${change.backup}`]),
    ])
    .join('\n');

export const changesJson = (changes: readonly FileChange[]) =>
  changes.map((change) => ({
    path: change.file.path,
    scope: change.file.scope,
    change: changeWord(change),
    ...(change.backup !== undefined && { backup: change.backup }),
  }));

/** Returns a diff of the changes, with the values of secrets hidden. */
export async function changesDiff(changes: readonly FileChange[]): Promise<string> {
  const diffs = plansByDirectory(changes).map(async (plan) => {
    const diff = await diffPlan(plan, maskLines);
    return diff === '' ? '' : `In ${plan.root}:\n${diff}`;
  });
  return (await Promise.all(diffs)).join('');
}

/** Returns notes without repeated texts. */
export const uniqueNotes = (notes: readonly Note[]): Note[] =>
  notes.filter(
    ({ text }, index) => notes.findIndex((earlierNote) => earlierNote.text === text) === index,
  );

export function showNotes(ui: Ui, notes: readonly Note[]): void {
  for (const { level, text } of notes) (level === 'warning' ? ui.warn : ui.note)(text);
}

/** Returns notes about an entry that users must know, such as a server that is not built. */
export async function notesOn(
  files: HostFiles,
  request: EntryRequest,
  scope: Scope,
): Promise<Note[]> {
  const { client, root, servers } = request;
  const notes: Note[] = [];
  const add = (level: Note['level'], code: string, text: string) =>
    notes.push({ level, code, text });
  const isLocal = servers.some(({ run }) => run.by === 'node');
  if (isLocal && (await files.kind(join(root, 'dist', 'server.js'))) === null)
    add('warning', 'not-built', 'The server is not built: run the "build" script of the project.');
  if (client.status !== undefined) add('warning', 'status', client.status);
  const relevantTexts = {
    user: scope === 'user',
    project: scope === 'project',
    http: servers.some(({ run }) => run.by === 'http'),
    variables: servers.some(({ env, headers }) => env.length + Object.keys(headers).length > 0),
  };
  for (const [part, text] of Object.entries(client.unverified ?? {}))
    if (relevantTexts[part as keyof typeof relevantTexts])
      add('note', 'unverified', `Not confirmed for ${client.label}: ${text}.`);
  if ('code' in client) return notes;
  if (scope === 'project' && client.trustedProjectOnly)
    add('note', 'trust', `${client.label} reads this file only in trusted projects.`);
  if (scope === 'project' && client.conflictsWith) {
    const otherClients = client.conflictsWith.map((id) => clientById(id).label).join(' and ');
    add('note', 'shared-file', `${otherClients} read the same file in another shape.`);
  }
  for (const text of await toolWarnings(files, request)) add('warning', 'tool-name', text);
  if (client.restart) add('note', 'restart', `Restart ${client.label} to load the entry.`);
  return notes;
}

/** Returns warnings about long tool names, because clients prefix them with the server's name. */
async function toolWarnings(files: HostFiles, { client, root, servers }: EntryRequest) {
  if ('code' in client || client.names?.toolMax === undefined) return [];
  const { providers } = await readProject(files, root);
  return servers.flatMap(({ name: server, provider }) => {
    const projectProvider = providers.find(({ name }) => name === provider);
    const names = projectProvider ? partNames(projectProvider, 'tool') : [];
    return toolsWithLongNames(client, server, names).map(
      (tool) =>
        `"${server}" and "${tool}" together are too long for ${client.label}: set a shorter "--name".`,
    );
  });
}
