import { basename, join, parse, relative, resolve, sep } from 'node:path';
import { LIMITS } from '../../../runtime/src/files/store.js';
import { isPart } from '../../../runtime/src/utils/name-rules.js';
import { thisMachine } from '../../machine/machine.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { pluralize } from '../../model/counted.js';
import { folderAround, folderTooWide } from '../../model/errors/files.js';
import type { Host } from '../../model/host.js';
import type { ReviewRow } from '../../model/kind.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import { oneLine } from '../../model/table.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import { catalog } from '../catalog.js';
import type { FirstCall, ImportedProvider, ProjectPaths } from '../imported-providers.js';
import { nameOfPath } from '../name-of-path.js';
import type { SourceOptions } from '../options.js';
import { section } from '../report.js';
import { type Access, accessAnswers, accessOf, accessSettings } from './access.js';
import { unwantedPattern } from './unwanted.js';

/**
 * A provider that serves a folder as it is, or gives each user an own one in the project.
 * @param text a path in the working directory
 * @throws CliError `files/…`
 */
export async function folderProvider(
  context: CommandContext,
  text: string,
  given: CommandLine<SourceOptions>,
  questions: Questions | undefined,
): Promise<ImportedProvider> {
  const { host } = context;
  const folder = resolve(host.cwd, text);
  requireNarrow(context, text, folder);
  const contents = await context.ui.waiting(`Reading ${text}`, () => contentsOf(host, folder));
  const hidden = `the ${pluralize(contents.files, 'file')}`;
  const access = await accessOf('folder', hidden, given.options, questions);
  const exclude = access === 'own' ? [] : await excludedOf(contents, given.options, questions);
  const { tools, auth, ...texts } = readFlags(given.ordered, catalog).draft;
  const name = texts.name ?? nameOfPath(folder, 'files');
  const checked = checkProvider(
    {
      name,
      description: access === 'own' ? 'Files of each user.' : `Files in ${basename(folder)}.`,
      storage: `data/${name}`,
      ...texts,
      kind: 'files',
      auth: auth ?? { style: 'none' },
      ...accessSettings(access),
      ...(exclude.length > 0 && { exclude }),
      tools,
    },
    catalog,
  );
  return {
    ...checked,
    specAt: (place) => specAt(checked.spec, access, folder, place),
    files: () => [],
    lines: folderLines(name, text, contents, { access, exclude }),
    tells: () => (access === 'own' ? [] : contentRows(contents, exclude)),
    firstCall: () => (access === 'own' ? undefined : firstCall(contents)),
    report: { folder: text, access, ...contents, exclude },
    answers: { from: text, ...accessAnswers(access) },
  };
}

/** What of the folder is served, below its path, and what is not. */
const contentRows = (contents: Contents, exclude: readonly string[]): ReviewRow[] => [
  { label: '', text: `${sizeOf(contents)}: ${namesOf(contents)}` },
  {
    label: 'Not served',
    text: ['hidden files', 'links', ...unusableIn(contents), ...exclude].join(', '),
  },
];

const unusableIn = ({ unusable }: Contents): string[] =>
  unusable.length === 0
    ? []
    : [`names that are not portable, such as ${unusable.slice(0, SHOWN).join(', ')}`];

/** A search for a word in the name of the first file. */
function firstCall({ names: [first] }: Contents): FirstCall | undefined {
  if (first === undefined) return undefined;
  const text = basename(first).replace(/\.[^.]*$/, '');
  return {
    tool: 'search_files',
    args: { text },
    says(result) {
      const { matches } = result as { matches: { name: string }[] };
      const [match, ...others] = matches.map(({ name }) => name);
      if (match === undefined) return 'returned no file';
      return `returned ${match}${others.length > 0 ? ` and ${pluralize(others.length, 'other file')}` : ''}`;
    },
  };
}

/** The path starts in the project, as that of every storage. @throws CliError `files/contains-project` */
function specAt(
  spec: ProviderSpec,
  access: Access,
  folder: string,
  { root }: ProjectPaths,
): ProviderSpec {
  if (access === 'own') return spec;
  const path = relative(root, folder).split(sep).join('/');
  if (path === '' || /^(\.\.\/)*\.\.$/.test(path)) throw folderAround(folder, root);
  return { ...spec, storage: path } as ProviderSpec;
}

/** A folder that is meant to be served is not all that somebody has. @throws CliError `files/too-wide` */
function requireNarrow({ host }: CommandContext, text: string, folder: string): void {
  const isHome = folder === resolve(thisMachine(host).home);
  if (isHome || parse(folder).root === folder)
    throw folderTooWide(text, isHome ? 'your home directory' : 'the whole disk');
}

