import { basename, join, parse, relative, resolve, sep } from 'node:path';
import { DEFAULT_FILE_LIMITS } from '../../../runtime/src/files/store.js';
import { isNamePart } from '../../../runtime/src/utils/name-rules.js';
import { thisMachine } from '../../machine/machine.js';
import type { CommandContext, CommandLine } from '../../model/command.js';
import { folderAround, folderTooWide } from '../../model/errors/files.js';
import type { Host } from '../../model/host.js';
import type { ReviewRow } from '../../model/kind.js';
import type { Questions } from '../../model/questions.js';
import type { ProviderSpec } from '../../model/spec.js';
import { pluralize } from '../../model/text/pluralize.js';
import { oneLine } from '../../model/text/table.js';
import { checkProvider } from '../../spec/check.js';
import { readFlags } from '../../spec/flags.js';
import type { FirstCall, ImportedProvider, ProjectPaths } from '../imported-providers.js';
import { kindsAndStyles } from '../kinds-and-styles.js';
import { nameOfPath } from '../name-of-path.js';
import type { SourceOptions } from '../options.js';
import { reportSection } from '../report-lines.js';
import { type Access, accessAnswers, accessOf, accessSettings } from './access.js';
import { unwantedPattern } from './unwanted.js';

/**
 * Returns a provider that serves a folder as it is, or gives each user a folder of their own in the
 * project.
 * @param text a path in the working directory
 * @throws CliError `files/…`
 */
export async function folderProvider(
  context: CommandContext,
  text: string,
  commandLine: CommandLine<SourceOptions>,
  questions: Questions | undefined,
): Promise<ImportedProvider> {
  const { host } = context;
  const folder = resolve(host.cwd, text);
  requireNarrow(context, text, folder);
  const contents = await context.ui.transientProgress(`Reading ${text}`, () =>
    countFiles(host, folder),
  );
  const excludedFiles = `the ${pluralize(contents.files, 'file')}`;
  const access = await accessOf('folder', excludedFiles, commandLine.options, questions);
  const exclude =
    access === 'own' ? [] : await askExcludedFiles(contents, commandLine.options, questions);
  const { tools, auth, ...texts } = readFlags(commandLine.ordered, kindsAndStyles).draft;
  const name = texts.name ?? nameOfPath(folder, 'files');
  const checkedProvider = checkProvider(
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
    kindsAndStyles,
  );
  return {
    ...checkedProvider,
    specAt: (place) => specAt(checkedProvider.spec, access, folder, place),
    files: () => [],
    lines: folderLines(name, text, contents, { access, exclude }),
    reviewRows: () => (access === 'own' ? [] : contentRows(contents, exclude)),
    firstCall: () => (access === 'own' ? undefined : firstCall(contents)),
    report: { folder: text, access, ...contents, exclude },
    answers: { from: text, ...accessAnswers(access) },
  };
}

/** Returns the summary of what the folder serves and what it does not. */
const contentRows = (contents: FolderContents, exclude: readonly string[]): ReviewRow[] => [
  { label: '', text: `${sizeText(contents)}: ${shownNames(contents)}` },
  {
    label: 'Not served',
    text: ['hidden files', 'links', ...unusableIn(contents), ...exclude].join(', '),
  },
];

const unusableIn = ({ unusable }: FolderContents): string[] =>
  unusable.length === 0
    ? []
    : [`names that are not portable, such as ${unusable.slice(0, MAX_SHOWN).join(', ')}`];

/** Returns a search for a word in the name of the first file. */
function firstCall({ names: [first] }: FolderContents): FirstCall | undefined {
  if (first === undefined) return undefined;
  const text = basename(first).replace(/\.[^.]*$/, '');
  return {
    tool: 'search_files',
    args: { text },
    summary(result) {
      const { matches } = result as { matches: { name: string }[] };
      const [match, ...otherNames] = matches.map(({ name }) => name);
      if (match === undefined) return 'returned no file';
      return `returned ${match}${otherNames.length > 0 ? ` and ${pluralize(otherNames.length, 'other file')}` : ''}`;
    },
  };
}

/**
 * Returns the spec with a path relative to the project, as every storage has.
 * @throws CliError `files/contains-project`
 */
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

/**
 * Rejects folders that contain too much, such as the home folder.
 * @throws CliError `files/too-wide`
 */
function requireNarrow({ host }: CommandContext, text: string, folder: string): void {
  const isHomeFolder = folder === resolve(thisMachine(host).home);
  if (isHomeFolder || parse(folder).root === folder)
    throw folderTooWide(text, isHomeFolder ? 'your home directory' : 'the whole disk');
}

