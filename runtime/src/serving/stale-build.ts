import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileSystem } from '../node/node-module.js';
import { StartError } from '../utils/start-error.js';

/**
 * Refuses a build whose sources have changed since. A source that is newer than the build counts only if its text differs
 * from that in the source maps, because copying and checking out change times, too. A server that is deployed without its
 * sources is not checked.
 * @param buildFolder the folder of the build
 * @throws StartError
 */
export function requireFresh(root: string, buildFolder: string): void {
  const source = join(root, 'src');
  const entry = process.argv[1];
  const isBuild =
    entry !== undefined && dirname(resolve(entry)) === buildFolder && buildFolder !== source;
  const { existsSync, readFileSync, statSync } = fileSystem();
  if (!isBuild || !existsSync(source)) return;
  const builtAt = statSync(entry).mtimeMs;
  const newerFiles = filesIn(source).filter(
    (path) => path.endsWith('.ts') && statSync(path).mtimeMs > builtAt,
  );
  if (newerFiles.length === 0) return;
  const builtTexts = sourcesOf(buildFolder);
  const changedFile = newerFiles.find(
    (path) => builtTexts.has(path) && builtTexts.get(path) !== readFileSync(path, 'utf8'),
  );
  if (changedFile === undefined) return;
  const name = relative(root, changedFile).split(sep).join('/');
  throw new StartError(
    `The build is older than "${name}". Run "npm run build", or serve it as it is with --stale.`,
  );
}

/** Returns the source texts of a build, by path. */
function sourcesOf(buildFolder: string): Map<string, string> {
  const maps = filesIn(buildFolder).filter((path) => path.endsWith('.js.map'));
  return new Map(
    maps.flatMap((path) => {
      const map = fileSystem().readFileSync(path, 'utf8');
      const { sources = [], sourcesContent = [] } = JSON.parse(map) as SourceMap;
      return sources.flatMap((source, index) => {
        const text = sourcesContent[index];
        return typeof text === 'string' ? [[resolve(dirname(path), source), text] as const] : [];
      });
    }),
  );
}

interface SourceMap {
  sources?: string[];
  sourcesContent?: (string | null)[];
}

const filesIn = (folder: string): string[] =>
  fileSystem()
    .readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