/** What is served, and what is not. */
function folderLines(
  name: string,
  text: string,
  contents: Contents,
  { access, exclude }: { access: Access; exclude: readonly string[] },
): string[] {
  const { isCut, isUnread, hidden } = contents;
  if (access === 'own')
    return [`${name}: new, empty folders. The files in ${text} are not served.`];
  const what = access === 'read' ? 'which no tool changes' : 'which all users may change';
  return [
    `${name}: ${sizeOf(contents)}, ${what}: ${namesOf(contents)}`,
    ...section('Not served', [
      `hidden files${hidden.length > 0 ? `, such as ${hidden.slice(0, SHOWN).join(', ')}` : ''}; links`,
      ...unusableIn(contents).map((text) => `${text}; rename them to serve these files`),
      ...exclude,
    ]),
    ...(isUnread
      ? [`Only ${MOST_READ} names were read: further files with secrets are served.`]
      : []),
    ...(isCut ? ['A search reads at most 5,000 files.'] : []),
    ...(access === 'write' && isFull(contents) ? [FULL] : []),
  ];
}

const isFull = ({ files, folders, bytes, isCut }: Contents): boolean =>
  isCut || files + folders > LIMITS.maxFiles || bytes > LIMITS.quotaBytes;

const FULL = `No file can be added while there are more than ${LIMITS.maxFiles} files and folders or ${LIMITS.quotaBytes} bytes. Raise "limits" in api/files.ts.`;

const SHOWN = 3;

const sizeOf = ({ files, folders, isCut }: Contents): string =>
  `${isCut ? 'more than ' : ''}${pluralize(files, 'file')} in ${pluralize(folders + 1, 'folder')}`;

const namesOf = ({ names, files }: Contents): string =>
  [...names.slice(0, SHOWN), ...(files > SHOWN ? ['…'] : [])].join(', ');

/** What of the folder nobody can reach: packages and secrets, unless somebody wants otherwise. */
async function excludedOf(
  { unwanted }: Contents,
  { exclude = [] }: SourceOptions,
  questions: Questions | undefined,
): Promise<string[]> {
  const left =
    questions && unwanted.length > 0
      ? await questions.chooseSeveral({
          key: 'exclude',
          message: 'What is left out?',
          choices: unwanted.map((value) => ({ value, label: value })),
          initial: unwanted,
          derived: true,
        })
      : unwanted;
  return [...new Set([...exclude, ...left])];
}

/** What is in a folder, as far as it is counted. */
interface Contents {
  /** Names of the first files that can be served, with their folders. */
  names: string[];
  files: number;
  folders: number;
  /** Size of all files together. */
  bytes: number;
  /** There is more than that. */
  isCut: boolean;
  /** Not all names were read. */
  isUnread: boolean;
  /** Names in the folder itself that are hidden: no tool can reach them. */
  hidden: string[];
  /** Paths of the first files and folders whose names no tool accepts. */
  unusable: string[];
  /** Patterns of what nobody wants to serve: packages, and files with secrets. */
  unwanted: string[];
}

/** A search reads fewer. */
const MOST_COUNTED = 10_000;
const MOST_NAMES = 50;

/** How many names are read to find what nobody wants to serve. */
const MOST_READ = 200_000;

/** Counts the files in a folder and its folders, without opening one. Links are not followed. */
async function contentsOf({ files }: Host, root: string): Promise<Contents> {
  const contents: Contents = {
    names: [],
    files: 0,
    folders: 0,
    bytes: 0,
    isCut: false,
    isUnread: false,
    hidden: [],
    unusable: [],
    unwanted: [],
  };
  const unwanted = new Set<string>();
  const queue = [''];
  let read = 0;
  for (const folder of queue) {
    if ((contents.isUnread = read > MOST_READ)) break;
    for (const { name, kind, size } of await files.entries(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      read++;
      const pattern = unwantedPattern(name, kind === 'directory');
      if (name.startsWith('.')) {
        if (folder === '') contents.hidden.push(oneLine(name));
      } else if (pattern !== undefined) unwanted.add(pattern);
      else if (!isPart(name.normalize('NFC'))) {
        if (contents.unusable.length < MOST_NAMES) contents.unusable.push(oneLine(path));
      } else if (kind === 'directory') queue.push(path);
      else if (kind === 'file') {
        contents.isCut ||= contents.files + queue.length >= MOST_COUNTED;
        if (!contents.isCut) contents.files++;
        contents.bytes += size;
        if (contents.names.length < MOST_NAMES) contents.names.push(path);
      }
    }
  }
  return { ...contents, folders: queue.length - 1, unwanted: [...unwanted] };
}