/** Returns lines about what is served and what is not. */
function folderLines(
  name: string,
  text: string,
  contents: FolderContents,
  { access, exclude }: { access: Access; exclude: readonly string[] },
): string[] {
  const { isCut, isUnread, hidden } = contents;
  if (access === 'own')
    return [`${name}: new, empty folders. The files in ${text} are not served.`];
  const changeNote = access === 'read' ? 'which no tool changes' : 'which all users may change';
  return [
    `${name}: ${sizeText(contents)}, ${changeNote}: ${shownNames(contents)}`,
    ...reportSection('Not served', [
      `hidden files${hidden.length > 0 ? `, such as ${hidden.slice(0, MAX_SHOWN).join(', ')}` : ''}; links`,
      ...unusableIn(contents).map((text) => `${text}; rename them to serve these files`),
      ...exclude,
    ]),
    ...(isUnread
      ? [`Only ${MAX_READ} names were read: further files with secrets are served.`]
      : []),
    ...(isCut ? ['A search reads at most 5,000 files.'] : []),
    ...(access === 'write' && isFull(contents) ? [FULL_FOLDER] : []),
  ];
}

const isFull = ({ files, folders, bytes, isCut }: FolderContents): boolean =>
  isCut || files + folders > DEFAULT_FILE_LIMITS.maxFiles || bytes > DEFAULT_FILE_LIMITS.quotaBytes;

const FULL_FOLDER = `No file can be added while there are more than ${DEFAULT_FILE_LIMITS.maxFiles} files and folders or ${DEFAULT_FILE_LIMITS.quotaBytes} bytes. Raise "limits" in api/files.ts.`;

const MAX_SHOWN = 3;

const sizeText = ({ files, folders, isCut }: FolderContents): string =>
  `${isCut ? 'more than ' : ''}${pluralize(files, 'file')} in ${pluralize(folders + 1, 'folder')}`;

const shownNames = ({ names, files }: FolderContents): string =>
  [...names.slice(0, MAX_SHOWN), ...(files > MAX_SHOWN ? ['…'] : [])].join(', ');

/** Returns the patterns of files that no user can reach: packages and secrets, unless the user decides otherwise. */
async function askExcludedFiles(
  { unwanted }: FolderContents,
  { exclude = [] }: SourceOptions,
  questions: Questions | undefined,
): Promise<string[]> {
  const omittedPatterns =
    questions && unwanted.length > 0
      ? await questions.chooseSeveral({
          key: 'exclude',
          message: 'What is left out?',
          choices: unwanted.map((value) => ({ value, label: value })),
          initial: unwanted,
          isDerived: true,
        })
      : unwanted;
  return [...new Set([...exclude, ...omittedPatterns])];
}

interface FolderContents {
  /** Names of the first files that can be served, with their folders. */
  names: string[];
  files: number;
  folders: number;
  /** Size of all files in bytes. */
  bytes: number;
  /** Whether there are more files than were counted. */
  isCut: boolean;
  /** Whether some names were not read. */
  isUnread: boolean;
  /** Hidden names in the folder itself, which no tool can reach. */
  hidden: string[];
  /** Paths of the first files and folders whose names no tool accepts. */
  unusable: string[];
  /** Patterns of files that should not be served: packages, and files with secrets. */
  unwanted: string[];
}

/** Maximum number of counted files; a search reads fewer. */
const MAX_COUNTED = 10_000;
const MAX_NAMES = 50;

/** Maximum number of names that are read to find files that should not be served. */
const MAX_READ = 200_000;

/** Counts the files in a folder and its subfolders without opening them. Links are not followed. */
async function countFiles({ files }: Host, root: string): Promise<FolderContents> {
  const contents: FolderContents = {
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
  const unwantedPatterns = new Set<string>();
  const queue = [''];
  let read = 0;
  for (const folder of queue) {
    if ((contents.isUnread = read > MAX_READ)) break;
    for (const { name, kind, size } of await files.entries(join(root, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`;
      read++;
      const pattern = unwantedPattern(name, kind === 'directory');
      if (name.startsWith('.')) {
        if (folder === '') contents.hidden.push(oneLine(name));
      } else if (pattern !== undefined) unwantedPatterns.add(pattern);
      else if (!isNamePart(name.normalize('NFC'))) {
        if (contents.unusable.length < MAX_NAMES) contents.unusable.push(oneLine(path));
      } else if (kind === 'directory') queue.push(path);
      else if (kind === 'file') {
        contents.isCut ||= contents.files + queue.length >= MAX_COUNTED;
        if (!contents.isCut) contents.files++;
        contents.bytes += size;
        if (contents.names.length < MAX_NAMES) contents.names.push(path);
      }
    }
  }
  return { ...contents, folders: queue.length - 1, unwanted: [...unwantedPatterns] };
}
