import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { relPath } from '../../src/model/path.js';
import { renderProject } from '../../src/render/project.js';
import {
  createRecord,
  type ProjectRecord,
  readRecord,
  RECORD_FILE,
  textId,
} from '../../src/render/record.js';
import { renderRecord } from '../../src/render/recorded-files.js';
import { goldenProject, projectSpec } from '../golden/projects.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const idsOf = (texts: ReadonlyMap<string, string>) =>
  Object.fromEntries(Array.from(texts, ([path, text]) => [path, textId(text)]));

const kinds = ['issues', 'media', 'gateway', 'documents', 'shop', 'weather-v1'].map(goldenProject);

it.each(kinds)('renders $name again from its record', async (golden) => {
  const project = await projectSpec(golden);
  const files = renderProject(project);
  const { text } = createRecord(project, [], files);
  const record = JSON.parse(text) as ProjectRecord;
  expect(idsOf(renderRecord(record.answers))).toEqual(record.files);
});

const ROOT = '/home/ann/acme-mcp';
const ACME = ['--name', 'acme', '--base-url', 'https://api.acme.test', '--auth', 'none'];

/** A project on a disk in memory, after some commands. */
async function projectAfter(commands: readonly (readonly string[])[]) {
  const files = memoryFiles(treeAt('/home/ann', { 'notes.txt': '' }));
  for (const argv of commands) {
    const { exit, stderr } = await runProgram([...argv, '--yes', '--no-install'], {
      files,
      cwd: argv[0] === 'create' ? '/home/ann' : ROOT,
    });
    expect(exit, stderr).toBe(0);
  }
  const texts = Object.entries(files.texts())
    .filter(([path]) => path.startsWith(ROOT))
    .map(([path, text]) => [path.slice(ROOT.length + 1), text]);
  const text = (await files.read(`${ROOT}/${RECORD_FILE}`)) ?? '';
  return {
    texts: Object.fromEntries(texts) as Record<string, string>,
    text,
    record: JSON.parse(text) as ProjectRecord,
  };
}

const CREATE = ['create', 'acme-mcp', ...ACME, '--tool', 'list_rooms: List rooms.'];

it('the record has a sorted line for each file and value, also of added parts', async () => {
  const { texts, text, record } = await projectAfter([
    CREATE,
    ['add-tool', 'get_room', '--description', 'Get a room.'],
    ['add-provider', 'weather', ...ACME.slice(2), '--tool', 'get_weather: Get the weather.'],
    ['add-tool', 'get_wind', '--description', 'Get the wind.', '--provider', 'weather'],
    ['add-resource', 'rules', '--provider', 'acme', '--uri', 'acme://rules'],
    ['add-feature', 'docker'],
    ['add-agent'],
  ]);
  expect(idsOf(renderRecord(record.answers))).toEqual(record.files);
  const written = Object.keys(texts).filter((path) => path !== RECORD_FILE);
  expect(Object.keys(record.files)).toEqual(written.toSorted());
  expect(text.split('\n')).toHaveLength(
    Object.keys({ ...record.answers, ...record.files }).length + 8,
  );
  // The id of a file that several commands change is that of its creation.
  const created = await projectAfter([CREATE]);
  expect(record.files).toMatchObject(created.record.files);
  expect(record.answers).toMatchObject(created.record.answers);
});

it.each(['acme', 'weather'])('is that of the new name after rename-provider %s', async (name) => {
  const commands = [
    CREATE,
    ['add-provider', 'weather', ...ACME.slice(2), '--tool', 'get_weather: Get the weather.'],
    ['add-tool', 'get_room', '--description', 'Get a room.', '--provider', name],
    ['remove-tool', 'get_room', '--provider', name],
    ['rename-provider', name, 'zeta'],
  ];
  const { texts, text, record } = await projectAfter(commands);
  expect(text).not.toMatch(new RegExp(`providers?[ /:"\\[]+${name}\\b`));
  const { 'src/providers/zeta/tools/get-room.ts': removed, ...ids } = record.files;
  expect(removed).toBeNull();
  expect(idsOf(renderRecord(record.answers))).toMatchObject(ids);
  const files = memoryFiles(treeAt(ROOT, texts));
  const { stdout } = await runProgram(['upgrade', '--check'], { files, cwd: ROOT });
  expect(stdout).toContain('up to date');
});

it('remembers removed files, and forgets that when they are added again', async () => {
  const path = relPath('src/providers/acme/tools/list-rooms.ts');
  const remove = [
    CREATE,
    ['add-tool', 'get_room', '--description', 'Get a room.'],
    ['remove-tool', 'list_rooms'],
  ];
  expect((await projectAfter(remove)).record.files).toHaveProperty([path], null);
  const again = await projectAfter([
    ...remove,
    ['add-tool', 'list_rooms', '--description', 'List rooms.'],
  ]);
  expect(again.record.files).toHaveProperty([path], textId(again.texts[path] ?? ''));
});

it('has the same ids for other line ends and a byte order mark', () => {
  expect(textId('\uFEFFone\r\ntwo\r\n')).toBe(textId('one\ntwo\n'));
});

const RECORDS = join(import.meta.dirname, '..', 'cases', 'records');

it.each(readdirSync(RECORDS))('renders %s, which a release has written', (name) => {
  const { answers, files } = readRecord(readFileSync(join(RECORDS, name), 'utf8'));
  expect([...renderRecord(answers).keys()]).toEqual(
    expect.arrayContaining(Object.keys(files).filter((path) => path.startsWith('src/'))),
  );
});
