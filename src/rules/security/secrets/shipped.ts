import type { DataDocument, ProjectModel, TextFile } from '../../../model/project.js';
import { fits } from '../../../model/wildcard.js';
import { type Kept, exceptions, isCredentialFile } from './credential-files.js';
import { COVERS_ENVIRONMENT } from './environment-line.js';

/** What others are given, and the file that tells what is left out of it. */
const SHIPMENTS: readonly { ignoring: RegExp; shipment: string }[] = [
  { ignoring: /(^|\/)\.dockerignore$/, shipment: 'The image of the server' },
  { ignoring: /(^|\/)\.(mcpb|dxt)ignore$/, shipment: 'The bundle' },
  { ignoring: /(^|\/)\.npmignore$/, shipment: 'The published package' },
];
const PACKAGE = 'The published package';

/** With a pattern in "files", everything is published; names that begin with a period, too. */
const ALL = /^(\.|\*{1,2}(\/\*{1,2})*)?\/?$/;
/** Commands that put files into folders or archives. */
const ARCHIVES = /^(?:zip|tar\s+(?:-?\w*c|--create))/;
const COPIES = /^(?:(?:npx|shx)\s+)*(?:cp|copy|mv|rsync|ncp|cpy|copyfiles|zip|tar|install)\s/;
/** Folders that are bundled or published. */
const OUTPUT = /^(?:\.\/)?(?:dist|build|bundle|out|lib|pack(?:age)?|public|release)(?:\/|$)/;

interface Shipped extends Kept {
  message: string;
  hint: string;
}

/** Files with credentials that get into what others are given. */
export function shippedCredentials({ documents }: ProjectModel): Shipped[] {
  const { packageJson, all } = documents;
  const excepted = all.flatMap((file) => {
    const found = SHIPMENTS.find(({ ignoring }) => ignoring.test(file.path));
    if (!found) return [];
    return exceptions(file)
      .filter((each) => !isLeftOutAgain(file, each))
      .map((each) => shipped(found.shipment, each, 'Remove this line.'));
  });
  return [...excepted, ...(packageJson ? published(packageJson, all) : [])];
}

const shipped = (shipment: string, { at, path }: Kept, hint: string): Shipped => {
  const name = COVERS_ENVIRONMENT.test(path) || ALL.test(path) ? '.env' : path;
  return {
    at,
    path: name,
    message: `${shipment} contains "${name}", which contains credentials.`,
    hint,
  };
};

/** A later line leaves the file out: the last one that fits decides. */
function isLeftOutAgain({ text }: TextFile, { at, path }: Kept): boolean {
  const isEnvironment = COVERS_ENVIRONMENT.test(path);
  return text
    .slice(at.end)
    .split(/\r?\n/)
    .map((line) => line.trim().replace(/^(\/|\*\*\/)+|\/$/g, ''))
    .some((line) =>
      isEnvironment
        ? COVERS_ENVIRONMENT.test(line)
        : line !== '' && fits(line, path.replace(/^\*\*\//, '')),
    );
}

function published(packageJson: DataDocument, all: readonly TextFile[]): Shipped[] {
  const files = packageJson.get('files');
  const isPrivate = isTrue(packageJson, 'private');
  const ignoring = all.find(({ path }) => path === '.npmignore');
  if (files?.is !== 'list') {
    // With this file, npm does not read ".gitignore".
    const isOpen = ignoring && !isPrivate && !leavesOutEnvironment(ignoring.text.split(/\r?\n/));
    const all = isOpen
      ? [shipped(PACKAGE, { at: ignoring.start, path: '.env' }, 'Add ".env" to ".npmignore".')]
      : [];
    return [...all, ...copied(packageJson)];
  }
  const named = files.items.flatMap((item) =>
    item.is === 'scalar' && typeof item.value === 'string'
      ? [{ at: packageJson.at(item), path: item.value.replace(/^\.?\//, '') }]
      : [],
  );
  const isExcluded = named.some(
    ({ path }) => path.startsWith('!') && COVERS_ENVIRONMENT.test(path.slice(1)),
  );
  const listed = named.filter(
    ({ path }) =>
      !path.startsWith('!') &&
      (isCredentialFile(path) || (!isPrivate && !isExcluded && ALL.test(path))),
  );
  const hint = 'List only what the server needs, such as "dist".';
  return [...listed.map((each) => shipped(PACKAGE, each, hint)), ...copied(packageJson)];
}

const isTrue = (document: DataDocument, key: string): boolean => {
  const node = document.get(key);
  return node?.is === 'scalar' && node.value === true;
};

const leavesOutEnvironment = (lines: readonly string[]): boolean =>
  lines.some((line) => COVERS_ENVIRONMENT.test(line.trim()));

/** Scripts that copy such a file to where it is bundled: `cp .env dist`, `zip -r server.zip dist .env`. */
function copied(packageJson: DataDocument): Shipped[] {
  return packageJson.entries('scripts').flatMap(({ value }) => {
    if (value.is !== 'scalar' || typeof value.value !== 'string') return [];
    const at = packageJson.at(value);
    return value.value.split(/&&|\|\||[;|]/).flatMap((command) => {
      const path = copiedFiles(command.trim()).find(isCredentialFile);
      return path === undefined
        ? []
        : [shipped('The build', { at, path }, 'Leave this file out of the command.')];
    });
  });
}

function copiedFiles(command: string): readonly string[] {
  if (!COPIES.test(command)) return [];
  const all = command.split(/\s+/);
  const excluding = all.findIndex((word) => /^(-x|--exclude)/.test(word));
  const words = excluding < 0 ? all : all.slice(0, excluding);
  if (ARCHIVES.test(command)) return words;
  return OUTPUT.test(words.at(-1) ?? '') ? words.slice(0, -1) : [];
}
